import { eq } from 'drizzle-orm';
import type { MeetingId } from '#lib/model/ids.ts';
import type { Actor, PersonActor } from '#lib/model/person.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { Transaction } from '#server/db/open.ts';
import { roomPhases } from './room-codes.ts';
import { meetingTable } from './tables.ts';

export type MeetingRow = typeof meetingTable.$inferSelect;

export function hasRoom(phase: MeetingPhase): boolean {
	return roomPhases.some((one) => one === phase);
}

/**
 * The meeting, locked, when this actor looks after its room: the facilitator, or the one in
 * reserve. To anybody else there is no such meeting.
 */
export async function hosted(
	tx: Transaction,
	actor: Actor,
	meetingId: MeetingId
): Promise<{ host: PersonActor; meeting: MeetingRow }> {
	const [meeting] = await tx
		.select()
		.from(meetingTable)
		.where(eq(meetingTable.id, meetingId))
		.for('update');
	if (!meeting || actor.kind !== 'person') throw new Refusal('not-found');
	if (meeting.facilitator !== actor.id && meeting.backupFacilitator !== actor.id) {
		throw new Refusal('not-found');
	}
	if (!hasRoom(meeting.phase)) throw new Refusal('closed');
	return { host: actor, meeting };
}
