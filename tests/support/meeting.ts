import { instantAt } from '#lib/model/dates.ts';
import { CaseId, MemberId, newId, SeatId, type MeetingId } from '#lib/model/ids.ts';
import type { MeetingCommand } from '#lib/model/meeting-commands.ts';
import type { CaseRole, PersonActor, SeatActor, Side } from '#lib/model/person.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { createDocuments } from '#server/documents/documents.ts';
import { seatTable } from '#server/meetings/tables.ts';
import { createTestApp, hire } from './app.ts';

/** A case with its citizen, both coordinators and a support worker, in a whole server. */
export async function openCase(databaseUrl?: string) {
	const { running, passes } = await createTestApp(databaseUrl);
	const { db, app } = running;
	const caseId = newId(CaseId);
	await db.insert(caseTable).values({
		id: caseId,
		number: '26-0143',
		displayName: 'Mikkel H.',
		areas: ['substanceTreatment', 'socialSupport']
	});
	await db.transaction((tx) =>
		createDocuments({ db }).createForCase(tx, caseId, new Date('2026-11-01'))
	);

	async function join(name: string, role: CaseRole, area: Exclude<Side, 'citizen'> | null) {
		const actor = area === null ? null : await hire(running, name, { area });
		const member = newId(MemberId);
		await db
			.insert(memberTable)
			.values({ id: member, caseId, role, personId: actor?.id ?? null, name, area });
		return { actor, member };
	}

	async function professional(name: string, role: CaseRole, area: Exclude<Side, 'citizen'>) {
		const { actor, member } = await join(name, role, area);
		if (!actor) throw new Error('a professional has an account');
		return { actor, member };
	}

	const mikkel = (await join('Mikkel H.', 'citizen', null)).member;
	const signe = await professional('Signe Aarup', 'coordinator', 'substanceTreatment');
	const karim = await professional('Karim Bendtsen', 'coordinator', 'socialSupport');
	const lone = await professional('Lone Fisker', 'supportWorker', 'socialSupport');
	const stranger = await hire(running, 'Jonas Vinther', { area: 'substanceTreatment' });

	const plan = {
		title: 'Aftener og fællesskab',
		place: 'Rådhuset, lokale 2',
		callLink: null,
		startsAt: instantAt('2099-12-01', '10:15'),
		invited: [mikkel, signe.member, karim.member, lone.member],
		facilitator: signe.actor.id,
		backupFacilitator: karim.actor.id
	};

	async function drafted(over: Partial<typeof plan> = {}): Promise<MeetingId> {
		const made = await app.meetings.draft(signe.actor, caseId, 'network75', { ...plan, ...over });
		if (!made.ok) throw new Error(made.why);
		return made.meeting;
	}

	return {
		running,
		db,
		meetings: app.meetings,
		passes,
		caseId,
		mikkel,
		signe,
		karim,
		lone,
		stranger,
		plan,
		drafted,

		async opened(): Promise<MeetingId> {
			const id = await drafted();
			await app.meetings.open(signe.actor, id);
			return id;
		},

		async begun(): Promise<MeetingId> {
			const id = await drafted();
			await app.meetings.open(signe.actor, id);
			await app.meetings.command(signe.actor, id, { do: 'begin' });
			return id;
		},

		does: (actor: PersonActor | SeatActor, id: MeetingId, command: MeetingCommand) =>
			app.meetings.command(actor, id, command),

		/** The citizen, let in on a phone. */
		async seat(id: MeetingId): Promise<SeatActor> {
			const seat = newId(SeatId);
			await db.insert(seatTable).values({
				id: seat,
				meetingId: id,
				memberId: mikkel,
				name: 'Mikkel',
				as: 'citizen',
				state: 'in',
				tokenHash: seat
			});
			return {
				kind: 'seat',
				id: seat,
				name: 'Mikkel',
				as: 'citizen',
				member: mikkel,
				caseId,
				meetingId: id
			};
		}
	};
}
