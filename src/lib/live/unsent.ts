/** One's own changes that the server has given no receipt for, oldest first. */
export class Unsent {
	#updates: Uint8Array[] = [];
	/** So many of them lie before the fence under way. */
	#fenced = 0;

	get isEmpty(): boolean {
		return this.#updates.length === 0;
	}

	get all(): readonly Uint8Array[] {
		return this.#updates;
	}

	add(update: Uint8Array): void {
		this.#updates.push(update);
	}

	fenceSent(): void {
		this.#fenced = this.#updates.length;
	}

	fenceAnswered(): void {
		this.#updates.splice(0, this.#fenced);
		this.#fenced = 0;
	}

	/** All of them, for whoever takes care of them now. */
	take(): Uint8Array[] {
		const updates = this.#updates;
		this.#updates = [];
		this.#fenced = 0;
		return updates;
	}
}

/** Says yes a few times in a while, and no after that. */
export class Patience {
	readonly #times: number;
	readonly #withinMs: number;
	#said: number[] = [];

	constructor({ times, withinMs }: { times: number; withinMs: number }) {
		this.#times = times;
		this.#withinMs = withinMs;
	}

	try(now: number): boolean {
		this.#said = this.#said.filter((at) => now - at < this.#withinMs);
		return this.#said.push(now) <= this.#times;
	}
}
