import { ServerTime } from './server-time.svelte.ts';
import { isSignedOut } from './signed-out.ts';

/** What every kind of running meeting tells its screens. */
interface State {
	id: string;
	version: number;
	now: number;
}

export interface LiveStateParts {
	/** Where commands and questions go: `/meetings/…`. */
	address: string;
	/** Under which word news brings the state. */
	news: string;
	fetch?: typeof fetch;
}

/**
 * A running meeting on one screen: the state that the server last told, its clock, and the wishes
 * one sends. Nothing here moves by itself; a step changes when the server says so.
 */
export class LiveState<Told extends State, Command, Why extends string> {
	readonly time: ServerTime;
	readonly #parts: LiveStateParts;
	readonly #fetch: typeof fetch;
	#state: Told = $state.raw() as Told; // reason: set in the constructor
	#sending = $state(0);

	constructor(first: Told, parts: LiveStateParts) {
		this.#state = first;
		this.#parts = parts;
		const given = parts.fetch ?? fetch;
		this.#fetch = (...asked) => given(...asked);
		this.time = new ServerTime(first.now);
	}

	get state(): Told {
		return this.#state;
	}

	/** A wish is on its way. */
	get sending(): boolean {
		return this.#sending > 0;
	}

	/** Follows the server's clock until the answer is called. */
	run(): () => void {
		return this.time.run(async () => {
			const state = await this.ask();
			if (!state) throw new Error('no answer');
			return state.now;
		});
	}

	/** What came over a document's line; anything that is not this meeting's state is passed over. */
	heard(news: unknown): void {
		if (typeof news !== 'object' || news === null || !(this.#parts.news in news)) return;
		// reason: news comes from our own server, over the line that it opened
		this.#take((news as Record<string, Told>)[this.#parts.news]);
	}

	async send(
		command: Command
	): Promise<{ ok: true } | { ok: false; why: Why | 'offline' | 'refused' | 'signedOut' }> {
		this.#sending += 1;
		try {
			const answer = await this.#fetch(`${this.#parts.address}/commands`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(command)
			});
			if (!answer.ok) return { ok: false, why: (await isSignedOut()) ? 'signedOut' : 'refused' };
			// reason: our own endpoint's answer
			const { state, ...done } = (await answer.json()) as (
				{ ok: true } | { ok: false; why: Why }
			) & { state: Told };
			this.#take(state);
			return done;
		} catch {
			return { ok: false, why: 'offline' };
		} finally {
			this.#sending -= 1;
		}
	}

	/** Asks for what may have been missed. Without an answer the next news will do. */
	async catchUp(): Promise<void> {
		await this.ask().catch(() => null);
	}

	/** Asks for the state now. */
	async ask(): Promise<Told | null> {
		const answer = await this.#fetch(`${this.#parts.address}/state`);
		if (!answer.ok) return null;
		// reason: our own endpoint's answer
		const state = (await answer.json()) as Told;
		this.#take(state);
		return state;
	}

	/** Two answers may come in the wrong order: the higher version is the later truth. */
	#take(state: Told | undefined): void {
		if (!state || state.id !== this.#state.id || state.version < this.#state.version) return;
		this.#state = state;
	}
}
