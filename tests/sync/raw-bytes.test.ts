import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { livePath } from '#lib/wire/paths.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { length, report } from '../support/long.ts';
import { until } from '../support/until.ts';
import { bundleServer, Child } from './child.ts';
import { origin } from './meeting.ts';
import { Chance, seedOf } from './updates.ts';
import { Witness } from './witness.ts';

/** What a browser sends to come in: the ground that the others are made of. */
const upgradeRequest = [
	`GET ${livePath}/honest HTTP/1.1`,
	'Host: x',
	`Origin: ${origin}`,
	'Cookie: eve',
	'Connection: Upgrade',
	'Upgrade: websocket',
	'Sec-WebSocket-Version: 13',
	'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
	'\r\n'
].join('\r\n');

function noise(chance: Chance, most: number): Buffer {
	return Buffer.from(Array.from({ length: chance.below(most) }, () => chance.below(256)));
}

/** Bytes that differ from a proper request in one way or another. */
function garbage(chance: Chance): Buffer {
	const whole = Buffer.from(upgradeRequest);
	switch (chance.below(6)) {
		case 0:
			return noise(chance, 2_000);
		case 1: {
			const changed = Buffer.from(whole);
			for (let i = 0; i <= chance.below(8); i++) {
				changed[chance.below(changed.length)] = chance.below(256);
			}
			return changed;
		}
		case 2:
			return whole.subarray(0, chance.below(whole.length));
		case 3: {
			const lines = upgradeRequest.split('\r\n');
			lines.splice(1 + chance.below(7), chance.below(2), chance.one(lines));
			return Buffer.from(lines.join('\r\n'));
		}
		case 4: // comes in, and then says what no WebSocket says
			return Buffer.concat([whole, noise(chance, 2_000)]);
		default: // more header than there is room for
			return Buffer.from(upgradeRequest.replace('Host: x', `Host: ${'x'.repeat(20_000)}`));
	}
}

/** Sends it in one piece or two, and is gone when the server is through with it or has had its time. */
async function sends(port: number, bytes: Buffer, chance: Chance): Promise<void> {
	const socket = connect(port, '127.0.0.1');
	const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
	socket.on('error', () => undefined);
	socket.resume();
	const cut = chance.below(bytes.length + 1);
	const ends = chance.happens(2);
	socket.write(bytes.subarray(0, cut));
	setImmediate(() => {
		if (ends) socket.end(bytes.subarray(cut));
		else socket.write(bytes.subarray(cut));
	});
	setTimeout(() => socket.destroy(), 100);
	await gone;
}

test('[R1] [R2] raw bytes at the port cost their sender the line, and nobody else anything', async () => {
	const seed = seedOf(61);
	const chance = new Chance(seed);
	const server = new Child(await bundleServer(), { databaseUrl: await newDatabaseUrl() });
	await server.start();
	const karin = new Witness(server.url, 'karin', 'honest');
	await until(() => karin.isSaved);
	const lines = length({ short: 300, long: 20_000 });
	const atOnce = 20;
	const wave = () =>
		Promise.all(Array.from({ length: atOnce }, () => sends(server.port, garbage(chance), chance)));
	await wave(); // what is loaded at first use is loaded
	const before = await server.state();
	for (let sent = 0; sent < lines; sent += atOnce) {
		await wave();
		karin.changesSomething(chance);
	}
	await until(() => karin.isSaved, `karin is saved, seed ${seed}`);
	await until(
		async () => (await server.state()).stats.sockets === 1,
		`only karin is there, seed ${seed}`,
		20_000
	);
	const grownMB = ((await server.state()).heapBytes - before.heapBytes) / 2 ** 20;
	expect(server.isAlive).toBe(true);
	expect(karin.connection.refusedWith).toBe(null);
	expect(grownMB, `seed ${seed}`).toBeLessThan(10);
	report('raw bytes', seed, `${lines} lines`, `alive, heap ${grownMB.toFixed(1)} MB more`);
}, 600_000);
