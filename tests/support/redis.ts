import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { until } from './until.ts';

/** Where a redis-server is: `REDIS_SERVER`, else where systems put it. `npm test` sees to it that there is one. */
function redisServer(): string {
	const folders = (process.env.PATH ?? '').split(delimiter);
	const places = [
		process.env.REDIS_SERVER,
		...[...folders, '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'].map((folder) =>
			join(folder, 'redis-server')
		)
	];
	const found = places.find((place) => place !== undefined && existsSync(place));
	if (found) return found;
	throw new Error(
		'The tests of several nodes need a redis-server, and none was found. Install one (Debian: apt-get install redis-server) or say where it is with REDIS_SERVER.'
	);
}

export interface OpenRedis {
	url: string;
	/** Ends it as a power cut would. */
	kill(): Promise<void>;
	/** Starts it again, on the same port; resolves when it answers. */
	start(): Promise<void>;
	/** Runs one command in it. */
	command(name: string, ...args: string[]): Promise<unknown>;
}

/** A Redis of its own, that can be killed and started again. It ends with the test. */
export async function openRedis(): Promise<OpenRedis> {
	const file = redisServer();
	const dir = await mkdtemp(join(tmpdir(), 'samtavle-redis-'));
	const port = await freePort();
	const url = `redis://127.0.0.1:${port}`;
	let running: ChildProcess | null = null;

	async function command(name: string, ...args: string[]): Promise<unknown> {
		const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
		redis.on('error', () => undefined); // told by the rejection as well
		try {
			await redis.connect();
			return await redis.call(name, ...args);
		} finally {
			redis.disconnect();
		}
	}

	async function start(): Promise<void> {
		const options = ['--port', `${port}`, '--save', '', '--dir', dir, '--bind', '127.0.0.1'];
		running = spawn(file, options, { stdio: 'ignore' });
		const answers = () =>
			command('PING').then(
				() => true,
				() => false
			);
		await until(answers, 'Redis');
	}

	async function kill(): Promise<void> {
		const ending = running;
		running = null;
		if (!ending || ending.exitCode !== null) return;
		const exited = new Promise((resolve) => ending.once('exit', resolve));
		ending.kill('SIGKILL');
		await exited;
	}

	onTestFinished(async () => {
		await kill();
		await rm(dir, { recursive: true, force: true });
	});
	await start();
	return { url, kill, start, command };
}

export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo; // reason: it listens on TCP
	await new Promise((resolve) => server.close(resolve));
	return port;
}
