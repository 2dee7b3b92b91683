import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { until } from '../support/until.ts';
import { documentId, openMeeting, openServer } from './meeting.ts';
import { Raw, frame } from './raw-client.ts';
import { length, report } from '../support/long.ts';
import { Chance, forge, mutate, seedOf } from './updates.ts';

const bytes = (...values: number[]) => new Uint8Array(values);

/** What could be sent to hurt, and the close code it must get. `tests/data/hostile` has the files. */
const folder = 'tests/data/hostile';
const corpus: { what: string; attack: Uint8Array; code: number }[] = [
	...readdirSync(folder)
		.filter((name) => name.endsWith('.bin'))
		.map((name) => ({
			what: name,
			attack: new Uint8Array(readFileSync(join(folder, name))),
			code: Number(name.split('-')[0])
		})),
	{ what: 'more than a mebibyte', attack: new Uint8Array(2 ** 20 + 1), code: 4413 },
	{ what: 'fifty thousand clients', attack: manyClients(50_000), code: 4400 },
	{ what: 'a quarter of a million deletions', attack: manyDeletions(250_000), code: 4400 }
];

/** One collected struct of each. */
function manyClients(count: number): Uint8Array {
	return encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, count);
		for (let client = 1; client <= count; client++) {
			for (const number of [1, client, 0, 0, 1]) encoding.writeVarUint(encoder, number);
		}
		encoding.writeVarUint(encoder, 0);
	});
}

function manyDeletions(count: number): Uint8Array {
	return encoding.encode((encoder) => {
		for (const number of [0, 1, 42, count]) encoding.writeVarUint(encoder, number);
		for (let at = 0; at < count; at++) {
			for (const number of [at * 2, 1]) encoding.writeVarUint(encoder, number);
		}
	});
}

test('[R2] [R35] [R51] every known attack costs its sender the socket, and nobody else anything', async () => {
	const { server, karin, mette } = await openMeeting({ karin: 'write', mette: 'write' });
	karin.writes('Goddag');
	await until(() => mette.text === 'Goddag');
	server.rights.of.set('eve', 'write');
	const room = await server.rooms.open(documentId);
	const before = Y.encodeStateAsUpdate(room.read());

	for (const step of [2, 1] as const) {
		for (const { what, attack, code } of corpus) {
			const eve = await new Raw(server, 'eve').open();
			const since = performance.now();
			eve.update(attack, step);
			expect((await eve.closed).code, what).toBe(code);
			expect(performance.now() - since, what).toBeLessThan(2_000);
		}
	}
	expect(Y.encodeStateAsUpdate(room.read())).toEqual(before);
	expect(server.rooms.stats().refusals.frame).toBeGreaterThan(30);
	report(
		'hostile corpus',
		null,
		`${corpus.length * 2} attacks`,
		'every close code as expected, document unchanged'
	);

	karin.writes(' igen');
	await until(() => mette.text === 'Goddag igen');
	expect(mette.endings).toEqual([]);
});

test('[R2] frames that nobody can read close their own socket with 4400', async () => {
	const server = await openServer();
	server.rights.of.set('eve', 'write');
	const garbage = [
		bytes(),
		bytes(7),
		bytes(2, 0),
		bytes(0, 3, 0),
		bytes(0, 2, 200),
		frame(4),
		frame(5)
	];
	garbage.push(
		bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 255),
		frame(4, 1, 1),
		frame(6, 'x')
	);
	for (const one of garbage) {
		const eve = await new Raw(server, 'eve').open();
		eve.socket.send(one);
		expect((await eve.closed).code, Buffer.from(one).toString('hex')).toBe(4400);
	}
	const eve = await new Raw(server, 'eve').open();
	eve.socket.send('text');
	expect((await eve.closed).code).toBe(4400);
});

test('[R2] [R4] [R51] thousands of frames that are nearly right hurt nobody', async () => {
	const frames = length({ short: 1_000, long: 30_000 });
	const { server, karin, mette } = await openMeeting(
		{ karin: 'write', mette: 'write' },
		{ limits: { messageBurst: 1e6, messagesPerSecond: 1e6, syncRequestsPerMinute: 1e6 } }
	);
	server.rights.of.set('eve', 'write').set('reader', 'read');
	karin.writes('Goddag');
	karin.doc.getMap('cards').set('card1', new Y.Map([['text', new Y.Text('x')]]));
	const room = await server.rooms.open(documentId);
	await until(() => mette.text === 'Goddag');
	const seed = seedOf(20);
	const chance = new Chance(seed);
	const honest = [Y.encodeStateAsUpdate(karin.doc), Y.encodeStateVector(karin.doc)];
	const enter = async (key: string) => {
		const client = await new Raw(server, key).open();
		client.update(bytes(0, 0), 1); // the first answer of a connection is met with patience
		return client;
	};
	let reader = await enter('reader');
	let eve = await enter('eve');
	for (let i = 0; i < frames; i++) {
		if (eve.closedWith !== null) eve = await enter('eve');
		const body = chance.happens(2) ? forge(karin.doc, chance) : mutate(chance.one(honest), chance);
		const nearly = frame(0, chance.below(3), body);
		const bad = chance.happens(3) ? mutate(nearly, chance) : nearly;
		eve.socket.send(bad);
		await eve.handled();
		if (!chance.happens(4)) continue;
		if (reader.closedWith !== null) reader = await enter('reader');
		const before = server.rooms.figures.updates;
		reader.socket.send(bad);
		await reader.handled();
		expect(server.rooms.figures.updates, `a reader changed something, frame ${i}`).toBe(before);
	}
	expect(room.read().store.pendingStructs).toBe(null);
	karin.doc.getMap('cards').set('card2', 'ok');
	await until(() => mette.doc.getMap('cards').get('card2') === 'ok');
	expect(karin.endings).toEqual([]);
	expect(mette.endings).toEqual([]);
	report(
		'frame fuzz',
		seed,
		`${frames} frames`,
		'process alive, 0 changes by readers, others untouched'
	);
}, 3_600_000);
