/** How long a measured offset is believed before it is measured again. */
const measureEveryMs = 60_000;

/**
 * The server's clock, as far as this screen can know it: its own clock and a measured offset. The
 * offset comes from the quickest of a few round trips, and is measured again when the screen wakes,
 * because a laptop that slept comes back with a clock that was put right meanwhile.
 */
export class ServerTime {
	#offset = $state(0);
	#now = $state(0);
	readonly #clock: () => number;

	/** `at` is the server's time when the page was made. */
	constructor(at: number, clock: () => number = Date.now) {
		this.#clock = clock;
		this.#offset = at - clock();
		this.#now = clock();
	}

	/** Milliseconds since 1970 on the server. Read in a template it moves four times a second. */
	get now(): number {
		return this.#now + this.#offset;
	}

	/** One round trip: the server said `at` somewhere between these two moments of ours. */
	static offsetOf(trips: readonly { sent: number; at: number; received: number }[]): number | null {
		const quickest = [...trips].sort((a, b) => a.received - a.sent - (b.received - b.sent))[0];
		return quickest ? quickest.at - (quickest.sent + quickest.received) / 2 : null;
	}

	/** Shows time until the answer is called. */
	run(ask: () => Promise<number>): () => void {
		let stopped = false;
		const measure = async () => {
			const trips = [];
			for (let trip = 0; trip < 3 && !stopped; trip += 1) {
				const sent = this.#clock();
				const at = await ask().catch(() => null);
				if (at !== null) trips.push({ sent, at, received: this.#clock() });
			}
			const offset = ServerTime.offsetOf(trips);
			if (offset !== null && !stopped) this.#offset = offset;
		};
		const seen = () => {
			if (document.visibilityState === 'visible') void measure();
		};
		const tick = setInterval(() => (this.#now = this.#clock()), 250);
		const again = setInterval(() => void measure(), measureEveryMs);
		document.addEventListener('visibilitychange', seen);
		void measure();
		return () => {
			stopped = true;
			clearInterval(tick);
			clearInterval(again);
			document.removeEventListener('visibilitychange', seen);
		};
	}
}
