import { and, desc, eq } from 'drizzle-orm';
import { addCard } from '#lib/board/edit.ts';
import { placeOfTopic } from '#lib/board/edit-meeting.ts';
import { readCards } from '#lib/board/read.ts';
import type { CaseId, MeetingId } from '#lib/model/ids.ts';
import type { MeetingKind } from '#lib/model/meeting.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { documentOf, type DocumentRooms } from './minutes-facts.ts';
import { meetingTable } from './tables.ts';

export interface CarryParts {
	db: Database;
	rooms: Pick<DocumentRooms, 'read' | 'edit'>;
}

/**
 * What was put off stands on the agenda of the next meeting, whichever was there first: the meeting that
 * was closed, or the plan for the next. Once, under the same key, so that it can be done again.
 */
export async function carryTopics({ db, rooms }: CarryParts, meetingId: MeetingId): Promise<void> {
	const [meeting] = await db
		.select({ next: meetingTable.nextMeetingId })
		.from(meetingTable)
		.where(eq(meetingTable.id, meetingId));
	if (!meeting?.next) return;
	const [from, to] = await Promise.all([documentOf(db, meetingId), documentOf(db, meeting.next)]);
	if (from === null || to === null) return;
	const topics = readCards(await rooms.read(from), 'topics');
	const carried = topics.filter((one) => one.outcome === 'next' && one.text.trim() !== '');
	if (carried.length === 0) return;
	await rooms.edit(to, 'server', (doc) => {
		for (const { key, text, by, fromCitizen } of carried) {
			const at = placeOfTopic(readCards(doc, 'topics'), fromCitizen);
			addCard(doc, 'topics', { text, by, fromCitizen }, at, key);
		}
	});
}

/** The meeting that this one follows; whether it has one to lead to. */
export async function lastOn(tx: Transaction, caseId: CaseId, kind: MeetingKind) {
	const [last] = await tx
		.select({ id: meetingTable.id, next: meetingTable.nextMeetingId })
		.from(meetingTable)
		.where(
			and(
				eq(meetingTable.caseId, caseId),
				eq(meetingTable.kind, kind),
				eq(meetingTable.phase, 'closed')
			)
		)
		.orderBy(desc(meetingTable.closedAt))
		.limit(1);
	if (!last) return null;
	const [next] = last.next
		? await tx
				.select({ phase: meetingTable.phase })
				.from(meetingTable)
				.where(eq(meetingTable.id, last.next))
		: [];
	return { id: last.id, leadsOn: next !== undefined && next.phase !== 'cancelled' };
}
