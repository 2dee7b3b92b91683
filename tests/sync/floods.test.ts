import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import * as Y from 'yjs';
import type { Limits } from '#server/sync/limits.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { isLong, length, percentile, report } from '../support/long.ts';
import { until } from '../support/until.ts';
import { bundleServer, Child } from './child.ts';
import { origin } from './meeting.ts';
import { frame } from './raw-client.ts';
import { Chance, seedOf } from './updates.ts';
import { latencies, Witness, write } from './witness.ts';

/** A server in a process of its own, and two honest people on a board of theirs. */
async function underAttack(limits: Partial<Limits> = {}) {
	const server = new Child(await bundleServer(), { databaseUrl: await newDatabaseUrl(), limits });
	await server.start();
	const karin = new Witness(server.url, 'karin', 'honest');
	const mette = new Witness(server.url, 'mette', 'honest');
	await until(() => karin.isSaved && mette.isSaved);
	const chance = new Chance(seedOf(37));

	/** How long words take between the two while something else goes on. */
	async function meanwhile(work: () => Promise<void>): Promise<number> {
		let over = false;
		const since = performance.now();
		const writing = write([karin, mette], 40, chance, () => over);
		await work();
		over = true;
		await writing;
		await until(() => karin.isSaved && mette.isSaved, 'the honest are saved', 20_000);
		const end = performance.now();
		return percentile(
			[...latencies(karin, mette, since, end), ...latencies(mette, karin, since, end)],
			0.95
		);
	}
	return { server, karin, mette, meanwhile };
}

function eve(server: Child, document = 'honest', key = 'eve'): WebSocket {
	const socket = new WebSocket(`${server.url}/live/${document}`, {
		headers: { cookie: key, origin }
	});
	socket.on('error', () => undefined);
	onTestFinished(() => socket.terminate());
	return socket;
}

const goneBy = (since: number, ms: number) =>
	until(() => performance.now() - since > ms, 'the time', ms + 20_000);
const quietMs = length({ short: 700, long: 3_000 });
/** On a machine that does other things as well a figure only has to be of that order. */
const slack = isLong ? 2 : 10;

test('[R31] a reader who takes nothing in is sent away; its room and the server notice little', async () => {
	const { server, karin, mette, meanwhile } = await underAttack({
		documentBytes: 2 ** 27,
		messagesPerSecond: 1e6,
		messageBurst: 1e6,
		unsavedBytes: 2 ** 27
	});
	const quiet = await meanwhile(() => goneBy(performance.now(), quietMs));
	const before = await server.state();
	const snail = eve(server);
	await once(snail, 'open');
	snail.send(frame(0, 0, new Uint8Array([0])));
	await once(snail, 'message');
	snail.pause();
	let since = 0;
	let goneMs = Infinity;
	const loud = await meanwhile(async () => {
		since = performance.now();
		const editor = new Witness(server.url, 'editor', 'honest');
		await until(() => editor.isSaved);
		const text = editor.connection.doc.getText('text');
		await until(
			async () => {
				text.insert(0, 'x'.repeat(100_000));
				return (await server.state()).stats.closes[4508] === 1;
			},
			'the slow reader is sent away',
			60_000
		);
		goneMs = performance.now() - since;
		// On a slow machine more is pasted before that: what the document holds is no cost of the reader's.
		text.delete(0, text.length);
		await until(() => editor.isSaved, 'the document is small again', 20_000);
	});
	// The room folds what it holds about once a second. [R61]
	let grownMB = Infinity;
	await until(
		async () => {
			grownMB = ((await server.state()).heapBytes - before.heapBytes) / 2 ** 20;
			return grownMB < 8;
		},
		'the memory is given back',
		10_000
	);
	expect(goneMs).toBeLessThan(30_000);
	expect(loud).toBeLessThan(Math.max(quiet * 2, 100) * slack);
	expect([karin, mette].map(({ connection }) => connection.refusedWith)).toEqual([null, null]);
	report(
		'slow reader',
		null,
		'1 reader, 100 kB pasted at a time',
		`closed with 4508; heap ${grownMB.toFixed(1)} MB more; others p95 ${Math.round(loud)} ms (${Math.round(quiet)} ms before)`
	);
}, 120_000);

test('[R30] [R32] floods of questions, messages and comings hurt only who sends them', async () => {
	const { server, meanwhile } = await underAttack();
	const quiet = await meanwhile(() => goneBy(performance.now(), quietMs));
	const flooders = length({ short: 10, long: 50 });
	const codes: number[] = [];
	const loud = await meanwhile(async () => {
		for (let at = 0; at < flooders; at++) {
			const asks = eve(server);
			const talks = eve(server, 'honest', 'mallory');
			for (const socket of [asks, talks]) socket.on('close', (code) => codes.push(code));
			asks.on('open', () => {
				for (let i = 0; i < 10; i++) asks.send(frame(0, 0, new Uint8Array([0])));
			});
			talks.on('open', () => {
				// Without end: a flood that stops is only heard later, and that is right.
				const flooding = setInterval(() => {
					for (let i = 0; i < 500; i++) talks.send(frame(3));
				}, 100);
				talks.on('close', () => clearInterval(flooding));
			});
		}
		await until(() => codes.length === 2 * flooders, 'all are sent away', 60_000);
	});
	expect(new Set(codes)).toEqual(new Set([4529]));
	expect(loud).toBeLessThan(Math.max(quiet * 2, 100) * slack);
	// Their side of the goodbye may still be on its way.
	await until(async () => (await server.state()).stats.sockets === 2, 'only the honest are left');
	report(
		'floods',
		null,
		`${2 * flooders} flooders`,
		`all closed with 4529; others p95 ${Math.round(loud)} ms (${Math.round(quiet)} ms before)`
	);
}, 120_000);

test('[R34] [R36] slow headers, silent sockets, crumbs and endless messages are all gone in fifteen seconds', async () => {
	const { server, meanwhile } = await underAttack();
	const quiet = await meanwhile(() => goneBy(performance.now(), quietMs));
	const before = await server.state();
	const crowd = length({ short: 80, long: 2_000 });
	const sockets = new Set<Socket | WebSocket>();
	let longestMs = 0;
	const stays = (socket: Socket | WebSocket) => {
		// It stays from when it is there: two thousand that come at once wait at the door before that.
		let since = performance.now();
		socket.once(socket instanceof Socket ? 'connect' : 'open', () => (since = performance.now()));
		sockets.add(socket);
		socket.on('close', () => {
			sockets.delete(socket);
			longestMs = Math.max(longestMs, performance.now() - since);
		});
	};
	const loud = await meanwhile(async () => {
		for (let at = 0; at < crowd; at++) {
			const key = `eve${at >> 5}`; // sixty sockets at most to a sign-in
			if (at % 4 === 0) stays(trickle(server.port));
			else if (at % 4 === 1)
				stays(eve(server, `d${at}`, key)); // and never a word
			else {
				const socket = eve(server, `d${at}`, key);
				stays(socket);
				socket.on('open', () => {
					const bytes = frame(0, 2, Y.encodeStateAsUpdate(new Y.Doc()));
					if (at % 4 === 2) socket.send(bytes.subarray(0, 1), { fin: false });
					else for (let i = 0; i < 40; i++) socket.send(bytes.subarray(0, 1), { fin: false });
				});
			}
			if (at % 40 === 39) await new Promise((resolve) => setImmediate(resolve));
		}
		await until(() => sockets.size === 0, 'all are gone', 60_000);
	});
	const after = await server.state();
	const grownMB = (after.residentBytes - before.residentBytes) / 2 ** 20;
	expect(after.stats.sockets).toBe(2);
	expect(longestMs).toBeLessThan(isLong ? 15_000 : 30_000);
	expect(grownMB).toBeLessThan(100);
	expect(loud).toBeLessThan(Math.max(quiet * 2, 100) * slack);
	report(
		'slow headers, silence, crumbs, endless messages',
		null,
		`${crowd} sockets`,
		`none stays longer than ${Math.round(longestMs)} ms; memory ${Math.round(grownMB)} MB more; others p95 ${Math.round(loud)} ms (${Math.round(quiet)} ms before)`
	);
}, 120_000);

/** A request of which a letter comes every second, and never the end. */
function trickle(port: number): Socket {
	const socket = connect(port, '127.0.0.1');
	socket.on('error', () => undefined);
	socket.write('GET /live/d HTTP/1.1\r\nHost: x\r\nX-Slow: ');
	const dripping = setInterval(() => socket.write('a'), 1_000);
	socket.on('close', () => clearInterval(dripping));
	onTestFinished(() => void socket.destroy());
	return socket;
}
