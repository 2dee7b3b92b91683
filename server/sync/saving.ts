import type { Figures } from './figures.ts';
import type { GroupCommit } from './group-commit.ts';
import type { Entry } from './update-log.ts';

/**
 * What of one document is on its way to the log. The log writes in order, so a count is enough to
 * know what is durable: whoever asks at count n is answered when n have arrived.
 */
export class Saving {
	readonly #commits: GroupCommit;
	readonly #figures: Figures;
	readonly #saved: (seq: number) => void;
	#taken = 0;
	#durable = 0;
	#bytes = 0;
	#waiting: { at: number; go: () => void }[] = [];

	constructor(commits: GroupCommit, figures: Figures, saved: (seq: number) => void) {
		this.#commits = commits;
		this.#figures = figures;
		this.#saved = saved;
	}

	get isDone(): boolean {
		return this.#durable === this.#taken;
	}

	/** Bytes that are not durable yet. */
	get bytes(): number {
		return this.#bytes;
	}

	add(entry: Entry): void {
		const since = performance.now();
		this.#taken += 1;
		this.#bytes += entry.update.byteLength;
		this.#commits.add(entry, (seq) => {
			this.#durable += 1;
			this.#bytes -= entry.update.byteLength;
			this.#figures.commitMs.record(performance.now() - since);
			while (this.#waiting[0] && this.#waiting[0].at <= this.#durable) this.#waiting.shift()?.go();
			this.#saved(seq);
		});
	}

	/** Calls back once everything taken so far is durable; at once if it is. */
	then(go: () => void): void {
		if (this.isDone) go();
		else this.#waiting.push({ at: this.#taken, go });
	}
}
