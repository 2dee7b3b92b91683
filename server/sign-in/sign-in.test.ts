import { expect, test } from 'vitest';
import { newId, PersonId } from '#lib/model/ids.ts';
import { personTable } from '#server/people/tables.ts';
import { newDatabase } from '#tests/database.ts';
import { hashPassword } from './passwords.ts';
import { createSignIn } from './sign-in.ts';
import { sessionTable } from './tables.ts';

const from = { ip: '127.0.0.1', userAgent: 'Mozilla/5.0 (X11; Linux) Chrome/150' };

async function house() {
	const { db } = await newDatabase();
	const ended: string[] = [];
	let time = new Date();
	const signIn = createSignIn({
		db,
		now: () => time,
		secure: true,
		sessionsEnded: (person) => ended.push(person)
	});
	const id = newId(PersonId);
	await db.insert(personTable).values({
		id,
		email: 'signe@samtavle.example',
		name: 'Signe Aarup',
		passwordHash: await hashPassword('a good password')
	});
	const enter = (password: string, ip = from.ip) =>
		signIn.signIn('Signe@samtavle.example ', password, { ...from, ip });
	return { db, signIn, ended, id, enter, passes: (ms: number) => (time = new Date(+time + ms)) };
}

test('whoever knows the password is known by the secret, which is stored only as a hash', async () => {
	const { db, signIn, enter } = await house();
	const entered = await enter('a good password');
	if (!entered.ok) throw new Error('expected to get in');

	expect(await signIn.actorFor(entered.secret)).toMatchObject({ name: 'Signe Aarup' });
	const [session] = await db.select().from(sessionTable);
	expect(session?.id).not.toBe(entered.secret);
	expect(await signIn.actorFor(session?.id)).toEqual({ kind: 'nobody' });
	expect(session?.device).toBe('Chrome, Linux');
});

test('a wrong password and an unknown account get the same answer', async () => {
	const { signIn, enter } = await house();
	expect(await enter('wrong')).toEqual({ ok: false, why: 'wrong' });
	expect(await signIn.signIn('nobody@samtavle.example', 'wrong', from)).toEqual({
		ok: false,
		why: 'wrong'
	});
});

test('after ten wrong passwords even the right one waits, and a quarter of an hour later it fits', async () => {
	const { enter, passes } = await house();
	for (let attempt = 0; attempt < 10; attempt++) await enter('wrong');
	expect(await enter('a good password', '10.0.0.9')).toEqual({ ok: false, why: 'too-many' });
	passes(16 * 60_000);
	expect(await enter('a good password')).toMatchObject({ ok: true });
});

test('a session ends after twelve hours, however active its person is', async () => {
	const { signIn, enter, passes } = await house();
	const entered = await enter('a good password');
	if (!entered.ok) throw new Error('expected to get in');
	passes(12 * 3_600_000);
	expect(await signIn.actorFor(entered.secret)).toEqual({ kind: 'nobody' });
});

test('a new password ends every session but the one that chose it', async () => {
	const { signIn, enter, ended, id } = await house();
	const elsewhere = await enter('a good password');
	const here = await enter('a good password');
	if (!here.ok || !elsewhere.ok) throw new Error('expected to get in');
	const actor = await signIn.actorFor(here.secret);
	if (actor.kind !== 'person') throw new Error('expected a person');

	expect(await signIn.changePassword(actor, 'wrong', 'a better password', from)).toMatchObject({
		why: 'wrong'
	});
	const changed = await signIn.changePassword(actor, 'a good password', 'a better password', from);
	if (!changed.ok) throw new Error('expected to change');
	expect(ended).toEqual([id]);
	expect(await signIn.actorFor(elsewhere.secret)).toEqual({ kind: 'nobody' });
	expect(await signIn.actorFor(changed.secret)).toMatchObject({ kind: 'person' });
});

test('a one-time link lets its person choose a password once', async () => {
	const { signIn, enter, id } = await house();
	const link = await signIn.makePasswordLink('server', id);
	const answers = await Promise.all([
		signIn.usePasswordLink(link, 'chosen by the first', from),
		signIn.usePasswordLink(link, 'chosen by the other', from)
	]);
	expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
	expect(await signIn.usePasswordLink(link, 'once more please', from)).toMatchObject({
		why: 'dead'
	});
	expect(await enter('a good password')).toMatchObject({ ok: false });
});

test('nobody is signed out in the middle of a meeting; whoever only writes is after twelve hours', async () => {
	const { signIn, enter, passes } = await house();
	const inMeeting = await enter('a good password');
	const atDesk = await enter('a good password');
	if (!inMeeting.ok || !atDesk.ok) throw new Error('expected to get in');
	const idOf = async (secret: string): Promise<string> => {
		const actor = await signIn.actorFor(secret);
		return actor.kind === 'person' ? actor.session : '';
	};
	const [meeting, desk] = [await idOf(inMeeting.secret), await idOf(atDesk.secret)];
	for (let minutes = 0; minutes <= 12 * 60; minutes += 20) {
		await signIn.keepAwake([desk]);
		await signIn.keepInMeeting([meeting]);
		passes(20 * 60_000);
	}
	expect(await signIn.actorFor(inMeeting.secret)).toMatchObject({ kind: 'person' });
	expect(await signIn.actorFor(atDesk.secret)).toEqual({ kind: 'nobody' });

	// The meeting is over: half an hour later so is the sign-in, and nothing brings it back.
	passes(31 * 60_000);
	await signIn.keepInMeeting([meeting]);
	expect(await signIn.actorFor(inMeeting.secret)).toEqual({ kind: 'nobody' });
});

test('a page may ask how long the sign-in lasts, and asking does not make it last', async () => {
	const { signIn, enter, passes } = await house();
	const entered = await enter('a good password');
	if (!entered.ok) throw new Error('expected to get in');
	const actor = await signIn.actorFor(entered.secret);
	if (actor.kind !== 'person') throw new Error('expected a person');
	const minutesLeft = async () => {
		const lasting = await signIn.lasting(entered.secret);
		return lasting && [lasting.idleInMs, lasting.endsInMs].map((ms) => Math.round(ms / 60_000));
	};

	expect(await signIn.lasting(entered.secret)).toMatchObject({ person: `person:${actor.id}` });
	expect(await minutesLeft()).toEqual([30, 720]);
	passes(24 * 60_000);
	expect(await minutesLeft()).toEqual([6, 696]);
	expect(await minutesLeft()).toEqual([6, 696]);
	await signIn.stay(actor);
	expect(await minutesLeft()).toEqual([30, 696]);

	// What has ended stays ended.
	passes(690 * 60_000);
	expect(await minutesLeft()).toBe(null);
	await signIn.stay(actor);
	expect(await minutesLeft()).toBe(null);
	expect(await signIn.lasting(undefined)).toBe(null);
	await expect(signIn.stay({ kind: 'nobody' })).rejects.toMatchObject({
		refusal: 'not-signed-in'
	});
});

test('in a running meeting neither idleness nor the end of the day is near enough to be told', async () => {
	const { db, signIn, enter, passes } = await house();
	const entered = await enter('a good password');
	if (!entered.ok) throw new Error('expected to get in');
	const [session] = await db.select().from(sessionTable);
	for (let minute = 0; minute < 725; minute += 5) {
		passes(5 * 60_000);
		await signIn.keepInMeeting([session?.id ?? '']);
	}
	const lasting = await signIn.lasting(entered.secret);
	expect(lasting?.idleInMs).toBeGreaterThan(29 * 60_000);
	expect(lasting?.endsInMs).toBeGreaterThan(29 * 60_000);
});
