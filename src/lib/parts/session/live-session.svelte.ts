import type { LiveDocument } from '#lib/live/live-document.svelte.ts';
import { LiveRoom, type LiveRoomParts } from '#lib/live/live-room.svelte.ts';
import type { Audience } from '#lib/model/document.ts';
import type { RoomStep } from '#lib/model/room.ts';
import type {
	Answered,
	Answers,
	SessionAnswer,
	SessionCommand
} from '#lib/model/session-commands.ts';

export interface SessionParts extends LiveRoomParts {
	answers: Answers;
	audience: Audience;
	circle: readonly { on: string; stage: string }[];
	may: { answer: boolean; move: boolean; end: boolean };
}

/**
 * A planning session on one screen: the room, and what was answered. An answer is shown at once and
 * sent; until the server has it, nothing says "Gemt", and what others sent does not take its place.
 */
export class LiveSession {
	readonly room: LiveRoom;
	readonly circle: readonly { on: string; stage: string }[];
	readonly #address: string;
	/** Who holds this screen: the citizen's own seat, or a professional who writes for them. */
	readonly own: boolean;
	readonly writer: string;
	#answers = $state.raw<Answers>({});
	#audience = $state<Audience>('here');
	#may = $state.raw({ answer: false, move: false, end: false });
	#sending = $state(0);
	/** Steps whose newest answer is still on its way, or did not get through. */
	#unsent = $state.raw<Readonly<Record<string, object>>>({});
	#failed = $state(false);
	/** Answers on their way: a step is not left before the server knows what was said in it. */
	readonly #underway = new Set<Promise<void>>();
	#sumUp = $state.raw<string | null>(null);

	constructor(page: SessionParts, address: string, own: boolean) {
		this.room = new LiveRoom(page);
		this.#address = address;
		this.own = own;
		this.writer = page.me.name;
		this.circle = page.circle;
		this.renew(page);
	}

	renew({ view, answers, audience, may }: SessionParts): void {
		this.room.renew(view);
		this.#answers = answers;
		this.#audience = audience;
		this.#may = may;
	}

	get step(): RoomStep | null {
		return this.room.step;
	}

	get audience(): Audience {
		return this.#audience;
	}

	get may() {
		return this.#may;
	}

	/** The plan's innermost part, in which the citizen's words are written. */
	get plan(): LiveDocument<'plan'> | null {
		return this.room.document('plan');
	}

	answered(step: string): Answered | null {
		return this.#answers[step] ?? null;
	}

	get answeredSteps(): readonly string[] {
		return Object.keys(this.#answers);
	}

	/** What was answered to a step, as it was sent; `answerTo` reads it. */
	content(step: string): unknown {
		return this.#unsent[step] ?? this.#answers[step]?.content;
	}

	/** Something of it has not reached the server yet. */
	get saved(): 'saved' | 'saving' | 'failed' {
		if (this.#failed) return 'failed';
		return this.#sending > 0 ? 'saving' : 'saved';
	}

	/** The step whose summary has to be read back before the session goes on. */
	get sumUp(): string | null {
		return this.#sumUp === this.step?.key ? this.#sumUp : null;
	}

	closeSummary(): void {
		this.#sumUp = null;
	}

	put(step: string, content: object): Promise<void> {
		const put = this.#put(step, content).finally(() => this.#underway.delete(put));
		this.#underway.add(put);
		return put;
	}

	async #put(step: string, content: object): Promise<void> {
		this.#unsent = { ...this.#unsent, [step]: content };
		const answer = await this.send({ do: 'answer', step, content });
		if (!answer?.ok) {
			this.#failed = true;
			return;
		}
		this.#failed = false;
		// Something newer was answered meanwhile: that one is still on its way.
		if (this.#unsent[step] !== content) return;
		this.#answers = {
			...this.#answers,
			[step]: { content, own: this.own, confirmed: false }
		};
		const { [step]: _sent, ...rest } = this.#unsent;
		this.#unsent = rest;
	}

	/** Everything that did not get through, once more. */
	async again(): Promise<void> {
		for (const [step, content] of Object.entries(this.#unsent)) await this.put(step, content);
	}

	async on(skip = false): Promise<void> {
		const { clock } = this.room.state;
		if (!clock) return;
		if (!skip) await Promise.all(this.#underway);
		const answer = await this.send({ do: 'next', at: clock.step, skip });
		if (answer && !answer.ok && answer.why === 'sumUp') this.#sumUp = this.step?.key ?? null;
	}

	async back(): Promise<void> {
		const { clock } = this.room.state;
		if (clock) await this.send({ do: 'previous', at: clock.step });
	}

	/** "Yes, it is right": the step can be left. */
	async confirm(step: string): Promise<void> {
		const answer = await this.send({ do: 'confirm', step });
		if (!answer?.ok) return;
		this.#sumUp = null;
		await this.on();
	}

	/** Null when it did not get through. */
	async send(command: SessionCommand): Promise<SessionAnswer | null> {
		this.#sending += 1;
		try {
			const answer = await fetch(this.#address, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(command)
			});
			if (!answer.ok) return null;
			const said: SessionAnswer = await answer.json();
			return said;
		} catch {
			return null;
		} finally {
			this.#sending -= 1;
		}
	}

	/** Somebody answered: what it was is fetched, it never comes over the line. */
	async fetch(): Promise<void> {
		const answer = await fetch(this.#address).catch(() => null);
		if (!answer?.ok) return;
		const told: { answers: Answers; audience: Audience } = await answer.json();
		this.#answers = told.answers;
		this.#audience = told.audience;
	}
}
