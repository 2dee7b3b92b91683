import { eq } from 'drizzle-orm';
import { CaseId, MeetingId, MemberId, newId, PersonId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { createDoor } from '#server/meetings/door.ts';
import { createScreens } from '#server/meetings/screens.ts';
import { createSeats } from '#server/meetings/seats.ts';
import { invitationTable, meetingTable } from '#server/meetings/tables.ts';
import { createThrottle } from '#server/sign-in/throttle.ts';
import { newDatabase } from './database.ts';

/** An open meeting in the room, with its facilitator, a colleague, and the citizen on the case. */
export async function openRoom(phase: MeetingPhase = 'open') {
	const { db } = await newDatabase();
	let time = new Date('2026-12-01T10:00:00Z');
	const now = () => time;
	const told: MeetingId[] = [];
	const reconsidered: string[] = [];
	const changed = async (id: MeetingId) => void told.push(id);
	const reconsider = async (who: string) => void reconsidered.push(who);

	const caseId = newId(CaseId);
	const mikkel = newId(MemberId);
	await db.insert(caseTable).values({
		id: caseId,
		number: '26-0143',
		areas: ['substanceTreatment', 'socialSupport']
	});
	await db.insert(memberTable).values({ id: mikkel, caseId, role: 'citizen', name: 'Mikkel H.' });

	const signe = person('Signe Aarup');
	const karim = person('Karim Bendtsen');
	async function newMeeting(joinCode: string): Promise<MeetingId> {
		const id = newId(MeetingId);
		await db.insert(meetingTable).values({
			id,
			caseId,
			kind: 'network',
			templateKey: 'network75',
			templateVersion: '1.0',
			steps: [],
			title: 'Aftener og fællesskab',
			startsAt: time,
			minutes: 75,
			phase,
			facilitator: signe.id,
			createdBy: signe.id,
			joinCode
		});
		return id;
	}
	const meetingId = await newMeeting('482913');

	const throttle = createThrottle({
		db,
		now,
		limits: { windowMs: 10 * 60_000, perAccount: 20, perAddress: 20 }
	});
	const members = {
		async member(_tx: unknown, _case: CaseId, member: MemberId) {
			const [row] = await db.select().from(memberTable).where(eq(memberTable.id, member));
			return row ? { name: row.name, role: row.role } : null;
		},
		async addRelative(_tx: unknown, _case: CaseId, who: { name: string }) {
			const id = newId(MemberId);
			await db.insert(memberTable).values({ id, caseId, role: 'relative', name: who.name });
			return id;
		}
	};
	const parts = { db, now, secure: true, throttle, changed, reconsider };
	return {
		db,
		caseId,
		meetingId,
		mikkel,
		signe,
		karim,
		told,
		reconsidered,
		newMeeting,
		screens: createScreens(parts),
		seats: createSeats(parts),
		door: createDoor({ ...parts, members }),
		passes: (minutes: number) => (time = new Date(+time + minutes * 60_000)),
		async closes() {
			await db.update(meetingTable).set({ phase: 'closed' }).where(eq(meetingTable.id, meetingId));
		},
		attended: () => db.select().from(invitationTable)
	};
}

function person(name: string): Extract<Actor, { kind: 'person' }> {
	const duties = {
		area: 'substanceTreatment' as const,
		coordinationLead: false,
		manager: false,
		administrator: false
	};
	return { kind: 'person', id: newId(PersonId), name, duties, session: 'a session' };
}
