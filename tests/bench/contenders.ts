import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { origin, type Database } from './database.ts';
import type { Seat } from './member.ts';
import { cpuMs, freePort, root, serve, type Served } from './processes.ts';
import { dialects, type Dialect } from './wire.ts';

export const contenderNames = [
	'relay',
	'samtavle',
	'y-websocket',
	'y-websocket+leveldb',
	'hocuspocus',
	'hocuspocus+postgres'
] as const;
export type ContenderName = (typeof contenderNames)[number];

/** A contender with its storage, running. */
export interface Contender {
	/** A place for a member of a room; `node` where it has several processes. */
	seat(room: number, member: number, node?: number): Seat;
	/** Milliseconds of a core that it has had, and its database. */
	cpuMs(): { server: number; database: number };
	liveBytes(): Promise<number>;
	/** Stops and starts it on what it stored. `hard`: as a power cut would. */
	restart(how: { hard: boolean }): Promise<void>;
	kill(): Promise<void>;
	stop(): Promise<void>;
}

export interface Wishes {
	/** It is spoken to by browsers as well, over http on this machine. */
	forBrowsers?: boolean;
	/** Its memory will be looked at. */
	inspected?: boolean;
	/** A folder for a CPU profile of each of its processes. */
	profiles?: string;
	/** Several processes of it, with a Redis between. */
	nodes?: number;
	redisUrl?: string;
}

export const stores = (name: ContenderName): boolean => name === 'samtavle' || name.includes('+');

/** Starts a contender on an empty storage of its own. */
export async function start(
	name: ContenderName,
	database: Database,
	{ forBrowsers = false, inspected = false, profiles, nodes = 1, redisUrl }: Wishes = {}
): Promise<Contender> {
	const flags = [
		...(inspected ? ['--inspect=0'] : []),
		...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${join(profiles, name)}`] : [])
	];
	const clean: (() => Promise<void>)[] = [];
	const here = (file: string) => join(import.meta.dirname, 'servers', file);

	const site = forBrowsers ? `http://localhost:${await freePort()}` : origin;
	const setUp = async (): Promise<{ file: string; env: Record<string, string> }> => {
		switch (name) {
			case 'relay':
				return { file: here('relay.js'), env: {} };
			case 'samtavle': {
				const url = await database.clone();
				clean.push(() => database.drop(url));
				return {
					file: join(root, 'build', 'main.js'),
					env: {
						DATABASE_URL: url,
						ORIGIN: site,
						...(forBrowsers && { SAMTAVLE_MODE: 'development', PORT: new URL(site).port }),
						...(redisUrl && { REDIS_URL: redisUrl })
					}
				};
			}
			case 'y-websocket':
				return { file: here('y-websocket.js'), env: {} };
			case 'y-websocket+leveldb': {
				const dir = await mkdtemp(join(tmpdir(), 'samtavle-bench-level-'));
				clean.push(() => rm(dir, { recursive: true, force: true }));
				return { file: here('y-websocket.js'), env: { YPERSISTENCE: dir } };
			}
			case 'hocuspocus':
				return { file: here('hocuspocus.js'), env: {} };
			case 'hocuspocus+postgres': {
				const url = await database.create();
				clean.push(() => database.drop(url));
				return { file: here('hocuspocus.js'), env: { DATABASE_URL: url } };
			}
		}
	};
	const { file, env } = await setUp();
	const run = () => serve(file, { env, flags });
	const running: Served[] = [];
	for (let node = 0; node < nodes; node++) running.push(await run());
	const usesDatabase = name === 'samtavle' || name === 'hocuspocus+postgres';

	return {
		seat(room, member, node = 0) {
			const port = running[node]?.port ?? 0;
			const common = { headers: {}, node, dialect: dialectOf(name) };
			if (name !== 'samtavle') {
				const id = `room-${room}`;
				return { ...common, url: `ws://127.0.0.1:${port}/${id}`, room: id };
			}
			const document = database.documents[room];
			if (!document) throw new Error(`the town has no document ${room}`);
			const signIn = document.cookies[member % document.cookies.length] ?? '';
			const cookie = forBrowsers ? signIn.replace('__Host-', '') : signIn;
			const url = `ws://${forBrowsers ? 'localhost' : '127.0.0.1'}:${port}/live/${document.id}`;
			return { ...common, url, room: document.id, headers: { cookie, origin: site } };
		},
		cpuMs: () => ({
			server: cpuMs(running.map(({ pid }) => pid)),
			database: usesDatabase && database.pid !== null ? cpuMs([database.pid]) : 0
		}),
		async liveBytes() {
			const bytes = await Promise.all(running.map((one) => one.liveBytes()));
			return bytes.reduce((sum, one) => sum + one, 0);
		},
		async restart({ hard }) {
			for (const [node, one] of running.entries()) {
				await (hard ? one.kill() : one.stop());
				running[node] = await run();
			}
		},
		async kill() {
			await Promise.all(running.map((one) => one.kill()));
		},
		async stop() {
			await Promise.all(running.map((one) => one.stop()));
			for (const work of clean) await work();
		}
	};
}

function dialectOf(name: ContenderName): Dialect {
	if (name === 'samtavle') return dialects.withReceipts;
	return name.startsWith('hocuspocus') ? dialects.hocuspocus : dialects.plain;
}
