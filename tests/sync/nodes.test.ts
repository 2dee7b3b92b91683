import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { Connection } from '#lib/live/connection.svelte.ts';
import type { Bus, BusMessage } from '#server/sync/bus.ts';
import { createMemoryLog, type UpdateLog } from '#server/sync/update-log.ts';
import { until } from '../support/until.ts';
import { Guest, documentId, openServer, socketOf, synced, who, type Server } from './meeting.ts';

/** Two ends of a bus in one process. It can be cut. */
function twoEnds(): { ends: [Bus, Bus]; line: { cut: boolean } } {
	const line = { cut: false };
	const listeners = [
		new Set<(message: BusMessage) => void>(),
		new Set<(message: BusMessage) => void>()
	];
	const end = (own: number): Bus => ({
		publish: (message) => {
			if (line.cut) return;
			for (const listener of listeners[1 - own] ?? []) listener(message);
		},
		listen: (listener) => {
			listeners[own]?.add(listener);
			return () => listeners[own]?.delete(listener);
		},
		close: async () => {}
	});
	return { ends: [end(0), end(1)], line };
}

async function twoNodes(): Promise<{ one: Server; two: Server; line: { cut: boolean } }> {
	const { ends, line } = twoEnds();
	const log = createMemoryLog();
	const limits = { freshMs: 200 };
	const one = await openServer({ log, bus: ends[0], limits });
	const two = await openServer({ log, bus: ends[1], limits }, one.rights);
	one.rights.of.set('karin', 'write').set('mette', 'write');
	return { one, two, line };
}

test('[R41] [R43] two nodes are one room: words, presence, news, and rights withdrawn', async () => {
	const { one, two } = await twoNodes();
	const karin = new Guest(one, 'karin');
	const mette = new Guest(two, 'mette');
	await Promise.all([synced(karin), synced(mette)]);
	karin.writes('from one');
	await until(() => mette.text === 'from one');
	mette.writes(', from two');
	await until(() => karin.text === 'from one, from two');

	karin.provider.awareness.setLocalState({ at: 'here' });
	const seen = () => mette.provider.awareness.getStates().get(karin.doc.clientID);
	await until(() => seen()?.at === 'here');
	expect(seen()?.who).toEqual(who('karin'));
	const late = new Guest(two, 'mette');
	await synced(late);
	await until(() => late.provider.awareness.getStates().has(karin.doc.clientID));

	const listener = new Connection({
		documentId,
		server: two.url.replace('/live', ''),
		WebSocket: socketOf('mette')
	});
	onTestFinished(() => listener.destroy());
	const heard: unknown[] = [];
	listener.onNews((payload) => heard.push(payload));
	await until(() => listener.status === 'live');
	one.rooms.news(documentId, { from: 'one' });
	await until(() => heard.length === 1);

	one.rights.of.set('mette', 4404);
	await one.rooms.reconsider({ person: 'mette' });
	await until(() => mette.closedWith === 4403);
	await until(() => two.rooms.sockets === 0);
});

test('[R44] what the bus loses is found in the log, and nobody has to reload', async () => {
	const { one, two, line } = await twoNodes();
	const karin = new Guest(one, 'karin');
	const mette = new Guest(two, 'mette');
	await Promise.all([synced(karin), synced(mette)]);
	line.cut = true;
	for (let i = 0; i < 20; i++) (i % 2 ? karin : mette).writes(`${i} `, 0);
	await until(() => karin.text === mette.text && karin.text.length === 50, 'through the log');
	line.cut = false;
	karin.writes('and on');
	await until(() => mette.text.endsWith('and on'));
	expect([...karin.endings, ...mette.endings]).toEqual([]);
});

test('[R44] a document that another node folded in the meantime is still followed', async () => {
	const { one, two, line } = await twoNodes();
	const karin = new Guest(one, 'karin');
	const mette = new Guest(two, 'mette');
	await Promise.all([synced(karin), synced(mette)]);
	line.cut = true;
	karin.writes('written, ');
	karin.writes('then folded');
	await until(async () => (await one.log.read(documentId)).rows.length >= 2);
	await one.log.fold(documentId);
	await until(() => mette.text === 'written, then folded');
});

test('[R23] [R43] when a node dies, those who were here through it are gone after a while', async () => {
	const { ends, line } = twoEnds();
	const limits = { presenceSilentMs: 500, presenceRepeatMs: 100 };
	const log = createMemoryLog();
	const one = await openServer({ log, bus: ends[0], limits });
	const two = await openServer({ log, bus: ends[1], limits }, one.rights);
	one.rights.of.set('karin', 'write').set('mette', 'write');
	const karin = new Guest(one, 'karin');
	const mette = new Guest(two, 'mette');
	await Promise.all([synced(karin), synced(mette)]);
	const seen = () => mette.provider.awareness.getStates().has(karin.doc.clientID);
	await until(seen);
	line.cut = true;
	await until(() => !seen());
	line.cut = false;
	await until(seen);
});

test('[R47] what another node says that is wrong, or that nothing explains, hurts nobody', async () => {
	const { ends } = twoEnds();
	const log = createMemoryLog();
	const failed: string[] = [];
	const server = await openServer({
		log,
		bus: ends[0],
		limits: { freshMs: 100 },
		noted: (event) => failed.push(event)
	});
	server.rights.of.set('karin', 'write');
	const karin = new Guest(server, 'karin');
	await synced(karin);
	const wrong = [
		{ type: 'from-the-future', documentId },
		{ type: 'update', documentId },
		{ type: 'presence', documentId, node: 'x', entries: new Uint8Array([255, 255]) },
		{ type: 'reconsider' }
	];
	// reason: exactly what no node of this version would say
	for (const one of wrong) ends[1].publish(one as unknown as BusMessage);
	await until(() => failed.filter((event) => event === 'follow-failed').length >= 2);

	// Letters that stand on a first one nobody has: a mebibyte of them, and then the first, in the log.
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	for (let i = 0; i < 40; i++) doc.getText('text').insert(i && 1, 'a'.repeat(30_000));
	for (const update of updates.slice(1)) ends[1].publish({ type: 'update', documentId, update });
	const room = await server.rooms.open(documentId);
	expect(room.read().getText('text').length).toBe(0);
	await log.append(updates.map((update) => ({ documentId, update, by: 'mette' })));
	await until(() => karin.text.length === 40 * 30_000);
	expect(karin.endings).toEqual([]);
});

test('[R63] what is written while a document is being opened elsewhere is not passed by', async () => {
	const log = createMemoryLog();
	let holds = (): void => {};
	let held: Promise<void> | null = null;
	const slow: UpdateLog = {
		...log,
		async read(id) {
			const stored = await log.read(id);
			await held;
			return stored;
		}
	};
	const server = await openServer({ log: slow, limits: { freshMs: 50 } });
	server.rights.of.set('karin', 'write');
	const other = new Guest(server, 'karin', 'another');
	await synced(other); // so that the log is followed meanwhile
	held = new Promise((resolve) => (holds = resolve));
	const karin = new Guest(server, 'karin');
	await until(() => server.rights.asked === 2);
	const written = async (document: string, words: string) => {
		const doc = new Y.Doc();
		doc.getText('text').insert(0, words);
		const update = Y.encodeStateAsUpdate(doc);
		await log.append([{ documentId: document, update, by: 'mette' }]);
	};
	await written(documentId, 'meanwhile');
	await written('another', 'seen');
	await until(() => other.text === 'seen');
	await written('another', 'again ');
	await until(() => other.text.length === 10);
	held = null;
	holds();
	await until(() => karin.text === 'meanwhile');
});
