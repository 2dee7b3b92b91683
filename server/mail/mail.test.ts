import { expect, test } from 'vitest';
import { MeetingId, newId, PersonId } from '#lib/model/ids.ts';
import { personTable } from '#server/people/tables.ts';
import { newDatabase } from '#tests/database.ts';
import { LetterKind, writeLetter, type Letter } from './letters.ts';
import { createMail } from './mail.ts';
import { postLetters } from './outbox.ts';
import { outboxTable } from './tables.ts';

const meeting = {
	id: newId(MeetingId),
	startsAt: new Date('2026-11-26T09:00:00Z'),
	minutes: 75,
	version: 4
};
const origin = 'https://samtavle.kommune.example';

async function house() {
	const { db } = await newDatabase();
	const signe = newId(PersonId);
	await db.insert(personTable).values({
		id: signe,
		email: 'signe@kommune.example',
		name: 'Signe Aarup'
	});
	const posted: (Letter & { to: string })[] = [];
	let works = true;
	let time = new Date(Date.now() + 1000);
	const mail = createMail({
		db,
		now: () => time,
		origin,
		from: 'samtavle@kommune.example',
		post: async (letter) => {
			if (!works) throw new Error('the mail server is down');
			posted.push(letter);
		}
	});
	return {
		db,
		mail,
		signe,
		posted,
		breaks: () => (works = false),
		mends: () => (works = true),
		passes: (minutes: number) => (time = new Date(+time + minutes * 60_000))
	};
}

test('a letter leaves once, with the time and a calendar entry', async () => {
	const { db, mail, signe, posted } = await house();
	await db.transaction((tx) => postLetters(tx, 'meetingInvited', meeting, [signe, signe]));

	expect(await mail.deliver()).toBe(1);
	expect(await mail.deliver()).toBe(0);
	expect(posted).toHaveLength(1);
	expect(posted[0]).toMatchObject({
		to: 'signe@kommune.example',
		subject: 'Du har et møde i Samtavle torsdag 26. november kl. 10.00',
		calendar: { method: 'REQUEST' }
	});
	expect(posted[0]?.calendar?.text).toContain('SEQUENCE:4');
});

test('an act that is taken back sends no letter', async () => {
	const { db, mail, signe, posted } = await house();
	await expect(
		db.transaction(async (tx) => {
			await postLetters(tx, 'meetingInvited', meeting, [signe]);
			throw new Error('the act failed');
		})
	).rejects.toThrow('the act failed');
	expect(await mail.deliver()).toBe(0);
	expect(posted).toEqual([]);
});

test('when the mail server is down the letter waits longer each time, and is sent when it is back', async () => {
	const { db, mail, signe, posted, breaks, mends, passes } = await house();
	await db.transaction((tx) => postLetters(tx, 'minutesReady', meeting, [signe]));
	breaks();
	expect(await mail.deliver()).toBe(0);
	mends();
	expect(await mail.deliver()).toBe(0); // too early
	passes(2);
	expect(await mail.deliver()).toBe(1);
	expect(posted[0]?.text).toContain(`${origin}/meetings/${meeting.id}/minutes`);
	const [row] = await db.select().from(outboxTable);
	expect(row?.attempts).toBe(2);
});

test('no letter in any language holds a name, a case or a topic', () => {
	const words = /mikkel|signe|karim|26-0143|solbakken|fællesskab|rusmid|tovholder|case \d/i;
	for (const kind of LetterKind.options) {
		for (const locale of ['da', 'en', 'da-simple'] as const) {
			const letter = writeLetter(
				kind,
				{
					meeting: meeting.id,
					startsAt: meeting.startsAt.toISOString(),
					minutes: '75',
					version: '4',
					locale
				},
				{ origin, from: 'a@b.example', to: 'c@d.example', now: new Date() }
			);
			const all = `${letter.subject}\n${letter.text}\n${letter.calendar?.text ?? ''}`;
			expect(all).not.toMatch(words);
			expect(all).toContain('Samtavle');
			// Nothing from outside can get in: the facts hold ids, instants and numbers only.
			expect(all.replaceAll(meeting.id, '')).not.toMatch(/\{|\}/);
		}
	}
});

test('a cancelled meeting is taken out of the calendar under the same uid', () => {
	const facts = {
		meeting: meeting.id,
		startsAt: meeting.startsAt.toISOString(),
		minutes: '75',
		version: '5',
		locale: 'da' as const
	};
	const frame = { origin, from: 'a@b.example', to: 'c@d.example', now: new Date() };
	const uid = /UID:.*/.exec(writeLetter('meetingInvited', facts, frame).calendar?.text ?? '')?.[0];
	const cancelled = writeLetter('meetingCancelled', facts, frame).calendar;
	expect(cancelled?.method).toBe('CANCEL');
	expect(cancelled?.text).toContain(uid);
	expect(cancelled?.text).toContain('STATUS:CANCELLED');
});
