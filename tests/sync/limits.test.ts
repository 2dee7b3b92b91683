import { connect } from 'node:net';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Content } from '#server/sync/content.ts';
import { Folding } from '#server/sync/folding.ts';
import { defaultLimits, weightOf } from '#server/sync/limits.ts';
import { Session, type Line } from '#server/sync/session.ts';
import { createMemoryLog } from '#server/sync/update-log.ts';
import { Strangers } from '#server/sync/strangers.ts';
import { until } from '../support/until.ts';
import { documentId, openServer, origin, who } from './meeting.ts';
import { Raw, frame, presence } from './raw-client.ts';

/** Every bound of RELIABILITY A.8 as it stands in production: what is just inside, and one more. */

const rules = { roots: ['text', 'cards'] };
const emptyContent = () => new Content({ snapshot: null, upto: 0, rows: [] }, rules, defaultLimits);
const anybody = { by: 'anybody', bringsBack: true, newClients: 0 };

function made(change: (doc: Y.Doc) => void, clientID = 7): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = clientID;
	doc.transact(() => change(doc));
	return Y.encodeStateAsUpdate(doc);
}

/** An update of exactly so many bytes. */
function sized(bytes: number, clientID = 7): Uint8Array {
	const typed = (letters: number) =>
		made((doc) => doc.getText('text').insert(0, 'a'.repeat(letters)), clientID);
	const update = typed(bytes - (typed(bytes).byteLength - bytes));
	expect(update.byteLength).toBe(bytes);
	return update;
}

test('[R35] an update of one mebibyte is taken in, a byte more is not', () => {
	const { updateBytes } = defaultLimits;
	expect(emptyContent().take(sized(updateBytes), anybody).is).toBe('new');
	expect(emptyContent().take(sized(updateBytes + 1), anybody)).toEqual({
		is: 'refused',
		fault: 'too-large'
	});
});

test('[R35] a document grows to eight mebibytes and not a byte further, but shrinks again', () => {
	const content = emptyContent();
	const { documentBytes, updateBytes } = defaultLimits;
	for (let at = 1; at < 8; at++) content.take(sized(updateBytes, at), anybody);
	const rest = documentBytes - content.bytes;
	expect(content.take(sized(rest + 1, 8), anybody)).toEqual({ is: 'refused', fault: 'too-large' });
	expect(content.take(sized(rest, 8), anybody).is).toBe('new');
	expect(content.bytes).toBe(documentBytes);
	const doc = content.read();
	let deletion: Uint8Array = new Uint8Array();
	doc.on('update', (update: Uint8Array) => (deletion = update));
	doc.getText('text').delete(0, 10);
	expect(content.take(deletion, anybody).is).toBe('new');
});

test('[R51] structs and deletions of one update, and the depth of types and values, are bounded', () => {
	const structs = (count: number) =>
		made((doc) => {
			for (let i = 0; i < count; i++) doc.getText('text').insert(0, 'a');
		});
	const nested = (depth: number) =>
		made((doc) => {
			let map = doc.getMap<unknown>('cards');
			for (let i = 0; i < depth; i++) map.set('a', (map = new Y.Map<unknown>()));
		});
	const values = (depth: number) =>
		made((doc) => {
			let value: unknown = 1;
			for (let i = 0; i < depth; i++) value = [value];
			doc.getMap('cards').set('a', value);
		});
	const limit = { is: 'refused', fault: 'limit' };
	expect(emptyContent().take(structs(20_000), anybody).is).toBe('new');
	expect(emptyContent().take(structs(20_001), anybody)).toEqual(limit);
	expect(emptyContent().take(nested(8), anybody).is).toBe('new');
	expect(emptyContent().take(nested(9), anybody)).toEqual(limit);
	expect(emptyContent().take(values(8), anybody).is).toBe('new');
	expect(emptyContent().take(values(9), anybody)).toEqual(limit);

	const text = emptyContent();
	for (let part = 0; part < 5; part++) {
		text.take(
			made((doc) => doc.getText('text').insert(0, 'a'.repeat(10_000)), part + 1),
			anybody
		);
	}
	const deletions = (count: number) =>
		frame(
			0,
			5,
			...[1, 2, 3, 4, 5].flatMap((client, at) => {
				const ranges = Math.floor((count + at) / 5);
				return [client, ranges, ...Array.from({ length: ranges }, (_, i) => [2 * i, 1]).flat()];
			})
		);
	expect(text.take(deletions(20_001), anybody)).toEqual(limit);
	expect(text.take(deletions(20_000), anybody).is).toBe('new');
});

test('[R54] a document knows two thousand clients and not one more', () => {
	const content = emptyContent();
	const letter = (client: number) => made((doc) => doc.getText('text').insert(0, 'a'), client);
	for (let client = 1; client <= 2_000; client++) {
		expect(content.take(letter(client), anybody).is).toBe('new');
	}
	expect(content.take(letter(2_001), anybody)).toEqual({ is: 'refused', fault: 'limit' });
});

test('[R54] a connection introduces four clients and not a fifth', async () => {
	const server = await openServer();
	server.rights.of.set('eve', 'write');
	const eve = await new Raw(server, 'eve').open();
	eve.update(new Uint8Array([0, 0]), 1);
	for (let client = 1; client <= 4; client++) {
		eve.update(made((doc) => doc.getText('text').insert(0, 'a'), client));
	}
	await eve.saved(1);
	expect(eve.closedWith).toBe(null);
	eve.update(made((doc) => doc.getText('text').insert(0, 'a'), 5));
	expect(await eve.closed).toEqual({ code: 4400, reason: 'limit' });
});

test('[R36] a frame of two mebibytes is read, a byte more is not', async () => {
	const server = await openServer();
	server.rights.of.set('eve', 'write');
	const { frameBytes } = defaultLimits;
	const atLimit = await new Raw(server, 'eve').open();
	atLimit.socket.send(new Uint8Array(frameBytes).fill(255));
	expect((await atLimit.closed).code).toBe(4400); // it was read, and is no frame
	const above = await new Raw(server, 'eve').open();
	above.socket.send(new Uint8Array(frameBytes + 1).fill(255));
	expect((await above.closed).code).toBe(1009);
});

test('[R36] a message in sixteen fragments is read, in seventeen it is not', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write');
	for (const [fragments, code] of [
		[16, null],
		[17, 1008]
	] as const) {
		const karin = await new Raw(server, 'karin').open();
		const whole = frame(0, 2, sized(100, fragments));
		for (let i = 0; i < fragments - 1; i++) {
			karin.socket.send(whole.subarray(i, i + 1), { fin: false });
		}
		karin.socket.send(whole.subarray(fragments - 1), { fin: true });
		await karin.handled();
		expect(karin.closedWith).toBe(code);
	}
});

test('[R36] a long edit over a line that brings it in small pieces is taken in; crumbs are not', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write');
	const whole = frame(0, 2, sized(defaultLimits.updateBytes));
	const pieces = async (bytes: Uint8Array, size: number) => {
		const { write, closed } = await byHand(server.port);
		const header = new Uint8Array(14);
		header.set([0x82, 0xff]); // a binary message, its length in eight bytes, a mask of nothing
		new DataView(header.buffer).setBigUint64(2, BigInt(bytes.byteLength));
		await write(header);
		for (let at = 0; at < bytes.byteLength; at += size) await write(bytes.subarray(at, at + size));
		return closed;
	};
	const isTaken = until(() => server.rooms.stats().updates === 1, 'the edit');
	expect(await Promise.race([pieces(whole, 1_000), isTaken])).toBe(undefined);
	expect(await pieces(whole.subarray(0, 4_000), 1)).toBe('closed');
});

/** A socket whose every write is a piece of its own on the network. */
async function byHand(port: number) {
	const socket = connect(port, '127.0.0.1');
	socket.setNoDelay(true);
	socket.on('error', () => undefined);
	socket.write(
		[
			`GET /live/${documentId} HTTP/1.1`,
			'Host: x',
			'Connection: Upgrade',
			'Upgrade: websocket',
			'Sec-WebSocket-Version: 13',
			'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
			'Cookie: karin',
			`Origin: ${origin}`,
			'',
			''
		].join('\r\n')
	);
	await new Promise((resolve) => socket.once('data', resolve));
	const closed = new Promise<string>((resolve) => socket.once('close', () => resolve('closed')));
	const write = (bytes: Uint8Array) =>
		new Promise<void>((resolve) => {
			if (socket.destroyed) return resolve();
			socket.write(bytes, () => setImmediate(() => setImmediate(resolve)));
		});
	return { write, closed };
}

function lineThat(state: { buffered: number }) {
	const log = { sent: 0, closed: 0, paused: false };
	const line: Line = {
		send: (batch) => void (log.sent += batch.length),
		close: (code) => void (log.closed = code),
		terminate: () => undefined,
		ping: () => undefined,
		pause: () => void (log.paused = true),
		resume: () => void (log.paused = false),
		buffered: () => state.buffered
	};
	const granted = {
		ok: true,
		access: 'write',
		who: who('karin'),
		session: 'karin',
		readmit: async () => granted
	} as const;
	return { log, session: new Session(line, granted, defaultLimits, 0) };
}

test('[R30] a burst of 240 is read on, one more is read later, and a whole burst more is too many', () => {
	const { log, session } = lineThat({ buffered: 0 });
	for (let i = 0; i < 239; i++) session.heard(0);
	expect(log).toMatchObject({ paused: false, closed: 0 });
	session.heard(0);
	expect(log).toMatchObject({ paused: true, closed: 0 });
	for (let i = 240; i < 479; i++) session.heard(0);
	expect(log.closed).toBe(0);
	session.heard(0);
	expect(log.closed).toBe(4529);
});

test('[R30] sixty messages in every second are never too fast', () => {
	const { log, session } = lineThat({ buffered: 0 });
	for (let now = 0; now < 600_000; now += 1_000) {
		for (let i = 0; i < 60; i++) session.heard(now);
		session.tick(now);
	}
	expect(log).toMatchObject({ paused: false, closed: 0 });
});

test('[R31] four mebibytes may wait for a slow reader and not a byte more, its own answer apart', () => {
	const state = { buffered: 0 };
	const { log, session } = lineThat(state);
	const { bufferedSoftBytes, bufferedHardBytes } = defaultLimits;
	state.buffered = bufferedSoftBytes;
	session.sendIfQuick(new Uint8Array(1));
	session.flush();
	expect(log.sent).toBe(1);
	state.buffered = bufferedSoftBytes + 1;
	session.sendIfQuick(new Uint8Array(1));
	session.flush();
	expect(log.sent).toBe(1);
	state.buffered = bufferedHardBytes - 1;
	session.send(new Uint8Array(1));
	session.flush();
	expect(log).toMatchObject({ sent: 2, closed: 0 });
	state.buffered = bufferedHardBytes;
	session.send(new Uint8Array(1));
	session.flush();
	expect(log).toMatchObject({ sent: 2, closed: 4508 });
});

test('[R31] whoever takes in a long document slowly is not sent away for it, but may not ask twice', () => {
	const state = { buffered: 0 };
	const { log, session } = lineThat(state);
	const document = new Uint8Array(defaultLimits.documentBytes);
	session.answer([document]);
	session.flush();
	state.buffered = document.byteLength;
	session.send(new Uint8Array(100)); // somebody else types meanwhile
	session.flush();
	expect(log).toMatchObject({ sent: 2, closed: 0 });
	session.answer([document]);
	expect(log.closed).toBe(4508);
});

test('[R32] the document may be asked for three times a minute, and not a fourth', () => {
	const { session } = lineThat({ buffered: 0 });
	const asked = [0, 1, 2, 3, 61_000].map((now) => session.mayAskForSync(now));
	expect(asked).toEqual([true, true, true, false, true]);
});

test('[R7] a connection may wait for a thousand receipts, and not for one more', () => {
	const { session } = lineThat({ buffered: 0 });
	for (let i = 0; i < 1_000; i++) expect(session.mayAskForReceipt()).toBe(true);
	session.gives(new Uint8Array([4, 1]));
	expect(session.mayAskForReceipt()).toBe(true);
	expect(session.mayAskForReceipt()).toBe(false);
});

test('[R55] what waits is counted with what it costs to keep', () => {
	const { session } = lineThat({ buffered: 0 });
	const small = new Uint8Array(8);
	const most = Math.floor(defaultLimits.waitingBytes / weightOf(small));
	for (let i = 0; i < most; i++) expect(session.holds(small, 0)).toBe(true);
	expect(session.holds(small, 0)).toBe(false);
});

test('[R21] a presence of one kilobyte is passed on, a character more is not', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write');
	const around = JSON.stringify({ at: '' }).length;
	for (const [letters, code] of [
		[1_024 - around, null],
		[1_025 - around, 4400]
	] as const) {
		const karin = await new Raw(server, 'karin').open();
		karin.socket.send(presence([letters, 1, { at: 'a'.repeat(letters) }]));
		await karin.handled();
		expect(karin.closedWith).toBe(code);
	}
});

test('[R1] a sign-in opens sixty sockets and not one more; a node takes so many and not one more', async () => {
	const server = await openServer({ limits: { connections: 62 } });
	server.rights.of.set('karin', 'write').set('mette', 'write');
	for (let i = 0; i < 60; i++) await new Raw(server, 'karin').open();
	await expect(new Raw(server, 'karin').open()).rejects.toThrow('429');
	for (let i = 0; i < 2; i++) await new Raw(server, 'mette').open();
	await expect(new Raw(server, 'mette').open()).rejects.toThrow('429');
});

test('[R8] fifty strangers from one address are asked who they are, the next is not', async () => {
	const server = await openServer({ limits: { strangerMs: 3_000 } });
	server.rights.of.set('karin', 'write');
	let letIn = (): void => {};
	const held = new Promise<void>((resolve) => (letIn = resolve));
	server.rights.before = () => held;
	const first = Array.from({ length: 50 }, () => new Raw(server, 'karin'));
	await until(() => server.rights.asked === 50);
	await expect(new Raw(server, 'karin').open()).rejects.toThrow('429');
	letIn();
	await Promise.all(first.map((one) => one.open()));

	// Those who were turned away count for a while, those who are in do not.
	await Promise.all(Array.from({ length: 50 }, () => new Raw(server, 'nobody').closed));
	await expect(new Raw(server, 'karin').open()).rejects.toThrow('429');
	await until(() => new Raw(server, 'karin').open().then(Boolean, () => false));
});

test('[R8] who shows a sign-in is asked about though fifty strangers came from there, up to a wider bound', async () => {
	const server = await openServer({
		limits: { strangersPerAddress: 2, signInsPerAddress: 120, strangerMs: 60_000 }
	});
	server.rights.of.set('karin', 'write');
	for (let i = 0; i < 2; i++) await new Raw(server, 'nobody').closed;
	await expect(new Raw(server, 'karin').open()).rejects.toThrow('429');

	// A town hall in one instant: three sign-ins of forty documents each, none answered yet.
	let letIn = (): void => {};
	const held = new Promise<void>((resolve) => (letIn = resolve));
	server.rights.before = () => held;
	const before = server.rights.asked;
	const hall = Array.from({ length: 120 }, (_, at) => new Raw(server, `karin.signed-in${at % 3}`));
	const inside = Promise.all(hall.map((one) => one.open()));
	await until(() => server.rights.asked === before + 120);
	await expect(new Raw(server, 'karin.signed-in').open()).rejects.toThrow('429');
	letIn();
	await inside;

	// Anybody can make one up: what proves to be none counts for a while, and no longer than others.
	for (let i = 0; i < 120; i++) await new Raw(server, 'nobody.signed-in').closed;
	await expect(new Raw(server, 'karin.signed-in').open()).rejects.toThrow('429');
});

test('[R8] neighbours of one network of version 6 are counted together, other addresses are not', () => {
	const strangers = new Strangers({ ...defaultLimits, strangersPerAddress: 1 });
	expect(strangers.comes('2001:db8:1:2:3::4', 'nothing')).toBe(true);
	expect(strangers.comes('2001:db8:1:2:ffff::5', 'nothing')).toBe(false);
	expect(strangers.comes('2001:db8:1:2:ffff::5', 'sign-in')).toBe(true);
	expect(strangers.comes('2001:db8:1:3::4', 'nothing')).toBe(true);
	expect(strangers.comes('::ffff:10.0.0.1', 'nothing')).toBe(true);
	expect(strangers.comes('::ffff:10.0.0.2', 'nothing')).toBe(true);
	strangers.answered('2001:db8:1:2:3::4', 'nothing', 'known');
	expect(strangers.comes('2001:db8:1:2::9', 'nothing')).toBe(true);
});

test('[R61] a log is folded at 500 updates or one mebibyte, not before, and only when it is saved', () => {
	const log = createMemoryLog();
	const begins = (updates: number, bytes: number, isSaved = true) =>
		new Folding({ log, limits: defaultLimits, note: () => undefined }).begins({
			documentId,
			unfolded: { updates, bytes },
			isSaved
		});
	expect(begins(499, 2 ** 20 - 1)).toBe(false);
	expect(begins(500, 0, false)).toBe(false);
	expect(begins(500, 0)).toBe(true);
	expect(begins(0, 2 ** 20)).toBe(true);
});
