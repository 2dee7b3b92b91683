import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { CaseId, DocumentId, MeetingId, MemberId, newId, PersonId } from '#lib/model/ids.ts';
import type { MyStep } from '#lib/model/next-step.ts';
import type { PersonActor } from '#lib/model/person.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { meetingEntry, sparringEntry } from '#server/mail/letters.ts';
import { invitationTable, meetingTable } from '#server/meetings/tables.ts';
import { personTable } from '#server/people/tables.ts';
import { newDatabase } from '#tests/database.ts';
import { createCalendar } from './calendar.ts';
import { calendarFeedTable } from './tables.ts';

const origin = 'https://samtavle.example';

async function house() {
	const { db } = await newDatabase();
	const steps: MyStep[] = [];
	const calendar = createCalendar({
		db,
		now: () => new Date('2026-11-26T08:00:00Z'),
		origin,
		meetingEntry,
		sparringEntry,
		stepsOf: async () => steps,
		words: {
			name: () => 'Samtavle',
			step: () => 'Et næste skridt i Samtavle',
			stepHint: () => 'Log ind.'
		}
	});
	const id = newId(PersonId);
	await db.insert(personTable).values({ id, email: 'signe@samtavle.example', name: 'Signe Aarup' });
	const duties = { area: null, coordinationLead: false, manager: false, administrator: false };
	const signe: PersonActor = { kind: 'person', id, name: 'Signe Aarup', duties, session: '' };
	const caseId = newId(CaseId);
	await db
		.insert(caseTable)
		.values({ id: caseId, number: '26-0143', displayName: 'Mikkel H.', areas: [] });
	const memberId = newId(MemberId);
	await db
		.insert(memberTable)
		.values({ id: memberId, caseId, role: 'coordinator', personId: id, name: 'Signe Aarup' });

	return {
		db,
		calendar,
		steps,
		signe,
		caseId,
		async planned(phase: MeetingPhase, startsAt = '2026-11-26T09:15:00Z') {
			const meeting = newId(MeetingId);
			const somebody = newId(PersonId);
			await db.insert(meetingTable).values({
				id: meeting,
				caseId,
				kind: 'network',
				templateKey: 'network75',
				templateVersion: '1.0',
				steps: [],
				title: 'Aftener og fællesskab',
				place: 'Solbakken',
				startsAt: new Date(startsAt),
				minutes: 75,
				phase,
				version: 3,
				facilitator: somebody,
				createdBy: somebody,
				invitedAt: new Date('2026-11-20T09:00:00Z')
			});
			await db.insert(invitationTable).values({ meetingId: meeting, memberId });
			return meeting;
		},
		async read(address: string) {
			return calendar.feed(/calendar\/(.+)\.ics$/.exec(address)?.[1] ?? '');
		}
	};
}

test('an address shows my meetings with a time, and no name, case, place or topic', async () => {
	const { calendar, signe, planned, read } = await house();
	const meeting = await planned('invited');
	const text = (await read(await calendar.renew(signe))) ?? '';
	expect(text.split('\r\n')).toEqual(
		expect.arrayContaining([
			`UID:meeting-${meeting}@samtavle.example`,
			'DTSTART:20261126T091500Z',
			'DTEND:20261126T103000Z',
			'SEQUENCE:3',
			'STATUS:CONFIRMED',
			'SUMMARY:Møde i Samtavle'
		])
	);
	for (const secret of ['Mikkel', '26-0143', 'Solbakken', 'fællesskab', 'Signe']) {
		expect(text).not.toContain(secret);
	}
});

test('a meeting that is called off stays as cancelled; a draft is in nobody’s calendar', async () => {
	const { calendar, signe, planned, read } = await house();
	await planned('cancelled');
	await planned('draft');
	const text = (await read(await calendar.renew(signe))) ?? '';
	expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
	expect(text).toContain('STATUS:CANCELLED');
});

test('a next step with a date is a whole day that takes no time', async () => {
	const { calendar, signe, steps, caseId, read } = await house();
	const step: MyStep = {
		documentId: newId(DocumentId),
		key: 'a-step',
		what: 'Ring til Pia om ledsagertimer',
		case: { id: caseId, number: '26-0143', displayName: 'Mikkel H.' },
		owner: null,
		helper: null,
		mine: 'owner',
		due: '2026-11-27',
		status: 'agreed',
		obstacle: null,
		agreedOn: null,
		settledOn: null
	};
	steps.push(step, { ...step, key: 'done', status: 'done' }, { ...step, key: 'some', due: null });
	const text = (await read(await calendar.renew(signe))) ?? '';
	expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
	expect(text).toContain('DTSTART;VALUE=DATE:20261127\r\nDTEND;VALUE=DATE:20261128\r\n');
	expect(text).not.toContain('Pia');
});

test('a new address makes the old one dead, and only its hash is kept', async () => {
	const { db, calendar, signe, read } = await house();
	const old = await calendar.renew(signe);
	const address = await calendar.renew(signe);
	expect(await read(old)).toBeNull();
	expect(await read(address)).toContain('BEGIN:VCALENDAR');
	const [row] = await db.select().from(calendarFeedTable);
	expect(address).not.toContain(row?.tokenHash);

	await calendar.stop(signe);
	expect(await read(address)).toBeNull();
	expect(await calendar.since(signe)).toBeNull();
});

test('whoever has left has no calendar any more', async () => {
	const { db, calendar, signe, read } = await house();
	const address = await calendar.renew(signe);
	await db.update(personTable).set({ disabledAt: new Date() }).where(eq(personTable.id, signe.id));
	expect(await read(address)).toBeNull();
});

test('an address that was never made shows nothing', async () => {
	const { calendar } = await house();
	expect(await calendar.feed('smt_guessed')).toBeNull();
});
