import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { auditTable } from '#server/audit/tables.ts';
import { openRoom } from '#tests/room.ts';
import { screenTable } from './tables.ts';

const hall = '10.0.0.1';

async function roomWithScreen() {
	const room = await openRoom();
	const shown = await room.screens.appear(undefined, hall);
	if (shown.place.is !== 'pin' || shown.secret === null) throw new Error('expected a PIN');
	return { ...room, pin: shown.place.pin, secret: shown.secret };
}

test('a device without an account is shown a PIN, and shows the same one until it runs out', async () => {
	const { screens, secret, pin, passes, db } = await roomWithScreen();
	expect(pin).toMatch(/^\d{6}$/);
	expect(await screens.appear(secret, hall)).toEqual({ place: { is: 'pin', pin }, secret: null });

	passes(11);
	const renewed = await screens.appear(secret, hall);
	expect(renewed.secret).not.toBeNull();
	expect(renewed.secret).not.toBe(secret);
	expect(await db.select().from(screenTable)).toHaveLength(1);
});

test('the facilitator who types the PIN lends the screen eyes; a colleague cannot', async () => {
	const { screens, signe, karim, meetingId, pin, secret, told, db } = await roomWithScreen();
	await expect(screens.pair(karim, meetingId, pin)).rejects.toMatchObject({ refusal: 'not-found' });
	expect(await screens.actorFor(secret)).toEqual({ kind: 'nobody' });

	const spaced = `${pin.slice(0, 3)} ${pin.slice(3)}`;
	expect(await screens.pair(signe, meetingId, spaced)).toMatchObject({ ok: true });
	expect(await screens.actorFor(secret)).toMatchObject({ kind: 'screen', meetingId });
	expect(told).toContain(meetingId);
	const [row] = await db.select().from(auditTable).where(eq(auditTable.event, 'screen:paired'));
	expect(row).toMatchObject({ actor: `person:${signe.id}`, meetingId });
});

test('a PIN pairs once, and a stale or mistyped one leaves the old screen in place', async () => {
	const { screens, signe, meetingId, pin, secret, passes } = await roomWithScreen();
	await screens.pair(signe, meetingId, pin);
	const other = await screens.appear(undefined, hall);
	if (other.place.is !== 'pin') throw new Error('expected a PIN');

	const again = await screens.pair(signe, meetingId, pin);
	expect(again).toEqual({ ok: false, why: 'unknown' });
	passes(11);
	expect(await screens.pair(signe, meetingId, other.place.pin)).toMatchObject({ ok: false });
	expect(await screens.pair(signe, meetingId, 'not digits')).toMatchObject({ ok: false });
	expect(await screens.actorFor(secret)).toMatchObject({ kind: 'screen' });
});

test('a new screen takes the place of the old one, whose sockets are asked again', async () => {
	const { screens, signe, meetingId, pin, secret, reconsidered } = await roomWithScreen();
	const first = await screens.pair(signe, meetingId, pin);
	if (!first.ok) throw new Error('expected to pair');
	const other = await screens.appear(undefined, hall);
	if (other.place.is !== 'pin' || other.secret === null) throw new Error('expected a PIN');
	await screens.pair(signe, meetingId, other.place.pin);

	expect(await screens.actorFor(secret)).toEqual({ kind: 'nobody' });
	expect(await screens.actorFor(other.secret)).toMatchObject({ kind: 'screen' });
	expect(reconsidered).toEqual([`screen:${first.screen}`]);
});

test('a screen sees nothing once its meeting has closed, and says so before it offers itself again', async () => {
	const { screens, signe, meetingId, pin, secret, closes, passes, db } = await roomWithScreen();
	await screens.pair(signe, meetingId, pin);
	await db.transaction((tx) => screens.end(tx, meetingId));
	await closes();

	expect(await screens.actorFor(secret)).toEqual({ kind: 'nobody' });
	expect(await screens.appear(secret, hall)).toEqual({ place: { is: 'ended' }, secret: null });
	passes(6);
	expect((await screens.appear(secret, hall)).place.is).toBe('pin');
});

test('blanking counts as done only when the screen itself says so', async () => {
	const { screens, signe, karim, meetingId, pin, secret, db } = await roomWithScreen();
	await screens.pair(signe, meetingId, pin);
	const screen = await screens.actorFor(secret);
	const state = async () => (await db.select().from(screenTable))[0];

	await expect(screens.blank(karim, meetingId, true)).rejects.toMatchObject({
		refusal: 'not-found'
	});
	await screens.blank(signe, meetingId, true);
	expect(await state()).toMatchObject({ blank: true, blankConfirmed: false });
	await screens.confirmBlank(screen, false);
	expect(await state()).toMatchObject({ blankConfirmed: false });
	await screens.confirmBlank(screen, true);
	expect(await state()).toMatchObject({ blank: true, blankConfirmed: true });
});

test('the facilitator sets theme and text size, and takes the screen away', async () => {
	const { screens, signe, meetingId, pin, secret, db } = await roomWithScreen();
	await screens.pair(signe, meetingId, pin);
	await screens.dress(signe, meetingId, { theme: 'dark', textSize: 'large' });
	expect((await db.select().from(screenTable))[0]).toMatchObject({
		theme: 'dark',
		textSize: 'large'
	});
	await screens.unpair(signe, meetingId);
	expect(await screens.actorFor(secret)).toEqual({ kind: 'nobody' });
});

test('after twenty wrong PINs even the right one waits', async () => {
	const { screens, signe, meetingId, pin, passes } = await roomWithScreen();
	const wrong = pin === '000000' ? '000001' : '000000';
	for (let guess = 0; guess < 20; guess++) await screens.pair(signe, meetingId, wrong);
	expect(await screens.pair(signe, meetingId, pin)).toEqual({ ok: false, why: 'too-many' });
	passes(11);
	const renewed = await screens.appear(undefined, hall);
	if (renewed.place.is !== 'pin') throw new Error('expected a PIN');
	expect(await screens.pair(signe, meetingId, renewed.place.pin)).toMatchObject({ ok: true });
});
