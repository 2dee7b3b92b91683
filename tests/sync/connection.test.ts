import { expect, onTestFinished, test } from 'vitest';
import { Connection } from '#lib/live/connection.svelte.ts';
import { createMemoryLog } from '#server/sync/update-log.ts';
import { until } from '../support/until.ts';
import { Guest, documentId, openServer, socketOf, synced, type Server } from './meeting.ts';

function connect(server: Server, key: string): Connection {
	const connection = new Connection({
		documentId,
		server: server.url.replace('/live', ''),
		WebSocket: socketOf(key)
	});
	onTestFinished(() => connection.destroy());
	return connection;
}

const write = (connection: Connection, words: string) =>
	connection.doc.getText('text').insert(0, words);
const textOf = (connection: Connection) => connection.doc.getText('text').toString();

test('[R5] "saved" comes only when the log has it', async () => {
	const memory = createMemoryLog();
	let release = (): void => {};
	const stalled = new Promise<void>((resolve) => (release = resolve));
	const log = {
		...memory,
		append: async (...given: Parameters<typeof memory.append>) => {
			await stalled;
			return memory.append(...given);
		}
	};
	const server = await openServer({ log });
	server.rights.of.set('karin', 'write').set('mette', 'write');
	const karin = connect(server, 'karin');
	const mette = connect(server, 'mette');
	await until(() => karin.saved === 'saved' && mette.status === 'live');

	write(karin, 'Goddag');
	await until(() => textOf(mette) === 'Goddag', 'Mette sees it before it is durable');
	expect(karin.saved).not.toBe('saved');
	expect(karin.unsavedChanges).toBe(1);
	await until(() => karin.saved === 'notSaved');

	release();
	await until(() => karin.saved === 'saved');
	expect(karin.unsavedChanges).toBe(0);
	expect((await log.read(documentId)).rows).toHaveLength(1);
});

test('[R12] news goes to those who said hello; a stock client hears nothing it does not know', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write').set('anton', 'write');
	const karin = connect(server, 'karin');
	const anton = new Guest(server, 'anton');
	await synced(anton);
	const heard: unknown[] = [];
	karin.onNews((payload) => heard.push(payload));
	await until(() => karin.status === 'live');
	server.rooms.news(documentId, { records: ['a'] });
	await until(() => heard.length === 1);
	expect(heard).toEqual([{ records: ['a'] }]);
	write(karin, 'and on');
	await until(() => anton.text === 'and on');
});

test('[R13] a right that is withdrawn downgrades or ends the connection while it is open', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write');
	const karin = connect(server, 'karin');
	await until(() => karin.saved === 'saved');

	server.rights.of.set('karin', 'read');
	await server.rooms.reconsider({ person: 'karin' });
	await until(() => karin.saved === 'readOnly');

	server.rights.of.set('karin', 'write');
	await server.rooms.reconsider({ documentId });
	await until(() => karin.saved === 'saved');

	server.rights.of.set('karin', 4404);
	await server.rooms.reconsider({ session: 'karin' });
	await until(() => karin.saved === 'ended');
	expect(karin.refusedWith).toBe(4403);
	expect(karin.status).toBe('refused');
});

test('[I2] a reader starts every connection with a fresh document', async () => {
	const server = await openServer();
	server.rights.of.set('anton', 'read').set('karin', 'write');
	const anton = connect(server, 'anton');
	const karin = connect(server, 'karin');
	await until(() => karin.saved === 'saved' && anton.saved === 'readOnly');
	write(karin, 'one');
	await until(() => textOf(anton) === 'one');

	const before = anton.doc;
	server.rooms.edit(documentId, 'server', (doc) => doc.getText('text').insert(0, 'two '));
	const room = await server.rooms.open(documentId);
	for (const session of [...room.sessions]) room.shut(session, 1011, 'failed');
	await until(() => anton.doc !== before && anton.status === 'live');
	expect(textOf(anton)).toBe('two one');
	await until(() => karin.saved === 'saved');
});

test('[I2] while the server is away, a reader waits longer between tries like anybody else', async () => {
	const server = await openServer();
	server.rights.of.set('anton', 'read');
	const tries: number[] = [];
	class CountedSocket extends socketOf('anton') {
		constructor(...given: ConstructorParameters<typeof WebSocket>) {
			super(...given);
			tries.push(performance.now());
		}
	}
	const anton = new Connection({
		documentId,
		server: server.url.replace('/live', ''),
		WebSocket: CountedSocket
	});
	onTestFinished(() => anton.destroy());
	await until(() => anton.status === 'live');
	await server.stop();
	await until(() => tries.length === 6);
	const [away = 0, back = 0] = [tries[1], tries[5]];
	expect(back - away).toBeGreaterThan(1_000);
});
