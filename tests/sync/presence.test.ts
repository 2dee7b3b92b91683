import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { Guest, openMeeting, openServer, synced, who } from './meeting.ts';
import { Raw, presence } from './raw-client.ts';

const statesOf = (guest: Guest) => guest.provider.awareness.getStates();
const seenBy = (guest: Guest, other: Guest) => statesOf(guest).get(other.doc.clientID);

test('[R20] others see who admission said somebody is, whatever the client claims', async () => {
	const { karin, mette } = await openMeeting({ karin: 'write', mette: 'read' });
	karin.provider.awareness.setLocalState({
		who: { key: 'boss', name: 'The mayor' },
		user: { name: 'HACK' },
		at: 'cards/a/text'
	});
	await until(() => seenBy(mette, karin)?.at === 'cards/a/text');
	expect(seenBy(mette, karin)).toEqual({ at: 'cards/a/text', who: who('karin') });
	await until(() => seenBy(karin, mette) !== undefined, 'readers are seen too');
	expect(seenBy(karin, mette)?.who).toEqual(who('mette'));
});

test('[R21] nobody speaks for anybody else: a claim with a higher clock closes the socket', async () => {
	const { server, karin, mette } = await openMeeting({ karin: 'write', mette: 'write' });
	karin.provider.awareness.setLocalState({ at: 'here' });
	await until(() => seenBy(mette, karin)?.at === 'here');
	server.rights.of.set('eve', 'write');
	const victim = karin.doc.clientID;
	const forged: [string, [number, number, unknown][]][] = [
		['as the first frame', [[victim, 2 ** 53 - 1, { at: 'HACK' }]]],
		[
			'after a frame of her own',
			[
				[6_666, 1, {}],
				[victim, 2 ** 53 - 1, { at: 'HACK' }]
			]
		]
	];
	for (const [what, entries] of forged) {
		const eve = await new Raw(server, 'eve').open();
		eve.socket.send(presence(...entries));
		expect(await eve.closed, what).toEqual({ code: 4400, reason: 'client-id' });
	}
	karin.provider.awareness.setLocalState({ at: 'still me' });
	await until(() => seenBy(mette, karin)?.at === 'still me');
	expect(JSON.stringify([...statesOf(mette).values()])).not.toContain('HACK');
});

test('[R22] an echo, a removal of somebody else, and an old claim are dropped without closing', async () => {
	const { server, karin, mette } = await openMeeting({ karin: 'write', mette: 'write' });
	karin.provider.awareness.setLocalState({ at: 'here' });
	await until(() => seenBy(mette, karin)?.at === 'here');
	server.rights.of.set('eve', 'write');
	const eve = await new Raw(server, 'eve').open();
	const victim = karin.doc.clientID;
	eve.socket.send(presence([6_666, 1, {}]));
	eve.socket.send(presence([victim, 2 ** 53 - 1, null]));
	eve.socket.send(presence([victim, 1, { at: 'HACK' }]));
	await eve.handled();
	expect(eve.closedWith).toBe(null);
	karin.provider.awareness.setLocalState({ at: 'still here' });
	await until(() => seenBy(mette, karin)?.at === 'still here');
});

test('[R21] too much, too many or unreadable: the socket closes and nobody sees it', async () => {
	const server = await openServer({ limits: { connections: 50 } });
	server.rights.of.set('eve', 'write').set('mette', 'write');
	const mette = new Guest(server, 'mette');
	await synced(mette);
	const many = Array.from({ length: 51 }, (_, i) => [i + 1, 1, {}] as [number, number, unknown]);
	const bad = [
		presence([7, 1, { at: 'x'.repeat(2_000) }]),
		presence([7, 1, { anchor: 'x'.repeat(2_000) }]),
		presence(...many),
		presence([7, 1, {}], [8, 1, {}]),
		new Uint8Array([1, 3, 1, 7, 1]),
		new Uint8Array([1, 6, 1, 7, 1, 2, 123, 58])
	];
	for (const one of bad) {
		const eve = await new Raw(server, 'eve').open();
		eve.socket.send(one);
		expect((await eve.closed).code).toBe(4400);
	}
	expect(server.rooms.present('the-board').map(({ key }) => key)).toEqual(['mette']);
});

test('[R23] whoever loses the line is gone for the others, and back with the same client', async () => {
	const { karin, mette } = await openMeeting({ karin: 'write', mette: 'write' });
	await until(() => seenBy(mette, karin) !== undefined);
	karin.loses('wifi');
	await until(() => seenBy(mette, karin) === undefined);
	karin.finds('wifi');
	await until(() => seenBy(mette, karin) !== undefined);
});

test('[R23] somebody back before the old socket is known to be dead takes it over', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write').set('mette', 'write');
	const mette = new Guest(server, 'mette');
	await synced(mette);
	const old = await new Raw(server, 'karin').open();
	old.socket.send(presence([77, 5, { at: 'before' }]));
	await until(() => statesOf(mette).get(77)?.at === 'before');
	const back = await new Raw(server, 'karin').open();
	back.socket.send(presence([77, 9, { at: 'after' }]));
	await until(() => statesOf(mette).get(77)?.at === 'after');
	old.socket.terminate();
	back.socket.send(presence([77, 10, { at: 'and on' }]));
	await until(() => statesOf(mette).get(77)?.at === 'and on');
});

test('[R25] ten times a second others are told where somebody is, and the last word is the newest', async () => {
	const { server, mette } = await openMeeting({ mette: 'write' });
	server.rights.of.set('eve', 'write');
	const told: unknown[] = [];
	mette.provider.awareness.on('change', () => told.push(statesOf(mette).get(77)?.at));
	const eve = await new Raw(server, 'eve').open();
	const since = performance.now();
	let sent = 0;
	for (; performance.now() - since < 1_000; sent++) {
		eve.socket.send(presence([77, sent + 1, { at: `cards/${sent}` }]));
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	await eve.handled();
	await until(() => statesOf(mette).get(77)?.at === `cards/${sent - 1}`, 'the newest is told');
	const seconds = (performance.now() - since) / 1_000;
	expect(eve.closedWith).toBe(null);
	expect(sent).toBeGreaterThan(told.length);
	expect(told.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 1);

	// Leaving waits for nothing, and whoever comes back begins anew.
	eve.socket.terminate();
	await until(() => statesOf(mette).get(77) === undefined);
});
