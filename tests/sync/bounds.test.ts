import { expect, test } from 'vitest';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { until } from '../support/until.ts';
import { Guest, documentId, openMeeting, openServer, origin, synced } from './meeting.ts';
import { Raw, presence } from './raw-client.ts';

/** Updates of one Yjs client, one per letter. */
function letters(text: string, clientID = 42): Uint8Array[] {
	const doc = new Y.Doc();
	doc.clientID = clientID;
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	[...text].forEach((letter, at) => doc.getText('text').insert(at, letter));
	return updates;
}

async function textOf(server: { rooms: { read(id: string): Promise<Y.Doc> } }): Promise<string> {
	return (await server.rooms.read(documentId)).getText('text').toString();
}

test('[R30] a flood is slowed down and then sent away; typing fast is neither', async () => {
	const { server, karin, mette } = await openMeeting({ karin: 'write', mette: 'write' });
	server.rights.of.set('eve', 'write');
	const eve = await new Raw(server, 'eve').open();
	for (let i = 0; i < 2_000; i++) eve.send(3);
	expect((await eve.closed).code).toBe(4529);
	for (let i = 0; i < 200; i++) karin.writes('a');
	await until(() => mette.text.length === 200);
	expect(karin.endings).toEqual([]);
});

test('[R30] somebody a little too fast is heard to the end, only later', async () => {
	const server = await openServer({ limits: { messageBurst: 40, messagesPerSecond: 40 } });
	server.rights.of.set('karin', 'write');
	const karin = await new Raw(server, 'karin').open();
	for (const update of letters('a'.repeat(60))) karin.update(update);
	await karin.saved(1);
	expect(karin.closedWith).toBe(null);
	expect(await textOf(server)).toBe('a'.repeat(60));
});

test('[R31] a slow reader goes without presence, then without the line; the others notice nothing', async () => {
	const limits = {
		bufferedSoftBytes: 64 * 1024,
		bufferedHardBytes: 512 * 1024,
		documentBytes: 2 ** 26
	};
	const { server, karin, mette } = await openMeeting(
		{ karin: 'write', mette: 'write' },
		{ limits }
	);
	server.rights.of.set('snail', 'read');
	const snail = new Raw(server, 'snail');
	await snail.open();
	snail.send(0, 0, new Uint8Array([0]));
	await until(() => snail.frames.length > 0);
	snail.socket.pause();
	const before = server.rooms.sockets;
	for (let i = 0; server.rooms.sockets === before && i < 500; i++) {
		karin.writes('x'.repeat(100_000), 0);
		karin.provider.awareness.setLocalState({ at: `${i}` });
		const length = karin.text.length;
		await until(() => mette.text.length === length);
	}
	expect(server.rooms.stats().closes[4508]).toBe(1);
	expect(mette.endings).toEqual([]);
}, 60_000);

test('[R32] asking for the document again and again ends with 4529', async () => {
	const server = await openServer();
	server.rights.of.set('eve', 'read');
	const eve = await new Raw(server, 'eve').open();
	for (let i = 0; i < 4; i++) eve.send(0, 0, new Uint8Array([0]));
	expect(await eve.closed).toEqual({ code: 4529, reason: 'rate' });
});

test('[R33] a client alone in a room hears something all the same', async () => {
	const server = await openServer({ limits: { silenceMs: 100 } });
	server.rights.of.set('karin', 'write');
	const karin = await new Raw(server, 'karin').open();
	await karin.handled();
	await until(() => karin.frames.some((frame) => frame.join() === '1,1,0'));
});

test('[R34] sockets that never speak, or do not answer, are ended', async () => {
	const server = await openServer({ limits: { firstFrameMs: 50, pingMs: 500, deadMs: 2_500 } });
	server.rights.of.set('karin', 'write');
	const silent = await new Raw(server, 'karin').open();
	const options = { headers: { cookie: 'karin', origin }, autoPong: false };
	const dead = new WebSocket(`${server.url}/${documentId}`, options);
	dead.on('open', () => dead.send(new Uint8Array([3])));
	const alive = new Guest(server, 'karin');
	await synced(alive);
	expect((await silent.closed).code).toBe(1006);
	await until(() => dead.readyState === dead.CLOSED);
	expect(alive.endings).toEqual([]);
});

test('[R35] a full document takes nothing in but deletions', async () => {
	const { server, karin, mette } = await openMeeting(
		{ karin: 'write', mette: 'write' },
		{ limits: { documentBytes: 1_000 } }
	);
	karin.writes('a'.repeat(900));
	await until(() => mette.text.length === 900);
	server.rights.of.set('eve', 'write');
	const eve = await new Raw(server, 'eve').open();
	eve.update(letters('b'.repeat(1))[0] ?? new Uint8Array());
	await eve.handled();
	const big = new Y.Doc();
	big.getText('text').insert(0, 'c'.repeat(200));
	eve.update(Y.encodeStateAsUpdate(big));
	expect((await eve.closed).code).toBe(4413);
	karin.doc.getText('text').delete(0, 850);
	await until(() => mette.text.length < 100);
	expect(karin.endings).toEqual([]);
});

test('[R54] a connection that keeps introducing clients is sent away', async () => {
	const server = await openServer();
	server.rights.of.set('eve', 'write');
	const eve = await new Raw(server, 'eve').open();
	eve.update(new Uint8Array([0, 0]), 1);
	for (let client = 1; client <= 5; client++)
		eve.update(letters('a', client)[0] ?? new Uint8Array());
	expect(await eve.closed).toEqual({ code: 4400, reason: 'limit' });
	expect(await textOf(server)).toBe('aaaa');
});

test('[R55] what overtook what it stands on waits for it, and its fence with it', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write');
	const [one, two, three] = letters('abc');
	if (!one || !two || !three) throw new Error('three letters are three updates');
	const karin = await new Raw(server, 'karin').open();
	karin.update(new Uint8Array([0, 0]), 1);
	karin.update(three);
	karin.update(two);
	karin.send(4, 1);
	await karin.handled();
	expect(karin.heard('fence')).toEqual([]);
	karin.update(one);
	await until(() => karin.heard('fence').length === 1);
	expect(await textOf(server)).toBe('abc');
});

test('[R55] before the first answer it may wait long; after it, two seconds, then 4509', async () => {
	const server = await openServer({ limits: { waitingMs: 100 } });
	server.rights.of.set('karin', 'write');
	const [one, two] = letters('ab');
	if (!one || !two) throw new Error('two letters are two updates');
	const early = await new Raw(server, 'karin').open();
	early.update(two);
	const late = await new Raw(server, 'karin').open();
	late.update(new Uint8Array([0, 0]), 1);
	late.update(two);
	expect(await late.closed).toEqual({ code: 4509, reason: 'order' });
	expect(early.closedWith).toBe(null);
	early.update(one, 1);
	await early.saved(1);
	expect(await textOf(server)).toBe('ab');
});

test('[R55] what waits is bounded in bytes', async () => {
	const server = await openServer({ limits: { waitingBytes: 1_000 } });
	server.rights.of.set('eve', 'write');
	const eve = await new Raw(server, 'eve').open();
	for (const update of letters('a'.repeat(200)).slice(1)) eve.update(update);
	expect((await eve.closed).code).toBe(4509);
});

test('[R45] a room that nobody is in closes and leaves nothing behind', async () => {
	const server = await openServer({ limits: { roomIdleMs: 10 } });
	server.rights.of.set('karin', 'write');
	for (let i = 0; i < 20; i++) {
		const karin = await new Raw(server, 'karin', `document-${i}`).open();
		karin.update(letters('a', i + 1)[0] ?? new Uint8Array());
		karin.socket.send(presence([i + 1, 1, {}]));
		await karin.saved(1);
		karin.socket.close();
	}
	await until(() => server.rooms.stats().rooms === 0);
	expect(server.rooms.sockets).toBe(0);
});
