import { eq } from 'drizzle-orm';
import { pause, resume } from '#lib/model/clock.ts';
import type { Audience } from '#lib/model/document.ts';
import type { MeetingId } from '#lib/model/ids.ts';
import { mayIn } from '#lib/model/meeting-policy.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type {
	Answers,
	SessionAnswer,
	SessionCommand,
	ShownLine
} from '#lib/model/session-commands.ts';
import { mayAnswer } from '#lib/model/session-policy.ts';
import type { PackText } from '#lib/model/template.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import { record } from '#server/audit/audit.ts';
import type { Roster } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { Openings } from '#server/documents/openings.ts';
import type { EndMeeting } from '#server/meetings/ending.ts';
import type { LifeVerbs } from '#server/meetings/life.ts';
import type { Placed, Places } from '#server/meetings/place.ts';
import type { MeetingRow } from '#server/meetings/room-host.ts';
import type { RoomPage, Rooms } from '#server/meetings/room-view.ts';
import type { RunningMeetings } from '#server/meetings/run.ts';
import type { ShownCards } from '#server/meetings/shown-cards.ts';
import type { States } from '#server/meetings/state.ts';
import { meetingTable } from '#server/meetings/tables.ts';
import type { ShareCards } from '#server/plan/share-cards.ts';
import { createAnswers } from './answers.ts';
import { createBeginnings } from './beginning.ts';
import { createFunctionCards } from './function-cards.ts';
import { nothingEarlier, readEarlier, type Earlier } from './earlier.ts';
import { createTabletop, type SessionRooms } from './tabletop.ts';
import { createTrends } from './trends.ts';

/** What the pages of a session are given, beside the room. */
export interface SessionPage extends RoomPage, Earlier {
	answers: Answers;
	/** Who sees how the citizen is. */
	audience: Audience;
	/** Somebody in it has a basis to write the function card on the board. */
	mayStandOnBoard: boolean;
	may: { answer: boolean; move: boolean; end: boolean };
}

export interface SessionsParts {
	db: Database;
	now: Now;
	rooms: SessionRooms;
	access: AccessQuestions;
	openings: Openings;
	roster: Roster;
	places: Places;
	states: States;
	shown: ShownCards;
	endMeeting: EndMeeting;
	reconsider: (who: string) => Promise<void>;
	/** A seat came or went: rights on the whole case change with it. */
	changed: (id: MeetingId) => Promise<void>;
	room: Rooms;
	shareCards: ShareCards;
	life: Pick<LifeVerbs, 'draft' | 'open'> & Pick<RunningMeetings, 'command'>;
	templates: Parameters<typeof createBeginnings>[0]['templates'];
}

type Somebody = Exclude<Actor, { kind: 'nobody' }>;

/** Planning sessions with the citizen: what is answered in them, the stop, the end, and what remains. */
export function createSessions(parts: SessionsParts) {
	const { db, now, places, states, rooms, access } = parts;
	const answers = createAnswers(parts);
	const tabletop = createTabletop(parts);
	const functionCards = createFunctionCards(parts);
	const trends = createTrends({ db, rooms, access, answers });

	/** A session that this actor is in. To anybody else, and for other meetings, there is none. */
	async function entered(actor: Actor, id: MeetingId): Promise<Placed & { who: Somebody }> {
		if (actor.kind === 'nobody' || actor.kind === 'screen') throw new Refusal('not-found');
		const placed = await places.find(db, actor, 'takePart', id);
		if (placed.meeting.kind !== 'planning') throw new Refusal('not-found');
		return { ...placed, who: actor };
	}

	/** Changes rows of the session while it runs: locked, so that two who press at once take turns. */
	async function change(
		actor: Somebody,
		id: MeetingId,
		allowed: (placed: Placed) => boolean,
		act: (tx: Transaction, meeting: MeetingRow) => Promise<SessionAnswer>
	): Promise<SessionAnswer> {
		const done = await db.transaction(async (tx) => {
			const placed = await places.lock(tx, actor, 'takePart', id);
			if (!allowed(placed)) throw new Refusal('not-allowed');
			if (placed.meeting.phase !== 'inProgress') return { ok: false, why: 'notNow' } as const;
			return act(tx, placed.meeting);
		});
		if (done.ok) await tell(id);
		return done;
	}

	/** Screens fetch answers; over the line they hear only that there are new ones. */
	async function tell(id: MeetingId): Promise<void> {
		const document = await states.documentOf(db, id);
		if (document) rooms.news(document, { answers: now().getTime() });
	}

	const done: SessionAnswer = { ok: true };
	const allow = () => Promise.resolve(done);
	const answering = ({ place }: Placed) => mayAnswer('answer', place.standing);

	async function steer(
		actor: Somebody,
		{ meeting }: Placed,
		command: Extract<SessionCommand, { do: 'next' | 'previous' | 'goTo' | 'pause' | 'resume' }>
	): Promise<SessionAnswer> {
		const step = meeting.steps[meeting.clock?.step ?? 0];
		if (command.do === 'next' && !command.skip && step) {
			const needs = await db.transaction((tx) => answers.needsSummary(tx, meeting, step));
			if (needs) return { ok: false, why: 'sumUp' };
		}
		const moved = await parts.life.command(actor, meeting.id, command);
		if (moved.ok) await tabletop.clear(meeting);
		return moved;
	}

	/** Some of it on the big screen, in place of what was there. */
	async function show(
		actor: Somebody,
		id: MeetingId,
		lines: readonly ShownLine[]
	): Promise<SessionAnswer> {
		let lay = () => Promise.resolve();
		const answer = await change(actor, id, answering, async (tx, meeting) => {
			lay = await tabletop.show(tx, actor, meeting, lines);
			return done;
		});
		if (answer.ok) await lay();
		return answer;
	}

	/** The citizen says stop: everything stands still on every screen, and nothing is lost by it. */
	async function halt(actor: Somebody, id: MeetingId, stopped: boolean): Promise<SessionAnswer> {
		const answer = await change(
			actor,
			id,
			({ place }) => mayAnswer('stop', place.standing),
			async (tx, meeting) => {
				const at = now().getTime();
				const clock = meeting.clock && (stopped ? pause : resume)(meeting.clock, at);
				await tx
					.update(meetingTable)
					.set({ stoppedAt: stopped ? now() : null, clock, version: meeting.version + 1 })
					.where(eq(meetingTable.id, id));
				const event = stopped ? 'session:stopped' : 'session:went-on';
				await record(tx, actor, { event, caseId: meeting.caseId, meetingId: id });
				return done;
			}
		);
		if (answer.ok) await states.tell(id);
		return answer;
	}

	/** The coordinator ends it; the citizen does after a stop. Then what was answered may go. */
	async function end(actor: Somebody, id: MeetingId, keep: boolean): Promise<SessionAnswer> {
		const { meeting: before } = await entered(actor, id);
		const ended = await db.transaction(async (tx) => {
			const { meeting, place } = await places.lock(tx, actor, 'takePart', id);
			const stopped = meeting.stoppedAt !== null;
			const own = actor.kind !== 'person' && mayAnswer('answer', place.standing);
			if (!mayIn('end', place) && !(stopped && own)) throw new Refusal('not-allowed');
			if (meeting.phase !== 'inProgress') return null;
			const were = stopped && !keep ? await answers.clearAll(tx, actor, meeting) : null;
			return { were, gone: await parts.endMeeting(tx, actor, meeting) };
		});
		if (!ended) return { ok: false, why: 'notNow' };
		if (ended.were) {
			await tabletop.forgetWords(before, ended.were);
			await functionCards.takeBack(actor, before);
		}
		await tabletop.clear(before);
		for (const who of ended.gone) await parts.reconsider(who);
		await parts.changed(id);
		return done;
	}

	const beginnings = createBeginnings({ ...parts, entered });

	/** What was answered, for those in the session; to others on the case it is empty. */
	async function answersFor(
		actor: Actor,
		id: MeetingId
	): Promise<{ answers: Answers; audience: Audience }> {
		const { meeting, place } = await entered(actor, id);
		const audience = await answers.audience(db, meeting.caseId);
		if (!mayAnswer('see', place.standing)) return { answers: {}, audience };
		return { answers: await answers.read(db, meeting), audience };
	}

	return {
		...beginnings,

		async command(actor: Actor, id: MeetingId, command: SessionCommand): Promise<SessionAnswer> {
			const placed = await entered(actor, id);
			const { who } = placed;
			switch (command.do) {
				case 'next':
				case 'previous':
				case 'goTo':
				case 'pause':
				case 'resume':
					return steer(who, placed, command);
				case 'answer': {
					const answer = await change(who, id, answering, async (tx, meeting) =>
						(await answers.put(tx, who, meeting, command.step, command.content))
							? done
							: { ok: false, why: 'unreadable' }
					);
					const { step, content } = command;
					if (answer.ok) await functionCards.follow(who, placed.meeting, step, content);
					return answer;
				}
				case 'confirm':
					return change(who, id, answering, async (tx, meeting) =>
						(await answers.confirm(tx, who, meeting, command.step))
							? done
							: { ok: false, why: 'gone' }
					);
				case 'clear': {
					const answer = await change(who, id, answering, async (tx, meeting) => {
						await answers.clear(tx, who, meeting, command.step);
						return done;
					});
					if (answer.ok) await functionCards.follow(who, placed.meeting, command.step, null);
					return answer;
				}
				case 'share': {
					const answer = await change(who, id, answering, async (tx, meeting) => {
						await answers.share(tx, who, meeting.caseId, command.audience);
						return done;
					});
					if (answer.ok) await trends.chosen(who, placed.meeting.caseId);
					return answer;
				}
				case 'sharePlan': {
					const answer = await change(who, id, answering, allow);
					return answer.ok ? tabletop.share(who, placed.meeting, command.audience) : answer;
				}
				case 'show':
				case 'hide':
					return show(who, id, command.do === 'show' ? command.lines : []);
				case 'stop':
				case 'goOn':
					return halt(who, id, command.do === 'stop');
				case 'end':
					return end(who, id, command.keep);
				case 'sitDown':
					return beginnings.seatCitizen(who, id);
				default:
					return unreachable(command);
			}
		},

		answers: answersFor,

		/** The session for somebody who is in it: the room, what they may see of the plan, and the answers. */
		async open(actor: Actor, id: MeetingId, language: keyof PackText): Promise<SessionPage> {
			const { meeting, place, who } = await entered(actor, id);
			const [page, documents, said, earlier] = await Promise.all([
				parts.room.open(actor, id, language),
				access.caseDocuments(actor, meeting.caseId),
				answersFor(actor, id),
				mayAnswer('see', place.standing)
					? answers.before(db, meeting.caseId, id).then(readEarlier)
					: nothingEarlier
			]);
			const plans = documents.filter(
				({ document, access: may }) => document.kind === 'plan' && may !== 'none'
			);
			const opened = plans.map(({ document }) => document);
			await parts.openings.opened(who, opened);
			const added = plans.map((plan) => tabletop.load(plan.document, plan.access));
			return {
				...page,
				...said,
				documents: [...page.documents, ...(await Promise.all(added))],
				...earlier,
				mayStandOnBoard: await functionCards.mayStand(meeting),
				may: {
					answer: mayAnswer('answer', place.standing),
					move: mayIn('move', place),
					end: mayIn('end', place)
				}
			};
		},

		trend: trends.trend,
		keepAll: trends.keepAll
	};
}

export type Sessions = ReturnType<typeof createSessions>;
