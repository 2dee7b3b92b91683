import { expect, test } from 'vitest';
import {
	BasisId,
	CaseId,
	DocumentId,
	MeetingId,
	MemberId,
	newId,
	PersonId,
	RecordId
} from '#lib/model/ids.ts';
import { needsFlag } from '#lib/model/overview.ts';
import type { Area, CaseRole, PersonActor } from '#lib/model/person.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { basisTable } from '#server/consent/tables.ts';
import { documentTable, documentUpdateTable } from '#server/documents/tables.ts';
import { invitationTable, meetingTable } from '#server/meetings/tables.ts';
import { personTable } from '#server/people/tables.ts';
import { recordTable } from '#server/records/tables.ts';
import { newDatabase } from '#tests/database.ts';
import { createOverview } from './overview.ts';

/** A Thursday, 9.40 in Denmark. */
const morning = new Date('2026-11-26T08:40:00Z');

async function house() {
	const { db } = await newDatabase();
	let time = morning;
	const overview = createOverview({ db, now: () => time });

	async function person(
		name: string,
		area: Area | null = 'substanceTreatment',
		coordinationLead = false
	): Promise<PersonActor> {
		const id = newId(PersonId);
		await db.insert(personTable).values({ id, email: `${id}@samtavle.example`, name, area });
		const duties = { area, coordinationLead, manager: false, administrator: false };
		return { kind: 'person', id, name, duties, session: '' };
	}
	return {
		db,
		overview,
		person,
		at: (iso: string) => (time = new Date(iso)),
		async opened(number: string, values: Partial<typeof caseTable.$inferInsert> = {}) {
			const id = newId(CaseId);
			await db.insert(caseTable).values({ id, number, areas: ['substanceTreatment'], ...values });
			return id;
		},
		async joins(who: PersonActor | string, caseId: CaseId, role: CaseRole = 'coordinator') {
			const id = newId(MemberId);
			await db.insert(memberTable).values({
				id,
				caseId,
				role,
				personId: typeof who === 'string' ? null : who.id,
				name: typeof who === 'string' ? who : who.name,
				area: typeof who === 'string' ? null : who.duties.area
			});
			return id;
		},
		async planned(
			caseId: CaseId,
			by: PersonActor,
			startsAt: string,
			{ phase = 'invited', invited = [] }: { phase?: MeetingPhase; invited?: MemberId[] } = {}
		) {
			const id = newId(MeetingId);
			await db.insert(meetingTable).values({
				id,
				caseId,
				kind: 'network',
				templateKey: 'network75',
				templateVersion: '1.0',
				steps: [],
				title: 'Aftener og fællesskab',
				startsAt: new Date(startsAt),
				minutes: 75,
				phase,
				facilitator: by.id,
				createdBy: by.id
			});
			for (const memberId of invited) {
				await db.insert(invitationTable).values({ meetingId: id, memberId });
			}
			return id;
		},
		async wrote(by: string, caseId: CaseId, kind: 'agreements' | 'health', at: string) {
			const documentId = newId(DocumentId);
			await db.insert(documentTable).values({ id: documentId, kind, caseId });
			await db
				.insert(documentUpdateTable)
				.values({ documentId, update: new Uint8Array(), by, at: new Date(at) });
		}
	};
}

test('upcoming meetings are those I take part in, the next one first, with the citizen first', async () => {
	const { overview, opened, person, joins, planned } = await house();
	const mikkels = await opened('26-0143', { displayName: 'Mikkel H.' });
	const signe = await person('Signe Aarup');
	const karim = await person('Karim Bendtsen', 'socialSupport');
	const there = await joins(signe, mikkels);
	const karimThere = await joins(karim, mikkels);
	const mikkel = await joins('Mikkel H.', mikkels, 'citizen');

	await planned(mikkels, karim, '2026-12-02T12:00:00Z', { invited: [there] });
	await planned(mikkels, signe, '2026-11-26T09:15:00Z', { invited: [there, karimThere, mikkel] });
	await planned(mikkels, karim, '2026-11-27T09:15:00Z'); // not invited
	await planned(mikkels, karim, '2026-11-28T09:15:00Z', { phase: 'draft', invited: [there] });
	await planned(mikkels, signe, '2026-11-25T09:15:00Z'); // yesterday
	await planned(mikkels, signe, '2026-11-29T09:15:00Z', { phase: 'cancelled' });

	const { meetings } = await overview.of(signe, null);
	expect(meetings.map((meeting) => meeting.startsAt.toISOString().slice(0, 10))).toEqual([
		'2026-11-26',
		'2026-12-02'
	]);
	expect(meetings[0]).toMatchObject({
		citizen: 'Mikkel H.',
		case: { displayName: 'Mikkel H.' },
		people: [{ side: 'citizen' }, { side: 'substanceTreatment' }, { side: 'socialSupport' }]
	});
});

test('“samtykke er givet” is the citizen’s own yes, to me or my area, that holds on the day', async () => {
	const { db, overview, opened, person, joins, planned } = await house();
	const caseId = await opened('26-0143');
	const signe = await person('Signe Aarup');
	const karim = await person('Karim Bendtsen', 'socialSupport');
	const invited = [await joins(signe, caseId), await joins(karim, caseId)];
	await planned(caseId, signe, '2026-12-02T09:15:00Z', { invited });
	const consented = async (who: PersonActor) =>
		(await overview.of(who, null)).meetings.map((meeting) => meeting.consented);
	const says = (given: Partial<typeof basisTable.$inferInsert>) =>
		db.insert(basisTable).values({
			id: newId(BasisId),
			caseId,
			theme: 'everyday',
			granteeKind: 'organisation',
			grantee: 'substanceTreatment',
			kind: 'consent',
			ground: 'Mundtligt',
			from: '2026-11-01',
			recordedBy: signe.id,
			recordedAt: morning,
			...given
		});

	await says({ kind: 'legal' });
	await says({ until: '2026-12-01' });
	await says({ from: '2026-12-03' });
	await says({ withdrawnAt: morning });
	expect(await consented(signe)).toEqual([false]);
	await says({ until: '2026-12-02' });
	expect([await consented(signe), await consented(karim)]).toEqual([[true], [false]]);
	await says({ granteeKind: 'person', grantee: karim.id });
	expect(await consented(karim)).toEqual([true]);
});

test('a meeting that runs is there, even when it began yesterday', async () => {
	const { overview, opened, person, joins, planned } = await house();
	const caseId = await opened('26-0143');
	const signe = await person('Signe Aarup');
	await joins(signe, caseId);
	await planned(caseId, signe, '2026-11-25T14:00:00Z', { phase: 'inProgress' });
	expect((await overview.of(signe, null)).meetings).toHaveLength(1);
});

test('the clocks of my cases run until treatment begins', async () => {
	const { overview, opened, person, joins } = await house();
	const signe = await person('Signe Aarup');
	const urgent = await opened('26-0131', { inquiryOn: '2026-11-14' });
	const booked = await opened('26-0144', {
		inquiryOn: '2026-11-21',
		firstTalkAt: new Date('2026-12-02T12:00:00Z')
	});
	const begun = await opened('26-0143', {
		inquiryOn: '2026-11-17',
		treatmentBeganOn: '2026-11-26'
	});
	for (const one of [urgent, booked, begun]) await joins(signe, one);
	await opened('26-0150', { inquiryOn: '2026-11-20' }); // somebody else's

	const { clocks } = await overview.of(signe, null);
	expect(clocks.map((clock) => [clock.case.number, clock.daysLeft, needsFlag(clock)])).toEqual([
		['26-0131', 2, true],
		['26-0144', 9, false]
	]);
	expect(clocks[0]?.deadline).toBe('2026-11-28');
});

test('whoever looks after the clocks sees all of them, and of which they are no member', async () => {
	const { overview, opened, person } = await house();
	await opened('26-0131', { inquiryOn: '2026-11-14' });
	const birgit = await person('Birgit Lassen', null, true);
	expect((await overview.of(birgit, null)).clocks).toMatchObject([{ mine: false, daysLeft: 2 }]);
});

test('news are what others did on my cases since I was here, and never that a theme was written in', async () => {
	const { db, overview, opened, person, joins, wrote } = await house();
	const caseId = await opened('26-0143');
	const elsewhere = await opened('26-0098');
	const signe = await person('Signe Aarup');
	const karim = await person('Karim Bendtsen', 'socialSupport');
	await joins(signe, caseId);
	await joins(karim, caseId);
	const key = (who: PersonActor) => `person:${who.id}`;

	await wrote(key(karim), caseId, 'agreements', '2026-11-26T07:12:00Z');
	await wrote(key(karim), caseId, 'health', '2026-11-26T07:13:00Z');
	await wrote(key(signe), caseId, 'agreements', '2026-11-26T07:14:00Z');
	await wrote(key(karim), elsewhere, 'agreements', '2026-11-26T07:15:00Z');
	await wrote(key(karim), caseId, 'agreements', '2026-11-20T07:12:00Z'); // before
	await db.insert(recordTable).values({
		id: newId(RecordId),
		kind: 'responsibility',
		subject: 'row.authority',
		answer: 'accepted',
		text: 'Afklarer ledsagertimer',
		textHash: '',
		caseId,
		by: key(karim),
		byName: karim.name,
		at: new Date('2026-11-25T14:00:00Z')
	});

	const { news } = await overview.of(signe, new Date('2026-11-25T12:00:00Z'));
	expect(news.map((one) => [one.kind, one.who.name])).toEqual([
		['agreementsWritten', 'Karim Bendtsen'],
		['responsibilityAccepted', 'Karim Bendtsen']
	]);
});

test('when nothing is new, the last that happened is still there to see', async () => {
	const { overview, opened, person, joins, wrote } = await house();
	const caseId = await opened('26-0143');
	const signe = await person('Signe Aarup');
	const karim = await person('Karim Bendtsen', 'socialSupport');
	await joins(signe, caseId);
	await wrote(`person:${karim.id}`, caseId, 'agreements', '2026-11-24T07:12:00Z');
	expect(await overview.of(signe, new Date('2026-11-25T07:00:00Z'))).toMatchObject({
		news: [],
		earlier: [{ kind: 'agreementsWritten' }]
	});
	expect(await overview.of(signe, new Date('2026-11-23T07:00:00Z'))).toMatchObject({
		news: [{ kind: 'agreementsWritten' }],
		earlier: []
	});
});

test('a visit counts from the one before', async () => {
	const { overview, person, at } = await house();
	const signe = await person('Signe Aarup');
	expect((await overview.of(signe, null)).since).toEqual(new Date('2026-11-12T08:40:00Z'));
	at('2026-11-27T08:00:00Z');
	expect((await overview.of(signe, null)).since).toEqual(morning);
	at('2026-12-31T08:00:00Z');
	expect((await overview.of(signe, null)).since).toEqual(new Date('2026-12-17T08:00:00Z'));
});

test('nobody has no overview', async () => {
	const { overview } = await house();
	await expect(overview.of({ kind: 'nobody' }, null)).rejects.toMatchObject({
		refusal: 'not-signed-in'
	});
});
