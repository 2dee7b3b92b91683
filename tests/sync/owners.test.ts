import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createMemoryLog } from '#server/sync/update-log.ts';
import { until } from '../support/until.ts';
import { Guest, documentId, openServer, synced } from './meeting.ts';
import { Raw, presence } from './raw-client.ts';

/** A change under a Yjs client, going on from what a document has of it. */
function under(clientID: number, from: Y.Doc, words: string): Uint8Array {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
	const before = Y.encodeStateVector(doc);
	doc.clientID = clientID;
	doc.getText('text').insert(0, words);
	return Y.encodeStateAsUpdate(doc, before);
}

test('[R52] who writes under the client of another is sent away, after any restart too', async () => {
	const log = createMemoryLog();
	const first = await openServer({ log });
	first.rights.of.set('karin', 'write').set('eve', 'write');
	const karin = new Guest(first, 'karin');
	await synced(karin);
	karin.writes('mine');
	await until(async () => (await log.read(documentId)).rows.length === 1);
	const hers = karin.doc.clientID;

	for (const server of [first, await openServer({ log }, first.rights)]) {
		const eve = await new Raw(server, 'eve').open();
		eve.update(new Uint8Array([0, 0]), 1);
		eve.update(under(hers, karin.doc, 'HACK'));
		expect(await eve.closed).toEqual({ code: 4400, reason: 'client-id' });
		const again = await new Raw(server, 'eve').open();
		again.socket.send(presence([hers, 2 ** 50, {}]));
		expect(await again.closed).toEqual({ code: 4400, reason: 'client-id' });
		expect((await server.rooms.read(documentId)).getText('text').toString()).toBe('mine');
	}
	expect(karin.endings).toEqual([]);
});

test('[R53] after a crash a person brings back what only they still have, also of others', async () => {
	const before = await openServer();
	before.rights.of.set('karin', 'write').set('mette', 'write');
	const karin = new Guest(before, 'karin');
	const mette = new Guest(before, 'mette');
	await Promise.all([synced(karin), synced(mette)]);
	karin.writes('seen by Mette');
	await until(() => mette.text === 'seen by Mette');
	karin.leaves();

	// Another process that has none of it: as if the crash had come between telling and saving.
	const after = await openServer();
	after.rights.of.set('karin', 'write').set('mette', 'write').set('eve', 'write');
	const back = new Guest(after, 'mette');
	Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(mette.doc));
	await until(async () => (await after.rooms.read(documentId)).getText('text').length === 13);
	expect(back.endings).toEqual([]);

	const owners = new Map((await after.log.read(documentId)).owners);
	expect(owners.has(karin.doc.clientID)).toBe(false);
});

test("[R53] once the room has been open for long, others' edits cannot be brought back", async () => {
	const server = await openServer({ limits: { bringBackMs: 0 } });
	server.rights.of.set('karin', 'write').set('eve', 'write');
	const karin = new Guest(server, 'karin');
	await synced(karin);
	karin.writes('mine');
	await until(async () => (await server.log.read(documentId)).rows.length === 1);
	const eve = await new Raw(server, 'eve').open();
	eve.update(under(karin.doc.clientID, karin.doc, 'HACK'), 1);
	expect(await eve.closed).toEqual({ code: 4400, reason: 'client-id' });
});
