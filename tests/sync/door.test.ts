import { request } from 'node:http';
import { expect, test } from 'vitest';
import { createMemoryLog } from '#server/sync/update-log.ts';
import { until } from '../support/until.ts';
import { Guest, documentId, openServer, origin, synced, type Server } from './meeting.ts';
import { Raw } from './raw-client.ts';

/** The raw answer to an upgrade: 101, or a status that no close code follows. */
async function knock(
	{ port }: Server,
	{ path = `/live/${documentId}`, headers = {}, method = 'GET' }
): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		const asked = request({
			port,
			path,
			method,
			headers: {
				connection: 'Upgrade',
				upgrade: 'websocket',
				'sec-websocket-version': '13',
				'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
				cookie: 'karin',
				origin,
				...headers
			}
		});
		asked.on('upgrade', (response, socket) => {
			socket.destroy();
			resolve(response.statusCode);
		});
		asked.on('response', (response) => resolve(response.statusCode));
		asked.on('error', reject);
		asked.end();
	});
}

test('[R1] only a page of ours may open a socket, whatever cookie comes with it', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write');
	const host = origin.replace('https://', '');
	const foreign = [
		'null',
		'',
		'https://evil.example',
		`http://${host}`,
		`${origin}:8443`,
		`${origin}.evil.example`,
		`https://a.${host}`,
		`https://evil${host}`,
		`${origin}.`,
		`${origin}/`,
		origin.toUpperCase(),
		'https://%D1%95amtavle.example',
		[origin, origin],
		[origin, 'https://evil.example']
	];
	for (const given of foreign) {
		const headers = { origin: given };
		expect(await knock(server, { headers }), JSON.stringify(given)).toBe(403);
	}
	expect(await knock(server, { headers: { origin: [] } })).toBe(403);
	expect(await knock(server, {})).toBe(101);
});

test('[R1] paths that are no document are not found, before anything is asked', async () => {
	const server = await openServer();
	server.rights.before = () => Promise.reject(new Error('nobody should ask'));
	for (const path of [
		'/',
		'/live',
		'/live/',
		'/live/a/b',
		'/live/../x',
		'/live/%2e%2e',
		'/lives/a'
	]) {
		expect(await knock(server, { path }), path).toBe(404);
	}
});

test('[R1] a no is told as a close code, because a refused upgrade is tried for ever', async () => {
	const server = await openServer();
	server.rights.of.set('stranger', 4404).set('karin', 'write');
	expect(await new Raw(server, 'nobody').closed).toEqual({ code: 4401, reason: 'refused' });
	expect(await new Raw(server, 'stranger').closed).toEqual({ code: 4404, reason: 'refused' });
	expect((await new Raw(server, 'karin', `${documentId}?layout=0`).closed).code).toBe(4426);
	expect(await knock(server, { path: `/live/${documentId}?layout=1` })).toBe(101);
	await until(() => server.rooms.sockets === 0);

	const guest = new Guest(server, 'stranger');
	await until(() => guest.closedWith === 4404);
});

test('[R1] nothing is answered, and nothing read, before admission has said yes', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write');
	let letIn = (): void => {};
	server.rights.before = () => new Promise<void>((resolve) => (letIn = resolve));
	const karin = new Raw(server, 'karin');
	let opened = false;
	karin.socket.on('open', () => (opened = true));
	await until(async () => (await knock(server, { path: '/elsewhere' })) === 404);
	expect(opened).toBe(false);
	letIn();
	await until(() => opened);
});

test('[R1] one sign-in may open so many sockets and no more', async () => {
	const server = await openServer({ limits: { connectionsPerSession: 3 } });
	server.rights.of.set('karin', 'write').set('mette', 'write');
	for (let i = 0; i < 3; i++) await new Raw(server, 'karin').open();
	expect(await knock(server, {})).toBe(429);
	expect(await knock(server, { headers: { cookie: 'mette' } })).toBe(101);
});

test('[R3] twenty who come at once open the document once, and all of them see all of it', async () => {
	const log = createMemoryLog();
	const first = await openServer({ log });
	await first.rooms.edit(documentId, 'server', (doc) => doc.getText('text').insert(0, 'whole'));
	let reads = 0;
	const counting = { ...log, read: (id: string) => ((reads += 1), log.read(id)) };
	const server = await openServer({ log: counting });
	server.rights.of.set('karin', 'write');
	const guests = Array.from({ length: 20 }, () => new Guest(server, 'karin'));
	const seen = guests.map(async (guest) => {
		await synced(guest);
		return guest.text;
	});
	expect(new Set(await Promise.all(seen))).toEqual(new Set(['whole']));
	expect(reads).toBe(1);
});

test('[R3] a document that cannot be opened says come back later, and opens when it can', async () => {
	const log = createMemoryLog();
	let broken = true;
	const flaky = {
		...log,
		read: async (id: string) => {
			if (broken && id === documentId) throw new Error('no answer');
			return log.read(id);
		}
	};
	const server = await openServer({ log: flaky });
	server.rights.of.set('karin', 'write');
	expect((await new Raw(server, 'karin').closed).code).toBe(4503);
	await new Raw(server, 'karin', 'another').open();
	const karin = new Guest(server, 'karin');
	await until(() => karin.endings.includes(4503));
	broken = false;
	await synced(karin);
});
