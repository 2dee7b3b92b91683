import { LiveRoom, type LiveRoomParts } from '#lib/live/live-room.svelte.ts';
import type { Audience } from '#lib/model/document.ts';
import type { RoomStep } from '#lib/model/room.ts';
import type {
	Answered,
	Answers,
	SessionAnswer,
	SessionCommand
} from '#lib/model/session-commands.ts';
import type { TellBack } from '#lib/model/session-views.ts';

export interface SessionParts extends LiveRoomParts {
	answers: Answers;
	audience: Audience;
	circle: readonly { on: string; stage: string }[];
	mayStandOnBoard: boolean;
	toldBack: { on: string; result: TellBack } | null;
	may: { answer: boolean; move: boolean; end: boolean };
}

/**
 * A planning session on one screen: the room, and what was answered. An answer is shown at once and
 * sent; until the server has it, nothing says "Gemt", and what others sent does not take its place.
 */
export class LiveSession {
	readonly room: LiveRoom;
	readonly circle: readonly { on: string; stage: string }[];
	/** Somebody here has a basis to write the function card on the board of the case. */
	readonly mayStandOnBoard: boolean;
	/** How clear it was when the citizen last told it back, in a session before. */
	readonly toldBack: SessionParts['toldBack'];
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
	#underway: Promise<void> | null = null;
	/** How often answers were asked for, and how often the server took one. */
	#asked = 0;
	#taken = 0;
	#sumUp = $state.raw<string | null>(null);

	constructor(page: SessionParts, address: string, own: boolean) {
		this.room = new LiveRoom(page);
		this.#address = address;
		this.own = own;
		this.writer = page.me.name;
		this.circle = page.circle;
		this.toldBack = page.toldBack;
		this.mayStandOnBoard = page.mayStandOnBoard;
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

	/** Resolves when the server has it, or it did not get through. */
	put(step: string, content: object): Promise<void> {
		this.#unsent = { ...this.#unsent, [step]: content };
		return this.again();
	}

	/** Sends everything that has not got through. */
	again(): Promise<void> {
		this.#underway ??= this.#sendUnsent().finally(() => (this.#underway = null));
		return this.#underway;
	}

	/** One at a time, the newest of each step: of two on their way the older could come last. */
	async #sendUnsent(): Promise<void> {
		const failed = new Set<object>();
		const next = () => Object.entries(this.#unsent).find(([, content]) => !failed.has(content));
		for (let one = next(); one; one = next()) {
			const [step, content] = one;
			const answer = await this.send({ do: 'answer', step, content });
			if (answer?.ok) this.#take(step, content);
			else failed.add(content);
		}
		this.#failed = failed.size > 0;
	}

	#take(step: string, content: object): void {
		this.#taken += 1;
		this.#answers = {
			...this.#answers,
			[step]: { content, own: this.own, confirmed: false }
		};
		// Something newer was answered meanwhile: that one is still to go.
		if (this.#unsent[step] !== content) return;
		const { [step]: _sent, ...rest } = this.#unsent;
		this.#unsent = rest;
	}

	async on(skip = false): Promise<void> {
		const { clock } = this.room.state;
		if (!clock) return;
		if (!skip) await this.#underway;
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
		const asked = (this.#asked += 1);
		const taken = this.#taken;
		const answer = await fetch(this.#address).catch(() => null);
		if (!answer?.ok) return;
		const told: { answers: Answers; audience: Audience } = await answer.json();
		// Asked again since: that answer is the later truth. And it may be older than what was sent.
		if (asked !== this.#asked) return;
		if (taken !== this.#taken) return this.fetch();
		this.#answers = told.answers;
		this.#audience = told.audience;
	}
}
