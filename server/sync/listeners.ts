/** Those who want to hear of something. One that throws silences neither the others nor the teller. */
export class Listeners<Told> {
	readonly #listeners = new Set<(told: Told) => void>();
	readonly #failed: (error: unknown) => void;

	constructor(failed: (error: unknown) => void) {
		this.#failed = failed;
	}

	/** Returns the way out. */
	add(listener: (told: Told) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	tell(told: Told): void {
		for (const listener of this.#listeners) {
			try {
				listener(told);
			} catch (error) {
				this.#failed(error);
			}
		}
	}
}
