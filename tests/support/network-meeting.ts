import { eq } from 'drizzle-orm';
import { onTestFinished } from 'vitest';
import type * as Y from 'yjs';
import { addDecision, addNextStep } from '#lib/board/edit-agreements.ts';
import { addTopic } from '#lib/board/edit-meeting.ts';
import { layoutVersion } from '#lib/board/layout.ts';
import { CaseId, MeetingId, MemberId, newId, PersonId } from '#lib/model/ids.ts';
import type { Area, CaseRole, PersonActor } from '#lib/model/person.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { createAccess } from '#server/documents/access.ts';
import { createDocuments } from '#server/documents/documents.ts';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import { createClosings } from '#server/meetings/closing.ts';
import { createHandovers } from '#server/meetings/handover.ts';
import { createMinutes } from '#server/meetings/minutes.ts';
import { createEnding } from '#server/meetings/ending.ts';
import { createPlaces } from '#server/meetings/place.ts';
import { documentsOf } from '#server/meetings/minutes-facts.ts';
import { invitationTable, meetingTable } from '#server/meetings/tables.ts';
import { personTable } from '#server/people/tables.ts';
import { createLocalBus } from '#server/sync/bus.ts';
import { createRooms } from '#server/sync/rooms.ts';
import { newDatabase } from './database.ts';

/** A network meeting in progress, with the people of the pictures and real documents. */
export async function networkMeeting() {
	const { db, sql } = await newDatabase();
	let time = new Date('2026-11-26T10:22:00Z');
	const now = () => time;
	const documents = createDocuments({ db });
	const rooms = createRooms({
		log: createPostgresLog(sql),
		bus: createLocalBus(),
		now,
		rules: documents.rulesOf,
		layout: layoutVersion
	});
	onTestFinished(() => rooms.close());
	const access = createAccess({ db, now });

	const caseId = newId(CaseId);
	await db.insert(caseTable).values({
		id: caseId,
		number: '26-0143',
		displayName: 'Mikkel H.',
		areas: ['substanceTreatment', 'socialSupport']
	});
	const on = async (name: string, role: CaseRole, area: Area | null, more = {}) => {
		const actor = area ? person(name, area) : null;
		if (actor) {
			const email = `${actor.id.toLowerCase()}@samtavle.example`;
			await db.insert(personTable).values({ id: actor.id, name, email });
		}
		const member = newId(MemberId);
		const row = { id: member, caseId, name, role, area, personId: actor?.id ?? null, ...more };
		await db.insert(memberTable).values(row);
		return { member, actor: actor ?? person(name, 'authority') };
	};
	const mikkel = await on('Mikkel H.', 'citizen', null);
	const signe = await on('Signe Aarup', 'coordinator', 'substanceTreatment');
	const karim = await on('Karim Bendtsen', 'coordinator', 'socialSupport');
	const lone = await on('Lone Fisker', 'supportWorker', 'socialSupport');
	const jonas = await on('Jonas Vinther', 'coordinator', 'substanceTreatment', {
		substitute: true
	});

	const meetingId = newId(MeetingId);
	await db.transaction(async (tx) => {
		await documents.createForCase(tx, caseId, now());
		await tx.insert(meetingTable).values({
			id: meetingId,
			caseId,
			kind: 'network',
			templateKey: 'network75',
			templateVersion: '1.0',
			steps: [],
			title: 'Aftener og fællesskab',
			place: 'Solbakken',
			startsAt: new Date('2026-11-26T09:15:00Z'),
			startedAt: new Date('2026-11-26T09:15:00Z'),
			minutes: 75,
			phase: 'inProgress',
			facilitator: signe.actor.id,
			createdBy: signe.actor.id,
			joinCode: '482913'
		});
		await documents.create(tx, { kind: 'meeting', caseId, meetingId, now: now() });
	});
	for (const { member } of [mikkel, signe, karim, lone]) {
		await db
			.insert(invitationTable)
			.values({ meetingId, memberId: member, attended: member !== lone.member });
	}

	const row = async () => {
		const [meeting] = await db.select().from(meetingTable).where(eq(meetingTable.id, meetingId));
		if (!meeting) throw new Error('no meeting');
		return meeting;
	};
	const ids = await documentsOf(db, await row());
	const told: MeetingId[] = [];
	const parts = { db, now, rooms, access };
	const closings = createClosings({
		...parts,
		places: createPlaces({ access }),
		states: { tell: async (id) => void told.push(id) },
		endMeeting: createEnding({ now, endings: [] }),
		reconsider: async () => undefined
	});
	const writes = (document: string, change: (doc: Y.Doc) => void) =>
		rooms.edit(document, 'person:somebody', change);

	return {
		db,
		rooms,
		caseId,
		meetingId,
		mikkel,
		signe,
		karim,
		lone,
		jonas,
		documents: ids,
		row,
		told,
		closings,
		minutes: createMinutes(parts),
		handovers: createHandovers(parts),
		agreements: (change: (doc: Y.Doc) => void) => writes(ids.agreements, change),
		captures: (change: (doc: Y.Doc) => void) => writes(ids.meeting ?? '', change),
		/** One topic, one decision and one next step, as a short meeting leaves them. */
		async talks() {
			await writes(ids.meeting ?? '', (doc) => {
				addTopic(doc, { text: 'Torsdage', by: mikkel.member, fromCitizen: true });
			});
			await writes(ids.agreements, (doc) => {
				addDecision(doc, { text: 'Tre faste aftener', agreed: 'all', meeting: meetingId });
				addNextStep(doc, {
					what: 'Finde ledsager',
					owner: lone.member,
					due: '2026-12-02',
					meeting: meetingId,
					agreedOn: '2026-11-26'
				});
			});
		},
		passes: (ms: number) => (time = new Date(+time + ms))
	};
}

function person(name: string, area: Area): PersonActor {
	const duties = { area, coordinationLead: false, manager: false, administrator: false };
	return { kind: 'person', id: newId(PersonId), name, duties, session: 'a session' };
}
