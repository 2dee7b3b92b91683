import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { GroupCommit } from '#server/sync/group-commit.ts';
import { createMemoryLog, type UpdateLog } from '#server/sync/update-log.ts';
import { until } from '../support/until.ts';
import { Guest, documentId, openMeeting, openServer, synced } from './meeting.ts';
import { Raw } from './raw-client.ts';

/** A log that can stall, fail, or write and then say that it failed. */
function moodyLog() {
	const log = createMemoryLog();
	const mood = { fails: 0, lies: 0, stalled: Promise.resolve() };
	const moody: UpdateLog = {
		...log,
		async append(entries) {
			await mood.stalled;
			if (mood.fails-- > 0) throw new Error('no disk');
			const seqs = await log.append(entries);
			if (mood.lies-- > 0) throw new Error('written, but the line broke');
			return seqs;
		}
	};
	return { log: moody, mood };
}

async function textIn(log: UpdateLog, document = documentId): Promise<string> {
	const { snapshot, rows } = await log.read(document);
	const doc = new Y.Doc();
	if (snapshot) Y.applyUpdate(doc, snapshot);
	for (const { update } of rows) Y.applyUpdate(doc, update);
	return doc.getText('text').toString();
}

test('[R6] the others see it at once, and the sender hears no echo of it', async () => {
	const { log, mood } = moodyLog();
	mood.stalled = new Promise(() => {});
	const { server, karin, mette } = await openMeeting({ karin: 'write', mette: 'write' }, { log });
	const listener = await new Raw(server, 'karin').open();
	const echoes = () => listener.heard('edit').filter(({ answer }) => !answer).length;
	karin.writes('Goddag');
	await until(() => mette.text === 'Goddag' && echoes() === 1);
	listener.update(new Uint8Array([0, 0]), 1);
	const doc = new Y.Doc();
	doc.getText('text').insert(0, 'x');
	listener.update(Y.encodeStateAsUpdate(doc));
	await until(() => mette.text.includes('x'));
	expect(echoes()).toBe(1);
	server.rooms.limits.closeMs = 10;
});

test('[R7] a log that fails is tried again, in order, and only then is there a receipt', async () => {
	const { log, mood } = moodyLog();
	const server = await openServer({ log });
	server.rights.of.set('karin', 'write');
	mood.fails = 2;
	mood.lies = 1;
	const karin = await new Raw(server, 'karin').open();
	const doc = new Y.Doc();
	doc.on('update', (update: Uint8Array) => karin.update(update));
	for (const letter of 'abc') doc.getText('text').insert(doc.getText('text').length, letter);
	await karin.saved(1);
	expect(await textIn(log)).toBe('abc');
	expect(server.rooms.stats().logFailures).toBe(3);
});

test('[R6] an idle log is written at once, and a busy one gathers what comes shortly after a commit', async () => {
	const log = createMemoryLog();
	const batches: number[] = [];
	const commits = new GroupCommit(
		{
			...log,
			async append(entries) {
				batches.push(entries.length);
				await new Promise((resolve) => setTimeout(resolve, 30));
				return log.append(entries);
			}
		},
		{ failed: () => undefined }
	);
	const add = (saved = (): void => undefined) =>
		commits.add({ documentId, update: new Uint8Array([0, 0]), by: 'x' }, saved);
	add(() => setImmediate(() => add()));
	await until(() => batches.length === 1);
	add();
	await commits.idle();
	expect(batches).toEqual([1, 2]);
	add();
	await commits.idle();
	expect(batches).toEqual([1, 2, 1]);
});

test('[R7] what is unsaved is bounded: then writers are sent away, with their words, and come back', async () => {
	const { log, mood } = moodyLog();
	let release = (): void => {};
	mood.stalled = new Promise((resolve) => (release = resolve));
	const limits = { unsavedBytes: 2_000 };
	const { karin } = await openMeeting({ karin: 'write' }, { log, limits });
	for (let i = 0; i < 4; i++) karin.writes('x'.repeat(600));
	await until(() => karin.endings.includes(4503));
	const text = karin.text;
	release();
	await until(async () => (await textIn(log)) === text);
});

test('[R42] a graceful stop saves what was taken in, gives the receipts, and says come back', async () => {
	for (let round = 0; round < 5; round++) {
		const log = createMemoryLog();
		const server = await openServer({ log });
		server.rights.of.set('karin', 'write');
		const karin = await new Raw(server, 'karin').open();
		const doc = new Y.Doc();
		let sent = 0;
		doc.on('update', (update: Uint8Array) => {
			karin.update(update);
			karin.send(4, ++sent);
		});
		for (let i = 0; i < 50; i++) doc.getText('text').insert(i, 'a');
		await until(() => karin.heard('fence').length > round * 10);
		const since = performance.now();
		await server.stop();
		expect(performance.now() - since).toBeLessThan(5_000);
		expect((await karin.closed).code).toBe(1001);
		const receipts = Math.max(0, ...karin.heard('fence').map(({ number }) => number));
		expect((await textIn(log)).length).toBeGreaterThanOrEqual(receipts);
	}
});

test('[R61] a long document is folded while people write in it, and stays the same', async () => {
	const log = createMemoryLog();
	const limits = { foldUpdates: 40 };
	const { server, karin, mette } = await openMeeting(
		{ karin: 'write', mette: 'write' },
		{ log, limits }
	);
	for (let i = 0; i < 150; i++) (i % 2 ? karin : mette).writes(String(i % 10), 0);
	await until(() => karin.text === mette.text && karin.text.length === 150);
	await until(async () => (await log.read(documentId)).snapshot !== null);
	expect(await textIn(log)).toBe(karin.text);
	const late = new Guest(server, 'karin');
	await synced(late);
	expect(late.text).toBe(karin.text);
});

test('[R62] a document with a damaged row opens with all the others', async () => {
	const log = createMemoryLog();
	const doc = new Y.Doc();
	doc.getText('text').insert(0, 'whole');
	const update = Y.encodeStateAsUpdate(doc);
	await log.append([
		{ documentId, update: new Uint8Array([9, 9, 9]), by: 'x' },
		{ documentId, update, by: 'x' }
	]);
	const noted: string[] = [];
	const server = await openServer({ log, noted: (event) => noted.push(event) });
	server.rights.of.set('karin', 'write');
	const karin = new Guest(server, 'karin');
	await synced(karin);
	expect(karin.text).toBe('whole');
	expect(noted).toContain('rows-damaged');
	expect((await log.read(documentId)).rows).toHaveLength(1);
});

test('[R62] a document whose snapshot cannot be read does not open as if it were empty', async () => {
	const memory = createMemoryLog();
	const snapshot = new Uint8Array([1, 255, 255, 255, 15]);
	const log: UpdateLog = {
		...memory,
		read: async (id) => ({ ...(await memory.read(id)), ...(id === documentId && { snapshot }) })
	};
	const noted: string[] = [];
	const server = await openServer({ log, noted: (event) => noted.push(event) });
	server.rights.of.set('karin', 'write');
	expect((await new Raw(server, 'karin').closed).code).toBe(4503);
	expect(noted).toContain('open-failed');
	await new Raw(server, 'karin', 'another').open();
});

test('[R7] what all documents together have unsaved is bounded too', async () => {
	const { log, mood } = moodyLog();
	let release = (): void => {};
	mood.stalled = new Promise((resolve) => (release = resolve));
	const server = await openServer({ log, limits: { unsavedTotalBytes: 20_000 } });
	server.rights.of.set('karin', 'write');
	const guests = Array.from({ length: 4 }, (_, at) => new Guest(server, 'karin', `board-${at}`));
	await Promise.all(guests.map(synced));
	for (let i = 0; i < 10; i++) for (const guest of guests) guest.writes('x'.repeat(400));
	await until(() => guests.some(({ endings }) => endings.includes(4503)));
	expect(server.rooms.stats().unsavedBytes).toBeLessThanOrEqual(20_000);
	const texts = guests.map(({ text }) => text);
	release();
	await until(async () => {
		const stored = await Promise.all(guests.map((_, at) => textIn(log, `board-${at}`)));
		return stored.join() === texts.join();
	});
});
