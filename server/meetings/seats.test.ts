import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { auditTable } from '#server/audit/tables.ts';
import { memberTable } from '#server/cases/tables.ts';
import { openRoom } from '#tests/room.ts';
import { newJoinCode } from './room-codes.ts';
import { seatTable } from './tables.ts';

const phone = '10.0.0.2';

async function roomWithGuest() {
	const room = await openRoom();
	const asked = await room.seats.ask({ code: '482 913', name: ' Mikkel ' }, phone, undefined);
	if (!asked.ok) throw new Error('expected to stand at the door');
	const [seat] = await room.door.look(room.signe, room.meetingId);
	if (!seat) throw new Error('expected somebody at the door');
	return { ...room, secret: asked.secret, seat: seat.id };
}

test('whoever types the code waits at the door, and is nobody until let in', async () => {
	const { seats, door, signe, karim, meetingId, secret, told, db } = await roomWithGuest();
	expect(await seats.placeOf(secret)).toEqual({
		is: 'waiting',
		name: 'Mikkel',
		facilitator: signe.id
	});
	expect(await seats.actorFor(secret)).toEqual({ kind: 'nobody' });
	expect(told).toContain(meetingId);
	expect(await door.look(signe, meetingId)).toMatchObject([{ name: 'Mikkel', state: 'waiting' }]);
	await expect(door.look(karim, meetingId)).rejects.toMatchObject({ refusal: 'not-found' });
	const [stored] = await db.select().from(seatTable);
	expect(stored?.tokenHash).not.toBe(secret);
});

test('let in as the citizen, the seat is the citizen, present, with the name from the case', async () => {
	const room = await roomWithGuest();
	const { seats, door, signe, mikkel, secret, seat, meetingId, caseId } = room;
	await door.letIn(signe, seat, { is: 'member', member: mikkel });

	expect(await seats.actorFor(secret)).toEqual({
		kind: 'seat',
		id: seat,
		name: 'Mikkel H.',
		as: 'citizen',
		member: mikkel,
		caseId,
		meetingId
	});
	expect(await seats.placeOf(secret)).toEqual({ is: 'in', meetingId });
	expect(await room.attended()).toMatchObject([{ memberId: mikkel, attended: true }]);
	expect(room.reconsidered).toEqual([`seat:${seat}`]);
	const [row] = await room.db.select().from(auditTable).where(eq(auditTable.event, 'seat:let-in'));
	expect(row).toMatchObject({ actor: `person:${signe.id}`, caseId, meetingId });
});

test('let in as a new relative, the person is put on the case', async () => {
	const { seats, door, signe, secret, seat, db } = await roomWithGuest();
	await door.letIn(signe, seat, { is: 'relative', name: 'Else', relation: 'Søster' });
	expect(await seats.actorFor(secret)).toMatchObject({ as: 'relative', name: 'Else' });
	const [else_] = await db.select().from(memberTable).where(eq(memberTable.name, 'Else'));
	expect(else_).toMatchObject({ role: 'relative' });
});

test('nobody but the facilitator opens the door, and it opens once', async () => {
	const { door, signe, karim, mikkel, seat } = await roomWithGuest();
	const asCitizen = { is: 'member', member: mikkel } as const;
	await expect(door.letIn(karim, seat, asCitizen)).rejects.toMatchObject({ refusal: 'not-found' });
	await expect(door.letIn({ kind: 'nobody' }, seat, asCitizen)).rejects.toMatchObject({
		refusal: 'not-found'
	});
	await door.letIn(signe, seat, asCitizen);
	await expect(door.refuse(signe, seat)).rejects.toMatchObject({ refusal: 'changed' });
});

test('who is refused is told so and stays nobody', async () => {
	const { seats, door, signe, secret, seat } = await roomWithGuest();
	await door.refuse(signe, seat);
	expect(await seats.placeOf(secret)).toEqual({ is: 'refused' });
	expect(await seats.actorFor(secret)).toEqual({ kind: 'nobody' });
});

test('a seat ends when the meeting closes, when its holder leaves, and when it is sent away', async () => {
	const closing = await roomWithGuest();
	await closing.door.letIn(closing.signe, closing.seat, { is: 'member', member: closing.mikkel });
	await closing.closes();
	expect(await closing.seats.actorFor(closing.secret)).toEqual({ kind: 'nobody' });
	expect(await closing.seats.placeOf(closing.secret)).toEqual({ is: 'ended' });

	const leaving = await roomWithGuest();
	await leaving.door.letIn(leaving.signe, leaving.seat, { is: 'member', member: leaving.mikkel });
	await leaving.seats.leave(await leaving.seats.actorFor(leaving.secret));
	expect(await leaving.seats.placeOf(leaving.secret)).toEqual({ is: 'ended' });

	const sent = await roomWithGuest();
	await sent.door.letIn(sent.signe, sent.seat, { is: 'member', member: sent.mikkel });
	await sent.door.sendAway(sent.signe, sent.seat);
	expect(await sent.seats.actorFor(sent.secret)).toEqual({ kind: 'nobody' });
	expect(sent.reconsidered).toHaveLength(2);
});

test('a second device waits at the door like everybody else; the same device waits once', async () => {
	const { seats, door, signe, meetingId, mikkel, secret, seat } = await roomWithGuest();
	await seats.ask({ code: '482913', name: 'Mikkel H' }, phone, secret);
	expect(await door.look(signe, meetingId)).toMatchObject([{ name: 'Mikkel H' }]);

	await door.letIn(signe, seat, { is: 'member', member: mikkel });
	const tablet = await seats.ask({ code: '482913', name: 'Mikkel' }, phone, undefined);
	if (!tablet.ok) throw new Error('expected to stand at the door');
	expect(await seats.actorFor(tablet.secret)).toEqual({ kind: 'nobody' });
	expect(await door.look(signe, meetingId)).toMatchObject([{ state: 'in' }, { state: 'waiting' }]);
});

test('an unknown code and one whose meeting is over get the same answer', async () => {
	const { seats, closes } = await openRoom();
	const unknown = await seats.ask({ code: '000000', name: 'Mikkel' }, phone, undefined);
	await closes();
	const over = await seats.ask({ code: '482913', name: 'Mikkel' }, phone, undefined);
	expect(unknown).toEqual({ ok: false, why: 'unknown' });
	expect(over).toEqual(unknown);
});

test('after twenty wrong codes an address waits ten minutes, and others do not', async () => {
	const { seats, passes } = await openRoom();
	const ask = (code: string, from: string) => seats.ask({ code, name: 'Mikkel' }, from, undefined);
	for (let guess = 0; guess < 20; guess++) await ask('000000', phone);
	expect(await ask('482913', phone)).toEqual({ ok: false, why: 'too-many' });
	expect(await ask('482913', '10.0.0.3')).toMatchObject({ ok: true });
	passes(11);
	expect(await ask('482913', phone)).toMatchObject({ ok: true });
});

test('a name is needed, and nobody can fill the hall', async () => {
	const { seats } = await openRoom();
	expect(await seats.ask({ code: '482913', name: '  ' }, phone, undefined)).toMatchObject({
		why: 'no-name'
	});
	for (let guest = 0; guest < 20; guest++) {
		await seats.ask({ code: '482913', name: `Gæst ${guest}` }, phone, undefined);
	}
	expect(await seats.ask({ code: '482913', name: 'Mikkel' }, phone, undefined)).toEqual({
		ok: false,
		why: 'too-many'
	});
});

test('meetings that open at once get codes of their own', async () => {
	const { db } = await openRoom();
	const codes = await Promise.all(
		Array.from({ length: 8 }, () => db.transaction((tx) => newJoinCode(tx)))
	);
	expect(new Set(codes).size).toBe(8);
	for (const code of codes) expect(code).toMatch(/^\d{6}$/);
});
