import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openConnections } from '#server/db/open.ts';
import { createLines } from '#server/documents/lines.ts';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import { createRedisBus } from '#server/documents/redis-bus.ts';
import { httpOptions } from '#server/http.ts';
import type { Admitted } from '#server/sync/admission.ts';
import { createLocalBus } from '#server/sync/bus.ts';
import { createFolder } from '#server/sync/folder.ts';
import type { Limits } from '#server/sync/limits.ts';
import { createRooms } from '#server/sync/rooms.ts';
import { createUpgrade } from '#server/sync/upgrade.ts';

/**
 * A server of its own, to be killed: the realtime core on Postgres, joined as `server/app.ts` joins it,
 * with a door that is open to whoever says a name. `child.ts` starts it and tells it what it needs.
 */
export interface ChildOptions {
	databaseUrl: string;
	redisUrl: string | null;
	origin: string;
	port: number;
	limits: Partial<Limits>;
	/** Every so many documents cannot be read. */
	failsEvery: number;
}

/** What it says of itself when it is asked. */
export interface ChildState {
	stats: ReturnType<typeof rooms.stats>;
	/** What the process holds open: timers, sockets, servers. */
	resources: Record<string, number>;
	heapBytes: number;
	residentBytes: number;
	cpuMs: number;
}

// reason: only `child.ts` starts this, with these options
const options = JSON.parse(process.argv[2] ?? '') as ChildOptions;
const { databaseUrl, redisUrl, origin, port, limits, failsEvery } = options;

const lines = createLines(() => openConnections(databaseUrl, 4));
const bus = redisUrl ? createRedisBus(redisUrl) : createLocalBus();
const folder = createFolder();
const log = createPostgresLog(openConnections(databaseUrl, 1), lines.ask, folder);
let reads = 0;
const rooms = createRooms({
	log: {
		...log,
		async read(documentId) {
			if (failsEvery > 0 && ++reads % failsEvery === 0) throw new Error('cannot be read');
			return log.read(documentId);
		}
	},
	bus,
	folder,
	now: () => new Date(),
	rules: async () => ({ roots: ['cards', 'text', 'list'] }),
	layout: 1,
	limits
});

const server = createServer(httpOptions);
server.on(
	'upgrade',
	createUpgrade({
		rooms,
		origin,
		admission: {
			showsSignIn: () => false,
			async admit(request) {
				const key = request.headers.cookie ?? '';
				if (key === 'stranger') return { ok: false, code: 4401 };
				const who = {
					key,
					name: key,
					initials: 'X',
					side: 'authority',
					kind: 'professional'
				} as const;
				const admitted: Admitted = {
					ok: true,
					access: 'write',
					who,
					session: key,
					readmit: async () => admitted
				};
				return admitted;
			}
		}
	})
);
server.listen(port, '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo; // reason: it listens on TCP
	process.send?.({ port });
});

process.on('message', () => {
	globalThis.gc?.();
	const { heapUsed, rss } = process.memoryUsage();
	const { user, system } = process.cpuUsage();
	const resources: Record<string, number> = {};
	for (const kind of process.getActiveResourcesInfo()) {
		resources[kind] = (resources[kind] ?? 0) + 1;
	}
	const state: ChildState = {
		resources,
		stats: rooms.stats(),
		heapBytes: heapUsed,
		residentBytes: rss,
		cpuMs: (user + system) / 1_000
	};
	process.send?.({ state });
});

process.on('SIGTERM', () => {
	server.close();
	void rooms
		.close()
		.then(() => bus.close())
		.then(() => lines.close())
		.then(() => process.exit(0));
});
