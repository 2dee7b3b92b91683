import { eq } from 'drizzle-orm';
import { stopClock } from '#lib/model/clock.ts';
import type { MeetingId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Transaction } from '#server/db/open.ts';
import type { MeetingRow } from './room-host.ts';
import { handTable, meetingTable } from './tables.ts';

/** Ends the room's devices, in the closing transaction; answers whom to reconsider. */
export type RoomEnding = (tx: Transaction, meetingId: MeetingId) => Promise<string[]>;

export type EndMeeting = ReturnType<typeof createEnding>;

/** The rows of a meeting that is over, whatever its kind. Answers whose rights have ended with it. */
export function createEnding({ now, endings }: { now: Now; endings: readonly RoomEnding[] }) {
	return async function endMeeting(
		tx: Transaction,
		actor: Exclude<Actor, { kind: 'nobody' }>,
		meeting: MeetingRow
	): Promise<string[]> {
		await tx
			.update(meetingTable)
			.set({
				phase: 'closed',
				closedAt: now(),
				joinCode: null,
				round: null,
				scribe: null,
				clock: meeting.clock && stopClock(meeting.clock, meeting.steps, now().getTime()),
				version: meeting.version + 1
			})
			.where(eq(meetingTable.id, meeting.id));
		await tx.delete(handTable).where(eq(handTable.meetingId, meeting.id));
		const gone: string[] = [];
		for (const end of endings) gone.push(...(await end(tx, meeting.id)));
		await record(tx, actor, {
			event: 'meeting:closed',
			caseId: meeting.caseId,
			meetingId: meeting.id
		});
		return gone;
	};
}
