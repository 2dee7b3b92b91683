import { expect, onTestFinished, test } from 'vitest';
import { Connection } from '#lib/live/connection.svelte.ts';
import type { Bus, BusMessage } from '#server/sync/bus.ts';
import { createMemoryLog } from '#server/sync/update-log.ts';
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
