import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { until } from '../support/until.ts';
import { documentId, openMeeting, openServer } from './meeting.ts';
import { Raw, frame } from './raw-client.ts';
import { Chance, forge, mutate, seedOf } from './updates.ts';

const bytes = (...values: number[]) => new Uint8Array(values);

function made(change: (doc: Y.Doc) => void): Uint8Array {
	const doc = new Y.Doc();
	change(doc);
	return Y.encodeStateAsUpdate(doc);
}

/** Numbers as var-uints, text with its length: the parts of an update by hand. */
const update = (...parts: (number | string)[]) => frame(...parts);

function nested(depth: number): Uint8Array {
	return made((doc) => {
		let map = doc.getMap<unknown>('cards');
		for (let i = 0; i < depth; i++) {
			const inner = new Y.Map<unknown>();
			map.set('a', inner);
			map = inner;
		}
	});
}

function nestedJson(depth: number): Uint8Array {
	let value: unknown = 1;
	for (let i = 0; i < depth; i++) value = [value];
	return made((doc) => doc.getMap('cards').set('a', value));
}

/** What could be sent to hurt, and the close code it must get. */
const corpus: [what: string, update: Uint8Array, code: number][] = [
	['thirty million structs declared in seven bytes', update(1, 30_000_000, 1, 0), 4400],
	['thirty million clients declared', update(30_000_000), 4400],
	['a version-2 update', Y.encodeStateAsUpdateV2(new Y.Doc()), 4400],
	['a clock that jumps to 2^52', concat(update(1, 1, 42, 0), bytes(0), update(2 ** 52, 0)), 4400],
	['a collected struct of 100,001 steps', concat(update(1, 1, 42, 0, 0), update(100_001, 0)), 4400],
	['a skip', concat(update(1, 1, 42, 0, 10, 5, 0)), 4400],
	['a struct without length', concat(update(1, 1, 42, 0, 0, 0, 0)), 4400],
	['an empty string', concat(update(1, 1, 42, 0, 4, 1, 'text', '', 0)), 4400],
	['the same client twice', update(2, 1, 42, 0, 0, 1, 1, 42, 1, 0, 1, 0), 4400],
	['a struct that stands on itself', update(1, 1, 42, 0, 4 | 128, 42, 0, 'a', 0), 4400],
	['two clients that stand on each other', circle(), 4400],
	['types nested three thousand deep', nested(3_000), 4400],
	['types nested one too deep', nested(9), 4400],
	['JSON nested five thousand deep', nestedJson(5_000), 4400],
	['JSON nested one too deep', nestedJson(9), 4400],
	['the key __proto__ in a map', update(1, 1, 42, 0, 40, 1, 'cards', '__proto__', 1, 121, 0), 4400],
	['the key __proto__ in a value', protoValue(), 4400],
	['the key constructor', made((doc) => doc.getMap('cards').set('constructor', 1)), 4400],
	['a root that the document does not have', made((doc) => doc.getMap('other').set('a', 1)), 4400],
	['a subdocument', made((doc) => doc.getMap('cards').set('a', new Y.Doc())), 4400],
	['bytes in a map', made((doc) => doc.getMap('cards').set('a', bytes(1, 2, 3))), 4400],
	['a big integer', made((doc) => doc.getMap<unknown>('cards').set('a', 10n)), 4400],
	['an XML element', made((doc) => doc.getMap('cards').set('a', new Y.XmlElement('p'))), 4400],
	[
		'bytes left over',
		concat(
			made((doc) => doc.getText('text').insert(0, 'a')),
			bytes(0)
		),
		4400
	],
	['broken UTF-8', concat(update(1, 1, 42, 0, 4, 1, 'text', 1), bytes(0xff, 0)), 4400],
	['nothing at all', bytes(), 4400],
	['more than a mebibyte', made((doc) => doc.getText('text').insert(0, 'a'.repeat(2 ** 20))), 4413]
];

function concat(...parts: Uint8Array[]): Uint8Array {
	return new Uint8Array(Buffer.concat(parts));
}

function circle(): Uint8Array {
	return update(2, 1, 42, 0, 4 | 128, 43, 0, 'a', 1, 43, 0, 4 | 128, 42, 0, 'b', 0);
}

function protoValue(): Uint8Array {
	const value = encoding.encode((encoder) => {
		encoding.writeUint8(encoder, 118);
		encoding.writeVarUint(encoder, 1);
		encoding.writeVarString(encoder, '__proto__');
		encoding.writeAny(encoder, { isAdmin: true });
	});
	return concat(update(1, 1, 42, 0, 40, 1, 'cards', 'card1', 1), value, bytes(0));
}

test('[R2] [R35] [R51] every known attack costs its sender the socket, and nobody else anything', async () => {
	const { server, karin, mette } = await openMeeting({ karin: 'write', mette: 'write' });
	karin.writes('Goddag');
	await until(() => mette.text === 'Goddag');
	server.rights.of.set('eve', 'write');
	const room = await server.rooms.open(documentId);
	const before = Y.encodeStateAsUpdate(room.read());

	for (const step of [2, 1] as const) {
		for (const [what, attack, code] of corpus) {
			const eve = await new Raw(server, 'eve').open();
			const since = performance.now();
			eve.update(attack, step);
			expect((await eve.closed).code, what).toBe(code);
			expect(performance.now() - since, what).toBeLessThan(2_000);
		}
	}
	expect(Y.encodeStateAsUpdate(room.read())).toEqual(before);
	expect(server.rooms.stats().refusals.frame).toBeGreaterThan(30);

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

test('[R2] [R4] [R51] a thousand frames that are nearly right hurt nobody', async () => {
	const { server, karin, mette } = await openMeeting(
		{ karin: 'write', mette: 'write' },
		{ limits: { messageBurst: 1e6, messagesPerSecond: 1e6, syncRequestsPerMinute: 1e6 } }
	);
	server.rights.of.set('eve', 'write').set('reader', 'read');
	karin.writes('Goddag');
	karin.doc.getMap('cards').set('card1', new Y.Map([['text', new Y.Text('x')]]));
	const room = await server.rooms.open(documentId);
	await until(() => mette.text === 'Goddag');
	const chance = new Chance(seedOf(20));
	const honest = [Y.encodeStateAsUpdate(karin.doc), Y.encodeStateVector(karin.doc)];
	const enter = async (key: string) => {
		const client = await new Raw(server, key).open();
		client.update(bytes(0, 0), 1); // the first answer of a connection is met with patience
		return client;
	};
	let reader = await enter('reader');
	let eve = await enter('eve');
	for (let i = 0; i < Number(process.env.FRAMES ?? 1_000); i++) {
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
}, 3_600_000);
