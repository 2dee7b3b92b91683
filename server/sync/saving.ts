import type { Figures } from './figures.ts';
import type { GroupCommit } from './group-commit.ts';
import { weightOf, type Limits } from './limits.ts';
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

	/** What is told to others and not durable yet is bounded, of one document and of all. [R7] */
	hasPlaceFor(update: Uint8Array, { unsavedBytes, unsavedTotalBytes }: Limits): boolean {
		const weight = weightOf(update);
		if (this.#bytes + weight > unsavedBytes) return false;
		return this.#commits.bytes + weight <= unsavedTotalBytes;
	}

	add(entry: Entry): void {
		const since = performance.now();
		this.#taken += 1;
		this.#bytes += weightOf(entry.update);
		this.#commits.add(entry, (seq) => {
			this.#durable += 1;
			this.#bytes -= weightOf(entry.update);
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
