/** What an operator wants to know, counted from the start of the process. */
export class Figures {
	readonly refusals: Record<string, number> = {};
	readonly closes: Record<string, number> = {};
	/** From an update's arrival until it is durable. */
	readonly commitMs = new Histogram();
	/** From a fence's arrival until its answer. */
	readonly receiptMs = new Histogram();
	updates = 0;
	logFailures = 0;

	refused(why: string): void {
		this.refusals[why] = (this.refusals[why] ?? 0) + 1;
	}

	closed(code: number): void {
		this.closes[code] = (this.closes[code] ?? 0) + 1;
	}
}

const boundsMs = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const;

/** Durations in buckets, as Prometheus wants them: each bucket holds what was at most so long. */
export class Histogram {
	readonly #counts = boundsMs.map(() => 0);
	#count = 0;
	#sum = 0;

	record(ms: number): void {
		this.#count += 1;
		this.#sum += ms;
		const at = boundsMs.findIndex((bound) => ms <= bound);
		if (at >= 0) this.#counts[at] = (this.#counts[at] ?? 0) + 1;
	}

	read(): { count: number; sumMs: number; buckets: { atMostMs: number; count: number }[] } {
		let count = 0;
		const buckets = boundsMs.map((atMostMs, at) => ({
			atMostMs,
			count: (count += this.#counts[at] ?? 0)
		}));
		return { count: this.#count, sumMs: this.#sum, buckets };
	}
}
