import { createContext } from 'svelte';
import * as v from 'valibot';
import type { Card } from '#lib/board/cards.ts';
import type { MeetingMember, RunPage } from '#lib/board/meeting-page.ts';
import type { LiveBoard } from '#lib/live/live-board.svelte.ts';
import type { LiveDocument } from '#lib/live/live-document.svelte.ts';
import type { LiveCard } from '#lib/live/live-map.svelte.ts';
import type { LiveMeeting } from '#lib/live/live-meeting.svelte.ts';
import { ask } from '#lib/live/signed-out.ts';
import { stepElapsedMs, stepLeftMs } from '#lib/model/clock.ts';
import type { DateString } from '#lib/model/dates.ts';
import type { DocumentKind } from '#lib/model/document.ts';
import { DocumentId, MemberId, PersonId } from '#lib/model/ids.ts';
import type { MeetingCommand } from '#lib/model/meeting-commands.ts';
import { mayIn, type MeetingAct } from '#lib/model/meeting-policy.ts';
import type { Clock, MeetingState } from '#lib/model/meeting.ts';
import { isProfessionalRole } from '#lib/model/person.ts';
import type { Step } from '#lib/model/template.ts';
import { Answers } from '#lib/parts/answers.svelte.ts';
import { notDone } from '#lib/parts/meeting/words.ts';
import { createSend, type Send } from '#lib/parts/companion/companion.ts';
import { createHostSend, type HostSend } from '#lib/parts/host/host.ts';
import { say } from '#lib/ui/toast.ts';

export interface Captured {
	decisions: LiveCard<'decisions'>[];
	steps: LiveCard<'nextSteps'>[];
}

/** The page of a running meeting, for everything drawn on it. */
export const [getRun, setRun] = createContext<Run>();

/**
 * Where one is in the meeting. The server's step is the meeting's; one follows it unless one looks
 * elsewhere, or is in the middle of writing: then the page stays, and says where the meeting is.
 */
export class Run {
	readonly page: RunPage;
	/** The Danish date when the page was opened. */
	readonly today: DateString;
	readonly board: LiveBoard;
	readonly meeting: LiveMeeting;
	/** Wishes about the room: its screen and its door. */
	readonly host: HostSend;
	/** Wishes of somebody who sits beside this screen. */
	readonly beside: Send;
	/** What people have said yes or no to; null for somebody who may not read the agreements. */
	readonly answers: Answers | null;
	/** A topic half written, while one looks at another step. */
	topicDraft = $state('');
	/** The step one looks at instead of the meeting's. */
	#elsewhere: number | null = $state(null);

	constructor(page: RunPage, today: DateString, board: LiveBoard, meeting: LiveMeeting) {
		this.page = page;
		this.today = today;
		this.board = board;
		this.meeting = meeting;
		this.host = createHostSend(page.id);
		this.beside = createSend(`/meetings/${page.id}/phone/commands`, ask);
		const { agreements } = this;
		this.answers = agreements && new Answers(page.case.id, agreements.id, []);
	}

	get state(): MeetingState {
		return this.meeting.state;
	}

	/** Null once they may not be read any more: nothing is drawn of a part that is gone. */
	get agreements(): LiveDocument<'agreements'> | null {
		return readable(this.board.document('agreements'));
	}

	/** What was agreed in this meeting so far. Null while it is out of sight, which is not "none". */
	get captured(): Captured | null {
		const part = this.agreements;
		if (!part) return null;
		const { id } = this.page;
		return {
			decisions: part.cards('decisions').filter((card) => card.get('meeting') === id),
			steps: part.cards('nextSteps').filter((card) => card.get('meeting') === id)
		};
	}

	/** What the room shares, in the same way. */
	get shared(): LiveDocument<'meeting'> | null {
		return readable(this.board.document('meeting'));
	}

	get clock(): Clock | null {
		return this.state.clock;
	}

	get steps(): readonly Step[] {
		return this.page.steps;
	}

	/** The step that the meeting is at. */
	get at(): number {
		return this.clock?.step ?? 0;
	}

	/** The step that this screen shows. */
	get shown(): number {
		return this.#elsewhere ?? this.at;
	}

	get following(): boolean {
		return this.#elsewhere === null || this.#elsewhere === this.at;
	}

	get step(): Step {
		const step = this.steps[this.shown] ?? this.steps[0];
		if (!step) throw new Error('a meeting has steps');
		return step;
	}

	get running(): boolean {
		return this.state.phase === 'inProgress';
	}

	/** This person leads the meeting now. */
	get leads(): boolean {
		return this.state.facilitator === this.page.me.person;
	}

	/** This person looks after the room: its screen and its door. */
	get hosts(): boolean {
		return this.leads || this.state.backupFacilitator === this.page.me.person;
	}

	/** The lead changes hands while the page is open, and with it what one may do. */
	may(act: MeetingAct): boolean {
		const { members, me, may, kind } = this.page;
		const own = members.find((one) => one.id === me.member);
		if (!own || !isProfessionalRole(own.role)) return may[act];
		const { facilitator, backupFacilitator } = this.state;
		return mayIn(act, {
			kind,
			standing: { is: 'professional', role: own.role, invited: own.invited },
			leads: facilitator === me.person,
			reserve: backupFacilitator === me.person
		});
	}

	get leader(): MeetingMember | null {
		return this.page.members.find((one) => one.person === this.state.facilitator) ?? null;
	}

	get citizen(): MeetingMember | null {
		return this.page.members.find((one) => one.role === 'citizen') ?? null;
	}

	/** How the citizen is called on this page. */
	get citizenName(): string | null {
		return this.page.case.displayName;
	}

	member(id: string | null): MeetingMember | null {
		return this.page.members.find((one) => one.id === id) ?? null;
	}

	/** Those who are here: ticked, or on this page as well. Before anybody is, those who were asked to come. */
	get present(): MeetingMember[] {
		const { members } = this.page;
		const { present } = this.state;
		const live = new Set(this.board.presence.people.map((who) => who.key));
		const here = members.filter(
			(one) => present.includes(one.id) || (one.key !== null && live.has(one.key))
		);
		return present.length > 0 ? here : members.filter((one) => one.invited);
	}

	get stepElapsed(): number {
		return this.clock ? stepElapsedMs(this.clock, this.meeting.time.now) : 0;
	}

	/** Negative when the step's time is over. */
	get stepLeft(): number {
		const step = this.steps[this.at];
		return this.clock && step ? stepLeftMs(this.clock, step.key, this.meeting.time.now) : 0;
	}

	/** Shows a step to oneself. The meeting stays where it is. */
	look(step: number): void {
		this.#elsewhere = step === this.at ? null : step;
	}

	follow(): void {
		this.#elsewhere = null;
	}

	/** News from the server. Whoever is writing keeps the field under the caret. */
	heard(news: unknown, writing: boolean): void {
		const before = this.shown;
		this.meeting.heard(news);
		this.#keep(before, writing);
	}

	/** Asks for what may have been missed while the line was down, or when it was closed. */
	async catchUp(writing: () => boolean): Promise<void> {
		const before = this.shown;
		await this.meeting.catchUp();
		this.#keep(before, writing());
	}

	#keep(before: number, writing: boolean): void {
		if (writing && this.#elsewhere === null && this.at !== before) this.#elsewhere = before;
	}

	/** A wish. When nothing came of it, why. */
	async do(command: MeetingCommand): Promise<boolean> {
		const sent = await this.meeting.send(command);
		// "Somebody else was first" is what one wanted, or is seen at once; signed out is said by the page.
		if (!sent.ok && sent.why !== 'changed' && sent.why !== 'signedOut') say(notDone(sent.why));
		if (sent.ok && 'at' in command) this.follow();
		return sent.ok;
	}

	/** The page's ids as commands want them. They came from our server, and are parsed there again. */
	readonly ids = {
		member: (id: string) => v.parse(MemberId, id),
		person: (id: string) => v.parse(PersonId, id),
		document: (id: string) => v.parse(DocumentId, id)
	};

	/** Blanks the shared screen, or shows it again. */
	async blank(): Promise<void> {
		const done = await this.host({ do: 'blank', blank: !this.state.screen.blank });
		if (!done) say(notDone('offline'));
	}

	/** The words of the citizen that stand on top, from the most open plan that holds any. */
	get quote(): Card<'quote'>['text'] {
		for (const audience of ['network', 'coordinators', 'here'] as const) {
			const quote = this.board.document('plan', audience)?.find('quote', 'quote')?.get('text');
			if (quote && quote.trim() !== '') return quote;
		}
		return '';
	}
}

function readable<Kind extends DocumentKind>(
	document: LiveDocument<Kind> | null
): LiveDocument<Kind> | null {
	return document?.access === 'none' ? null : document;
}
