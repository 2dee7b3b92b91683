import { and, countDistinct, eq, gte, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { CaseId, PersonId, SeatId } from '#lib/model/ids.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Database } from '#server/db/open.ts';
import { invitationTable, meetingTable, seatTable } from './tables.ts';

/** Whether a meeting of the case is going on: other nouns must wait for it. */
export async function hasRunningMeeting(db: Database, caseId: CaseId): Promise<boolean> {
	const [row] = await db
		.select({ id: meetingTable.id })
		.from(meetingTable)
		.where(
			and(eq(meetingTable.caseId, caseId), inArray(meetingTable.phase, ['open', 'inProgress']))
		)
		.limit(1);
	return row !== undefined;
}

/** How many meetings somebody is invited to that have not ended, for the menu. */
export async function countUpcoming(db: Database, person: PersonId, now: Date): Promise<number> {
	const [row] = await db
		.select({ meetings: countDistinct(meetingTable.id) })
		.from(meetingTable)
		.innerJoin(caseTable, eq(caseTable.id, meetingTable.caseId))
		.innerJoin(
			memberTable,
			and(eq(memberTable.caseId, meetingTable.caseId), isNull(memberTable.removedAt))
		)
		.leftJoin(
			invitationTable,
			and(
				eq(invitationTable.meetingId, meetingTable.id),
				eq(invitationTable.memberId, memberTable.id)
			)
		)
		.where(
			and(
				eq(memberTable.personId, person),
				isNull(caseTable.closedAt),
				inArray(meetingTable.kind, ['network', 'planning']),
				inArray(meetingTable.phase, ['draft', 'invited', 'open', 'inProgress']),
				gte(meetingTable.startsAt, new Date(now.getTime() - 12 * 3_600_000)),
				or(isNotNull(invitationTable.memberId), eq(meetingTable.facilitator, person))
			)
		);
	return row?.meetings ?? 0;
}

/** What the people in these seats were called, for a case's history. */
export async function seatNames(
	db: Database,
	ids: readonly string[]
): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: seatTable.id, name: seatTable.name })
		.from(seatTable)
		// reason: compared with stored ids, not trusted
		.where(inArray(seatTable.id, ids as SeatId[]));
	return new Map(rows.map(({ id, name }) => [id, name]));
}
