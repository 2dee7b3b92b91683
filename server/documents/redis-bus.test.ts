import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Bus } from '#server/sync/bus.ts';
import { busContract } from '../../tests/contract/bus.ts';
import { until } from '../../tests/support/until.ts';
import { createRedisBus } from './redis-bus.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo; // reason: it listens on TCP
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** A Redis of its own, that can be stopped and started again. */
async function openRedis() {
	const dir = await mkdtemp(join(tmpdir(), 'samtavle-redis-'));
	const port = await freePort();
	const start = () =>
		spawn('redis-server', ['--port', `${port}`, '--save', '', '--dir', dir, '--bind', '127.0.0.1']);
	let running = start();
	const stop = async () => {
		const exited = new Promise((resolve) => running.once('exit', resolve));
		running.kill('SIGKILL');
		await exited;
	};
	onTestFinished(async () => {
		await stop();
		await rm(dir, { recursive: true, force: true });
	});
	return { url: `redis://127.0.0.1:${port}`, stop, start: () => void (running = start()) };
}

function busOn(url: string): Bus {
	const bus = createRedisBus(url);
	onTestFinished(() => bus.close());
	return bus;
}

describe.skipIf(!hasRedis)('the bus on Redis (needs redis-server on this machine)', () => {
	busContract(async () => {
		const { url } = await openRedis();
		return [busOn(url), busOn(url)];
	});

	test('[R44] Redis may go and come back: publishing never fails, and goes on by itself', async () => {
		const redis = await openRedis();
		const here = busOn(redis.url);
		let heard = 0;
		busOn(redis.url).listen(() => (heard += 1));
		const arrives = async () => {
			const before = heard;
			await until(() => {
				here.publish({ type: 'presence-request', documentId: 'a' });
				return heard > before;
			});
		};
		await arrives();
		await redis.stop();
		for (let i = 0; i < 100; i++) here.publish({ type: 'presence-request', documentId: 'a' });
		redis.start();
		await arrives();
		expect(heard).toBeGreaterThan(1);
	});
});
