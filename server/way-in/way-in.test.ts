import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { OwnDeviceActor } from '#lib/model/person.ts';
import { PictureSign } from '#lib/model/way-in.ts';
import { openCase } from '#tests/meeting.ts';
import { chooseWithinMs, mostWrong, sleepsAfterMs } from './citizen-door.ts';
import { deviceTable, wayInTable } from './tables.ts';
import * as v from 'valibot';

const right: PictureSign = ['hund', 'bus', 'mad', 'hjem'];
const wrong: PictureSign = ['hund', 'bus', 'mad', 'fiske'];
const from = { ip: '10.0.0.1', userAgent: 'Mozilla/5.0 (Android) Firefox/140' };

async function openDoor() {
	const house = await openCase();
	const { waysIn, citizenDoor } = house.running.app;
	const address = await waysIn.make(house.signe.actor, house.caseId);
	const enter = (pictures = right, secret: string | null = address, device?: string) =>
		citizenDoor.enter({ secret, pictures }, device, from);
	async function inside(): Promise<{ device: string; actor: OwnDeviceActor }> {
		const entered = await enter();
		if (!entered.ok) throw new Error(entered.why);
		const actor = await citizenDoor.actorFor(entered.secret);
		if (actor.kind !== 'citizen') throw new Error('expected the citizen');
		return { device: entered.secret, actor };
	}
	return { ...house, waysIn, citizenDoor, address, enter, inside };
}

test('the first pictures are the citizen’s choice, and from then on no others open', async () => {
	const { citizenDoor, address, enter, inside, mikkel, running } = await openDoor();
	expect(await citizenDoor.look(address, undefined)).toBe('choose');
	const { actor } = await inside();
	expect(actor).toMatchObject({ member: mikkel, name: 'Mikkel H.' });
	expect(await citizenDoor.look(address, undefined)).toBe('enter');
	expect(await enter(wrong)).toEqual({ ok: false, why: 'wrong' });
	const [row] = await running.db.select().from(wayInTable);
	expect(row?.tokenHash).not.toContain(address);
	expect(row?.signHash).toMatch(/^\$argon2id\$/);
});

test('a found address is worth nothing without the pictures, however often one guesses', async () => {
	const { enter, inside, citizenDoor, address, passes } = await openDoor();
	await inside();
	const answers: string[] = [];
	for (let guess = 0; guess < mostWrong + 5; guess++) {
		const answer = await enter(wrong);
		answers.push(answer.ok ? 'in' : answer.why);
		if (!answer.ok && answer.why === 'too-many') passes(16 * 60_000);
	}
	expect(answers).toContain('too-many');
	expect(answers).not.toContain('in');
	expect(answers.at(-1)).toBe('locked');
	expect(await citizenDoor.look(address, undefined)).toBe('locked');
	expect(await enter(right)).toEqual({ ok: false, why: 'locked' });
});

test('an address whose pictures nobody chose within the hour is of no use to a finder', async () => {
	const { citizenDoor, address, enter, passes } = await openDoor();
	passes(chooseWithinMs + 1);
	expect(await citizenDoor.look(address, undefined)).toBe('late');
	expect(await enter()).toEqual({ ok: false, why: 'gone' });
});

test('a device that slept asks for the pictures, not for the address', async () => {
	const { citizenDoor, enter, inside, passes } = await openDoor();
	const { device } = await inside();
	passes(sleepsAfterMs + 1);
	expect((await citizenDoor.actorFor(device)).kind).toBe('nobody');
	expect(await citizenDoor.look(null, device)).toBe('enter');
	expect(await enter(wrong, null, device)).toEqual({ ok: false, why: 'wrong' });
	const again = await enter(right, null, device);
	expect(again.ok && (await citizenDoor.actorFor(again.secret)).kind).toBe('citizen');
	// The old secret went with the old sleep.
	expect((await citizenDoor.actorFor(device)).kind).toBe('nobody');
});

test('renewed, closed or stopped, the old address and its devices end', async () => {
	const { waysIn, citizenDoor, enter, inside, signe, caseId } = await openDoor();
	const { device } = await inside();
	await waysIn.make(signe.actor, caseId);
	expect((await citizenDoor.actorFor(device)).kind).toBe('nobody');
	expect(await enter()).toEqual({ ok: false, why: 'gone' });

	const second = await waysIn.make(signe.actor, caseId);
	const entered = await enter(right, second);
	if (!entered.ok) throw new Error(entered.why);
	const actor = await citizenDoor.actorFor(entered.secret);
	if (actor.kind !== 'citizen') throw new Error('expected the citizen');
	await waysIn.stop(actor);
	expect((await citizenDoor.actorFor(entered.secret)).kind).toBe('nobody');
	expect(await waysIn.of(signe.actor, caseId)).toBe(null);
});

test('the list of devices shows each, and taking one away leaves the others in', async () => {
	const { waysIn, citizenDoor, inside, signe, lone, stranger, caseId } = await openDoor();
	const first = await inside();
	const second = await inside();
	const seen = await waysIn.of(lone.actor, caseId);
	expect(seen?.devices.map(({ label }) => label)).toEqual(['Firefox, Android', 'Firefox, Android']);
	expect((await waysIn.mine(second.actor)).filter(({ current }) => current)).toHaveLength(1);
	await expect(waysIn.endDevice(lone.actor, caseId, first.actor.device)).rejects.toThrow(
		'not-allowed'
	);
	await expect(waysIn.of(stranger, caseId)).rejects.toThrow('not-found');
	await waysIn.endDevice(signe.actor, caseId, first.actor.device);
	expect((await citizenDoor.actorFor(first.device)).kind).toBe('nobody');
	expect((await citizenDoor.actorFor(second.device)).kind).toBe('citizen');
});

test('four times the same picture is no sign', () => {
	expect(v.safeParse(PictureSign, ['hund', 'hund', 'hund', 'hund']).success).toBe(false);
	expect(v.safeParse(PictureSign, right).success).toBe(true);
});

test('outside meetings the citizen opens the plan, and a device that was taken away does not', async () => {
	const { inside, running, waysIn, signe, caseId } = await openDoor();
	const { actor, device } = await inside();
	const page = await running.app.plan.open(actor);
	expect(page.documents.every(({ access }) => access === 'write')).toBe(true);
	await waysIn.revoke(signe.actor, caseId);
	expect((await running.app.citizenDoor.actorFor(device)).kind).toBe('nobody');
	const rows = await running.db.select().from(deviceTable).where(eq(deviceTable.id, actor.device));
	expect(rows.every(({ endedAt }) => endedAt !== null)).toBe(true);
});
