import { createContext } from 'svelte';
import * as v from 'valibot';
import type { SparringPerson, SparringRoomPage } from '#lib/board/sparring-page.ts';
import type { Connection } from '#lib/live/connection.svelte.ts';
import { LiveDocument } from '#lib/live/live-document.svelte.ts';
import { LiveState } from '#lib/live/live-state.svelte.ts';
import { ask } from '#lib/live/signed-out.ts';
import type { LiveSource } from '#lib/live/source.ts';
import type { Dictionary } from '#lib/model/anonymise/dictionary.ts';
import { createGuard, type Guard } from '#lib/model/anonymise/guard.ts';
import type { Hit } from '#lib/model/anonymise/hit.ts';
import { stepLeftMs } from '#lib/model/clock.ts';
import { PersonId } from '#lib/model/ids.ts';
import type { SparringCommand, SparringNotDone } from '#lib/model/sparring-commands.ts';
import type { SparringRole, SparringStep } from '#lib/model/sparring-model.ts';
import {
	floorFor,
	isHidden,
	mayRaiseHand,
	roleOf,
	type Face,
	type FloorNo,
	type SparringState
} from '#lib/model/sparring.ts';
import { sparringNotDone } from '#lib/parts/sparring/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toast.ts';

/** The room of the page, for everything drawn on it. */
export const [getRoom, setRoom] = createContext<SparringRoom>();

export type Sending = { ok: true } | { ok: false; message: string; hits?: readonly Hit[] };

/** A sparring as one of those in it sees it. What they write stays here until they send it. */
export class SparringRoom {
	readonly page: SparringRoomPage;
	readonly document: LiveDocument<'sparring'>;
	readonly live: LiveState<SparringState, SparringCommand, SparringNotDone>;
	readonly guard: Guard;
	/** Words begun, per step. Memory only: they may hold a name until they have been weighed. */
	readonly drafts: Record<string, string> = $state({});
	/** What I have laid on the pile of a step, to be seen by me alone. */
	readonly laid: Record<string, string[]> = $state({});
	/** Words that I have said are nobody. */
	dismissed: string[] = $state([]);
	/** Steps whose silent writing or vote I have finished; the server tells others only how many. */
	#finished: readonly string[] = $state.raw([]);
	#connection: Connection | null = $state.raw(null);

	constructor(page: SparringRoomPage, dictionary: Dictionary) {
		this.page = page;
		this.document = new LiveDocument(page.document);
		this.live = new LiveState(page.state, { address: `/sparring/${page.id}`, news: 'sparring' });
		this.guard = createGuard(dictionary);
		if (page.iHaveFinished && this.step) this.#finished = [this.step.key];
	}

	get state(): SparringState {
		return this.live.state;
	}

	get running(): boolean {
		return this.state.phase === 'inProgress';
	}

	/** The index of the step that the session is at. */
	get at(): number {
		return this.state.clock?.step ?? 0;
	}

	get step(): SparringStep | null {
		return this.state.clock ? (this.page.steps[this.at] ?? null) : null;
	}

	get role(): SparringRole {
		return roleOf(this.state, this.page.me.id);
	}

	get leads(): boolean {
		return this.state.facilitator === this.page.me.id;
	}

	/** Why I may not write now; null when I may. */
	get floor(): FloorNo | null {
		const { step } = this;
		if (!step || !this.running) return 'nothingHere';
		const { round, revealed } = this.state;
		return floorFor(this.page.me.id, { step, role: this.role, round, revealed });
	}

	/** The step keeps what is written to itself, still. */
	get hidden(): boolean {
		return this.step !== null && isHidden(this.step) && !this.state.revealed;
	}

	get finished(): boolean {
		return this.step !== null && this.#finished.includes(this.step.key);
	}

	get handIsUp(): boolean {
		return this.state.hands.includes(this.page.me.id);
	}

	get mayRaiseHand(): boolean {
		const { step, role } = this;
		const { round, revealed } = this.state;
		return this.running && step !== null && mayRaiseHand({ step, role, round, revealed });
	}

	/** Negative when the step's time is over. */
	get left(): number {
		const { clock } = this.state;
		return clock && this.step ? stepLeftMs(clock, this.step.key, this.live.time.now) : 0;
	}

	person(id: string | null): SparringPerson | null {
		return this.page.people.find((one) => one.id === id) ?? null;
	}

	name(id: string | null): string {
		return this.person(id)?.name ?? '';
	}

	get speaker(): string | null {
		const { round } = this.state;
		return round ? (round.order[round.at] ?? null) : null;
	}

	/** Who has the word, as ids: one in a round, the focus person and who interviews them otherwise. Empty where the team talks. */
	get voices(): string[] {
		const { step, speaker } = this;
		if (!step || !this.running) return [];
		if (this.state.round) return speaker ? [speaker] : [];
		if (step.speaks.includes('team')) return [];
		const parts = { focus: this.state.focus, interviewer: this.state.interviewer, team: null };
		return step.speaks.flatMap((role) => parts[role] ?? []);
	}

	/** My turn in the round is now or still to come. */
	get mayPass(): boolean {
		const { round } = this.state;
		const me = this.page.me.id;
		if (!round || !this.running) return false;
		const isMe = (one: string) => one === me;
		return round.order.slice(round.at).some(isMe) && !round.passed.some(isMe);
	}

	get line(): LiveSource['status'] {
		return this.#connection?.status ?? 'connecting';
	}

	get offline(): boolean {
		return this.line === 'offline';
	}

	/** The door is shut: erased, or no right any more. */
	get ended(): boolean {
		return this.document.ended;
	}

	/** Something is written here that nobody else has. */
	get hasDrafts(): boolean {
		return Object.values(this.drafts).some((text) => text.trim() !== '');
	}

	connect(connection: Connection): () => void {
		this.#connection = connection;
		connection.onNews((news) => this.live.heard(news));
		this.document.connect(connection);
		return () => {
			this.document.connect(null);
			this.#connection = null;
			connection.destroy();
		};
	}

	/** A wish. When nothing came of it, why. */
	async do(command: SparringCommand): Promise<boolean> {
		const sent = await this.live.send(command);
		// "Somebody else was first" is what one wanted, or is seen at once; signed out is said by the page.
		if (!sent.ok && sent.why !== 'changed' && sent.why !== 'signedOut') {
			say(sparringNotDone(sent.why));
		}
		return sent.ok;
	}

	/** Sends words to be weighed. They are taken in, or they are still only here. */
	async publish(text: string): Promise<Sending> {
		const { step, at } = this;
		try {
			const answer = await ask(`/sparring/${this.page.id}/posts`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ kind: 'post', at, text, dismissed: this.dismissed })
			});
			if (answer.status === 201) {
				if (step?.silent) this.laid[step.key] = [...(this.laid[step.key] ?? []), text];
				return { ok: true };
			}
			if (answer.status === 429) return { ok: false, message: m.sparring_no_too_many() };
			// reason: our own endpoint's answer
			const said = (await answer.json()) as { message?: string; hits?: Hit[] };
			const message = said.message ?? m.sparring_no_refused();
			return { ok: false, message, ...(said.hits && { hits: said.hits }) };
		} catch {
			return { ok: false, message: m.sparring_no_offline() };
		}
	}

	async finish(finished: boolean): Promise<void> {
		const { step, at } = this;
		if (!step || !(await this.do({ do: 'finish', at, finished }))) return;
		this.#finished = finished ? [...this.#finished, step.key] : [];
	}

	vote(post: string): Promise<void> {
		return this.#choose({ do: 'vote', at: this.at, for: post });
	}

	rate(face: Face): Promise<void> {
		return this.#choose({ do: 'rate', at: this.at, face });
	}

	async #choose(command: SparringCommand): Promise<void> {
		const { step } = this;
		if (step && (await this.do(command))) this.#finished = [...this.#finished, step.key];
	}

	async strike(key: string): Promise<void> {
		if (await this.do({ do: 'strike', key })) say(m.sparring_struck());
	}

	/** The page's ids as commands want them. They came from our server, and are parsed there again. */
	readonly personId = (id: string) => v.parse(PersonId, id);
}
