import { eq } from 'drizzle-orm';
import type { CaseId, MeetingId } from '#lib/model/ids.ts';
import { mayIn, type MeetingAct, type MeetingPlace } from '#lib/model/meeting-policy.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { MeetingRow } from './room-host.ts';
import { meetingTable } from './tables.ts';

export interface Placed {
	meeting: MeetingRow;
	place: MeetingPlace;
}

export type Places = ReturnType<typeof createPlaces>;

/** Finds a meeting for somebody who wants something of it. A stranger hears that there is none. */
export function createPlaces({ access }: { access: Pick<AccessQuestions, 'standingOn'> }) {
	async function placeIn(actor: Actor, meeting: MeetingRow): Promise<MeetingPlace> {
		const me = actor.kind === 'person' ? actor.id : null;
		return {
			kind: meeting.kind,
			standing: await access.standingOn(actor, meeting.caseId, meeting.id),
			leads: me !== null && meeting.facilitator === me,
			reserve: me !== null && meeting.backupFacilitator === me
		};
	}

	async function allowed(actor: Actor, act: MeetingAct, meeting: MeetingRow | undefined) {
		if (!meeting) throw new Refusal('not-found');
		const place = await placeIn(actor, meeting);
		if (mayIn(act, place)) return { meeting, place };
		throw new Refusal(mayIn('see', place) ? 'not-allowed' : 'not-found');
	}

	return {
		/** To look at. */
		async find(db: Database, actor: Actor, act: MeetingAct, id: MeetingId): Promise<Placed> {
			const [meeting] = await db.select().from(meetingTable).where(eq(meetingTable.id, id));
			return allowed(actor, act, meeting);
		},

		/** To change: locked, so that two who press at once take turns. */
		async lock(tx: Transaction, actor: Actor, act: MeetingAct, id: MeetingId): Promise<Placed> {
			const [meeting] = await tx
				.select()
				.from(meetingTable)
				.where(eq(meetingTable.id, id))
				.for('update');
			return allowed(actor, act, meeting);
		},

		/** Whether somebody may make meetings on a case: its coordinators. */
		async mayMake(actor: Actor, caseId: CaseId): Promise<boolean> {
			const standing = await access.standingOn(actor, caseId);
			return standing.is === 'professional' && standing.role === 'coordinator';
		},

		async isOnCase(actor: Actor, caseId: CaseId): Promise<boolean> {
			return (await access.standingOn(actor, caseId)).is === 'professional';
		}
	};
}
