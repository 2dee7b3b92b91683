import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { createStrike } from '#server/documents/strike.ts';
import { until } from '../support/until.ts';
import { documentId, Guest, openServer, synced } from './meeting.ts';

test('[R24] in a quiet document nobody sees that another is there, or where', async () => {
	const rules = async () => ({ roots: ['text'], quiet: true });
	const server = await openServer({ rules });
	server.rights.of.set('karin', 'write').set('mette', 'write');
	const karin = new Guest(server, 'karin');
	const mette = new Guest(server, 'mette');
	await Promise.all([synced(karin), synced(mette)]);
	karin.provider.awareness.setLocalState({ at: 'text' });
	// Frames keep their order, so the presence before these words would be here with them.
	karin.doc.getText('text').insert(0, 'Hej');
	await until(() => mette.doc.getText('text').toString() === 'Hej');
	expect([...mette.provider.awareness.getStates().keys()]).toEqual([mette.doc.clientID]);
	expect(server.rooms.present(documentId)).toEqual([]);
});

test('[R48] what is struck out is in no row, no snapshot and no answer to who comes later', async () => {
	const server = await openServer();
	const { rooms, log, rights } = server;
	await rooms.edit(documentId, 'server', (doc) => {
		doc.getMap('cards').set('a', new Y.Text('Torkild'));
		doc.getMap('cards').set('b', new Y.Text('en mand'));
	});
	await log.fold(documentId);
	const strike = createStrike({ rooms, updates: log });
	await strike(documentId, (doc) => doc.getMap('cards').delete('a'));

	const { snapshot, rows } = await log.read(documentId);
	const stored = [snapshot ?? new Uint8Array(), ...rows.map(({ update }) => update)];
	const text = stored.map((bytes) => Buffer.from(bytes).toString('utf8')).join();
	expect(text).toContain('en mand');
	expect(text).not.toContain('Torkild');

	rights.of.set('late', 'read');
	const late = new Guest(server, 'late');
	const sent: string[] = [];
	late.doc.on('update', (update: Uint8Array) => sent.push(Buffer.from(update).toString('utf8')));
	await synced(late);
	expect(late.doc.getMap('cards').size).toBe(1);
	expect(sent.join()).not.toContain('Torkild');
});
