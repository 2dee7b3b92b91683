import { expect, test } from 'vitest';
import { sparring } from '#tests/sparring.ts';

const day = 24 * 3_600_000;

async function house() {
	const all = await sparring();
	const { app, signe } = all;
	const secretOf = (address: string) => /calendar\/(.+)\.ics$/.exec(address)?.[1] ?? '';
	return {
		...all,
		/** What lies at Signe's calendar address now. */
		feed: async () =>
			(await app.calendar.feed(secretOf(await app.calendar.renew(signe.actor)))) ?? '',
		ahead: async () => (await app.overview.of(signe.actor, null)).sparrings,
		found: async () => (await app.overview.findable(signe.actor)).sparrings
	};
}

test('my calendar has my sparrings as any meeting: a time, no name, no model, no link to the call', async () => {
	const { planned, feed, all } = await house();
	const id = await planned();
	const text = await feed();
	expect(text).toContain(`UID:sparring-${id}@`);
	expect(text).toContain('SUMMARY:Møde i Samtavle');
	expect(text).toContain('STATUS:CONFIRMED');
	for (const { actor } of all) expect(text).not.toContain(actor.name);
	expect(text).not.toMatch(/SUMMARY:.*sparring|kollegial|meet\.example/i);
});

test('one that is called off stays in the calendar as cancelled, and leaves the overview', async () => {
	const { running, app, karim, planned, feed, ahead, found, passes } = await house();
	const id = await planned();
	expect(await ahead()).toMatchObject([{ id, isRunning: false, role: 'focus', leads: false }]);
	expect(await found()).toMatchObject([{ id }]);
	expect(await app.sparring.cancel(karim.actor, id)).toEqual({ ok: true });
	expect(await feed()).toContain('STATUS:CANCELLED');
	expect(await ahead()).toEqual([]);
	expect(await found()).toEqual([]);
	// Its date of erasure makes no meeting of it that was held.
	passes(33 * day);
	await running.eraseDue();
	expect(await feed()).toContain('STATUS:CANCELLED');
});

test('it is ahead while it runs, and not when it is over', async () => {
	const { at, does, karim, ahead } = await house();
	const { id } = await at('advice');
	expect(await ahead()).toMatchObject([{ id, isRunning: true }]);
	await does(karim.actor, id, { do: 'close' });
	expect(await ahead()).toEqual([]);
});

test('who is taken off a sparring, or may come to none any more, has it nowhere', async () => {
	const { running, signe, planned, feed, ahead, found } = await house();
	await planned();
	const { sql } = running;
	await sql`update case_member set removed_at = now() where id = ${signe.member}`;
	expect(await ahead()).toEqual([]);
	expect(await found()).toEqual([]);
	expect(await feed()).not.toContain('BEGIN:VEVENT');
	await sql`update case_member set removed_at = null where id = ${signe.member}`;
	expect(await ahead()).toHaveLength(1);
	await sql`delete from sparring_participant where person_id = ${signe.actor.id}`;
	expect(await ahead()).toEqual([]);
	expect(await feed()).not.toContain('BEGIN:VEVENT');
});
