import { eq } from 'drizzle-orm';
import type { MeetingId } from '#lib/model/ids.ts';
import { minutesRights, type MinutesRights } from '#lib/model/minutes-policy.ts';
import type { Actor, PersonActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { MeetingRow } from './room-host.ts';
import { meetingTable, minutesTable } from './tables.ts';

export type MinutesRow = typeof minutesTable.$inferSelect;

export interface OpenMinutes {
	meeting: MeetingRow;
	minutes: MinutesRow;
	may: MinutesRights;
	reader: PersonActor;
}

/** The meeting and its minutes, for somebody who may at least read them. Others hear of none. */
export async function openMinutes(
	{ db, access }: { db: Database; access: Pick<AccessQuestions, 'standingOn'> },
	actor: Actor,
	meetingId: MeetingId
): Promise<OpenMinutes> {
	if (actor.kind !== 'person') throw new Refusal('not-found');
	const [found] = await db
		.select({ meeting: meetingTable, minutes: minutesTable })
		.from(meetingTable)
		.innerJoin(minutesTable, eq(minutesTable.meetingId, meetingTable.id))
		.where(eq(meetingTable.id, meetingId));
	if (!found) throw new Refusal('not-found');
	const may = minutesRights(await access.standingOn(actor, found.meeting.caseId, meetingId));
	if (!may.read) throw new Refusal('not-found');
	return { ...found, may, reader: actor };
}
