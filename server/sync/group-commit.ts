import { weightOf } from './limits.ts';
import type { Entry, UpdateLog } from './update-log.ts';

interface Waiting {
	entry: Entry;
	saved: (seq: number) => void;
}

interface Options {
	/** Called when the log could not be written, before it is tried again. */
	failed: (error: unknown) => void;
	/** How long to wait before attempt n. */
	pauseMs?: (attempt: number) => number;
}

/** Longest that a batch gathers beyond the commit before it. */
const mostGatherMs = 4;

/**
 * Writes the updates of all rooms together: while one batch is on its way to the disk the next one
 * gathers. An idle server saves at once. A busy one, where a batch has gathered when the last one
 * arrived, lets it gather for as long again as that took, a few milliseconds at most: it makes half
 * as many commits, and each costs two processes a turn. A batch that fails is tried again, whole and
 * in order: its updates have been shown to others already, and doing it twice does no harm to a Yjs
 * document.
 */
export class GroupCommit {
	readonly #log: UpdateLog;
	readonly #options: Options;
	#gathering: Waiting[] = [];
	#writing: Promise<void> | null = null;
	#givenUp = false;
	#bytes = 0;
	#idle: (() => void)[] = [];
	#startedAt: number | null = null;

	constructor(log: UpdateLog, options: Options) {
		this.#log = log;
		this.#options = options;
	}

	/** What is not yet saved, of all rooms, as it weighs in memory. */
	get bytes(): number {
		return this.#bytes;
	}

	/** Since when the batch now being written has been on its way; null when nothing is. */
	get startedAt(): number | null {
		return this.#startedAt;
	}

	add(entry: Entry, saved: (seq: number) => void): void {
		this.#bytes += weightOf(entry.update);
		this.#gathering.push({ entry, saved });
		this.#writing ??= this.#write();
	}

	/** Resolves when nothing is left to write. */
	async idle(): Promise<void> {
		if (this.#writing) await new Promise<void>((resolve) => this.#idle.push(resolve));
	}

	/** Stops trying again: what is unsaved now stays with the clients, who have no receipt for it. */
	giveUp(): void {
		this.#givenUp = true;
	}

	async #write(): Promise<void> {
		// One turn of the event loop, so that what arrived together is written together.
		await new Promise<void>((resolve) => setImmediate(resolve));
		while (this.#gathering.length > 0 && !this.#givenUp) {
			const batch = this.#gathering;
			this.#gathering = [];
			const since = performance.now();
			await this.#writeBatch(batch);
			if (this.#gathering.length === 0) break;
			const pauseMs = Math.min(performance.now() - since, mostGatherMs);
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
		this.#writing = null;
		for (const resolve of this.#idle.splice(0)) resolve();
	}

	async #writeBatch(batch: Waiting[]): Promise<void> {
		const entries = batch.map(({ entry }) => entry);
		this.#startedAt = performance.now();
		for (let attempt = 1; !this.#givenUp; attempt++) {
			try {
				const seqs = await this.#log.append(entries);
				this.#startedAt = null;
				batch.forEach(({ entry, saved }, at) => {
					this.#bytes -= weightOf(entry.update);
					saved(seqs[at] ?? 0);
				});
				return;
			} catch (error) {
				this.#options.failed(error);
				const pauseMs = this.#options.pauseMs ?? ((n: number) => Math.min(100 * 2 ** n, 2_000));
				await new Promise((resolve) => setTimeout(resolve, pauseMs(attempt)));
			}
		}
	}
}
