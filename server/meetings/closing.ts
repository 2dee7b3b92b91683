import { and, eq, inArray } from 'drizzle-orm';
import { setOutcome, takeOffTable } from '#lib/board/edit-meeting.ts';
import { readCards } from '#lib/board/read.ts';
import type { MeetingId, MemberId } from '#lib/model/ids.ts';
import type { Minutes } from '#lib/model/meeting.ts';
import { mayIn } from '#lib/model/meeting-policy.ts';
import { drawMinutes, hashMinutes } from '#lib/model/minutes.ts';
import { whatIsMissing, type Missing } from '#lib/model/missing.ts';
import { actorKey, type Actor, type PersonActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { carryTopics } from './carry.ts';
import type { EndMeeting } from './ending.ts';
import { documentsOf, gatherFacts, type DocumentRooms } from './minutes-facts.ts';
import type { Places } from './place.ts';
import type { MeetingRow } from './room-host.ts';
import type { States } from './state.ts';
import { invitationTable, minutesTable } from './tables.ts';

/** What is to become of a topic that was not finished. Closing it is all that is left to do. */
export type TopicFate = 'done' | 'next' | 'parked';

/** What the closing page shows before anybody presses. */
export interface Closing {
	meetingId: MeetingId;
	title: string;
	phase: MeetingRow['phase'];
	/** The minutes as they would be drawn now. */
	captured: Minutes;
	missing: Missing[];
	topics: { key: string; text: string; fate: TopicFate | null }[];
	invited: { member: MemberId; name: string; attended: boolean }[];
	/** Only the one who leads agrees the next meeting. */
	mayAgreeNext: boolean;
}

export interface ClosingAnswers {
	topics: Readonly<Record<string, TopicFate>>;
	/** Null: as it was noted in the meeting. */
	attended: readonly MemberId[] | null;
}

export interface ClosingParts {
	db: Database;
	now: Now;
	rooms: DocumentRooms;
	places: Pick<Places, 'find' | 'lock'>;
	states: Pick<States, 'tell'>;
	endMeeting: EndMeeting;
	reconsider: (who: string) => Promise<void>;
}

export type Closings = ReturnType<typeof createClosings>;

/** Closing a meeting is producing its minutes: there is no closed meeting without them. */
export function createClosings(parts: ClosingParts) {
	const { db, now, rooms } = parts;

	return {
		/** What was captured and what is missing, before the meeting is closed. */
		async look(actor: Actor, meetingId: MeetingId): Promise<Closing> {
			const { meeting, place } = await parts.places.find(db, actor, 'end', meetingId);
			if (meeting.kind !== 'network') throw new Refusal('not-found');
			const documents = await documentsOf(db, meeting);
			const { facts, labour } = await gatherFacts(db, rooms, meeting, documents, now());
			const nameOf = new Map(facts.members.map((member) => [member.id, member.name]));
			const invitations = await db
				.select()
				.from(invitationTable)
				.where(eq(invitationTable.meetingId, meetingId));
			return {
				meetingId,
				title: meeting.title,
				phase: meeting.phase,
				captured: drawMinutes(facts),
				missing: whatIsMissing(facts, labour),
				topics: facts.captured.topics
					.filter((topic) => topic.text.trim() !== '')
					.map((topic) => ({ key: topic.key, text: topic.text, fate: topic.outcome })),
				invited: invitations.map((one) => ({
					member: one.memberId,
					name: nameOf.get(one.memberId) ?? '',
					attended: one.attended
				})),
				mayAgreeNext: mayIn('steer', place)
			};
		},

		/** Two people may press at once: the second finds it closed, and that is no fault. */
		async close(
			actor: Actor,
			meetingId: MeetingId,
			answers: ClosingAnswers
		): Promise<{ ok: true } | { ok: false; why: 'already-closed' | 'not-begun' }> {
			if (actor.kind !== 'person') throw new Refusal('not-found');
			const { meeting } = await parts.places.find(db, actor, 'end', meetingId);
			if (meeting.kind !== 'network') throw new Refusal('not-found');
			if (meeting.phase === 'closed') return { ok: false, why: 'already-closed' };
			if (meeting.phase !== 'inProgress') return { ok: false, why: 'not-begun' };

			// First the document, then the rows: stopped in between, the meeting still runs, and
			// closing it again does the same again.
			const documents = await documentsOf(db, meeting);
			if (documents.meeting) await settle(documents.meeting, actor, answers.topics);
			await carryTopics(parts, meetingId);

			const closed = await db.transaction(async (tx) => {
				const { meeting: row } = await parts.places.lock(tx, actor, 'end', meetingId);
				if (row.phase !== 'inProgress') return null;
				if (answers.attended) await setAttendance(tx, meetingId, answers.attended);
				const { facts } = await gatherFacts(tx, rooms, row, documents, now());
				const content = drawMinutes(facts);
				await tx.insert(minutesTable).values({
					meetingId,
					state: 'draft',
					content,
					contentHash: await hashMinutes(content),
					createdAt: now()
				});
				return parts.endMeeting(tx, actor, row);
			});
			if (!closed) return { ok: false, why: 'already-closed' };

			await parts.states.tell(meetingId);
			for (const who of closed) await parts.reconsider(who);
			rooms.news(documents.agreements, { minutes: meetingId });
			if (documents.meeting) {
				rooms.news(documents.meeting, { minutes: meetingId });
				await rooms.reconsider({ documentId: documents.meeting });
			}
			await rooms.reconsider({ documentId: documents.agreements });
			return { ok: true };
		}
	};

	/** Topics get their answer; what lay on the table was only a copy, and goes. */
	async function settle(
		documentId: string,
		by: PersonActor,
		topics: ClosingAnswers['topics']
	): Promise<void> {
		await rooms.edit(documentId, actorKey(by), (doc) => {
			for (const [key, fate] of Object.entries(topics)) setOutcome(doc, key, fate);
			for (const card of readCards(doc, 'table')) takeOffTable(doc, card.key);
		});
	}
}

async function setAttendance(
	tx: Transaction,
	meetingId: MeetingId,
	attended: readonly MemberId[]
): Promise<void> {
	const of = eq(invitationTable.meetingId, meetingId);
	await tx.update(invitationTable).set({ attended: false }).where(of);
	if (attended.length === 0) return;
	await tx
		.update(invitationTable)
		.set({ attended: true })
		.where(and(of, inArray(invitationTable.memberId, [...attended])));
}
