import type { CommandAnswer, MeetingCommand, NotDone } from '#lib/model/meeting-commands.ts';
import type { MeetingState } from '#lib/model/meeting.ts';
import { ServerTime } from './server-time.svelte.ts';

/** What became of a command: done, not done and why, or no line to the server. */
export type Sent = { ok: true } | { ok: false; why: NotDone | 'offline' | 'refused' };

/**
 * A running meeting on one screen: the state that the server last told, its clock, and the wishes
 * one sends. Nothing here moves by itself; a step changes when the server says so.
 */
export class LiveMeeting {
	readonly time: ServerTime;
	readonly #address: string;
	readonly #fetch: typeof fetch;
	#state: MeetingState = $state.raw() as MeetingState; // reason: set in the constructor
	#sending = $state(0);

	constructor(first: MeetingState, given: typeof fetch = fetch) {
		this.#state = first;
		this.#address = `/meetings/${first.id}`;
		this.#fetch = (...asked) => given(...asked);
		this.time = new ServerTime(first.now);
	}

	get state(): MeetingState {
		return this.#state;
	}

	/** A wish is on its way. */
	get sending(): boolean {
		return this.#sending > 0;
	}

	/** Follows the server's clock until the answer is called. */
	run(): () => void {
		return this.time.run(async () => {
			const state = await this.#ask();
			if (!state) throw new Error('no answer');
			return state.now;
		});
	}

	/** What came over a document's line; anything that is not this meeting's state is passed over. */
	heard(news: unknown): void {
		if (typeof news !== 'object' || news === null || !('meeting' in news)) return;
		// reason: news comes from our own server, over the line that it opened
		this.#take(news.meeting as MeetingState);
	}

	async send(command: MeetingCommand): Promise<Sent> {
		this.#sending += 1;
		try {
			const answer = await this.#fetch(`${this.#address}/commands`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(command)
			});
			if (!answer.ok) return { ok: false, why: 'refused' };
			// reason: our own endpoint's answer
			const { state, ...done } = (await answer.json()) as CommandAnswer & { state: MeetingState };
			this.#take(state);
			return done;
		} catch {
			return { ok: false, why: 'offline' };
		} finally {
			this.#sending -= 1;
		}
	}

	async #ask(): Promise<MeetingState | null> {
		const answer = await this.#fetch(`${this.#address}/state`);
		if (!answer.ok) return null;
		// reason: our own endpoint's answer
		const state = (await answer.json()) as MeetingState;
		this.#take(state);
		return state;
	}

	/** Two answers may come in the wrong order: the higher version is the later truth. */
	#take(state: MeetingState): void {
		if (state.id === this.#state.id && state.version >= this.#state.version) this.#state = state;
	}
}
