import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { newDatabaseUrl } from '../support/database.ts';
import { length, report } from '../support/long.ts';
import { until } from '../support/until.ts';
import type { ChildState } from './child-server.ts';
import { bundleServer, Child } from './child.ts';
import { origin } from './meeting.ts';
import { frame, presence } from './raw-client.ts';

/** So many at once: a crowd, but not so many that the network of this machine is what is tested. */
const together = 20;

async function times(count: number, act: (at: number) => Promise<void>): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < count) await act(next++);
	};
	await Promise.all(Array.from({ length: together }, worker));
}

const open = (server: Child, document: string, cookie: string) =>
	new WebSocket(`${server.url}/live/${document}`, { headers: { cookie, origin } });

/** Comes, writes, waits for the receipt, goes. A document that cannot be read sends it away first. */
async function visit(server: Child, document: string): Promise<void> {
	const socket = open(server, document, 'karin');
	const closed = once(socket, 'close');
	const doc = new Y.Doc();
	doc.getText('text').insert(0, 'a few words');
	socket.on('open', () => {
		socket.send(frame(0, 0, Y.encodeStateVector(doc)));
		socket.send(frame(0, 1, Y.encodeStateAsUpdate(doc)));
		socket.send(presence([doc.clientID, 1, { at: 'here' }]));
		socket.send(frame(4, 1));
	});
	socket.on('message', (data) => {
		if (data instanceof Buffer && data[0] === 4) socket.close();
	});
	await closed;
}

/** Asks and is refused: the upgrade is completed only to say so. */
async function refusedJoin(server: Child): Promise<void> {
	const [code] = await once(open(server, 'board', 'stranger'), 'close');
	expect(code).toBe(4401);
}

/** Begins an upgrade and is gone before it is whole, or right after it. */
async function halfOpen(server: Child, at: number): Promise<void> {
	const socket = connect(server.port, '127.0.0.1');
	socket.on('error', () => undefined);
	await once(socket, 'connect');
	const headers = [
		`GET /live/board-${at} HTTP/1.1`,
		'Host: x',
		'Connection: Upgrade',
		'Upgrade: websocket',
		'Sec-WebSocket-Version: 13',
		'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
		'Cookie: karin',
		`Origin: ${origin}`,
		'',
		''
	].join('\r\n');
	socket.write(at % 2 ? headers : headers.slice(0, 20 + (at % 100)));
	if (at % 4 === 1) await Promise.race([once(socket, 'data'), once(socket, 'close')]);
	socket.destroy();
}

test('[R45] ten thousand rooms, refused joins and half-open upgrades leave nothing behind', async () => {
	const databaseUrl = await newDatabaseUrl();
	const limits = {
		roomIdleMs: 10,
		strangersPerAddress: 1e9,
		strangerMs: 100,
		connectionsPerSession: 1e9
	};
	const server = new Child(await bundleServer(), { databaseUrl, limits, failsEvery: 10 });
	await server.start();
	const quiet = async (): Promise<ChildState> => {
		let state = await server.state();
		await until(
			async () => {
				state = await server.state();
				const { TCPSocketWrap = 0, Timeout = 0 } = state.resources;
				return state.stats.rooms === 0 && TCPSocketWrap <= 6 && Timeout <= 12;
			},
			'no room, socket or timer is left',
			60_000
		);
		return state;
	};
	const many = length({ short: 150, long: 10_000 });
	const all = async (count: number, round: string) => {
		await times(count, (at) => visit(server, `room-${round}-${at}`));
		await times(count, () => refusedJoin(server));
		await times(count, (at) => halfOpen(server, at));
	};
	await all(150, 'first');
	const before = await quiet();
	await all(many, 'then');
	const after = await quiet();

	expect(after.stats.sockets).toBe(0);
	const grownMB = (after.heapBytes - before.heapBytes) / 2 ** 20;
	expect(grownMB).toBeLessThan(10);
	expect(after.stats.closes[4503] ?? 0).toBe(0);
	report(
		'leak soak',
		null,
		`${many} rooms (a tenth unreadable), ${many} refused joins, ${many} half-open upgrades`,
		`heap ${grownMB.toFixed(1)} MB more; 0 rooms, 0 sockets; ${after.resources.Timeout ?? 0} timers (${before.resources.Timeout ?? 0} before)`
	);
}, 1_800_000);
