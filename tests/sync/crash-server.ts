import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import type { Admitted } from '#server/sync/admission.ts';
import { createLocalBus } from '#server/sync/bus.ts';
import { createRooms } from '#server/sync/rooms.ts';
import { createUpgrade } from '#server/sync/upgrade.ts';

/**
 * A server of its own, to be killed: the realtime core on Postgres, with a door that is open to
 * whoever says a name. Started by `crash.test.ts`, which tells it where.
 */
const [url = '', origin = '', port = '0'] = process.argv.slice(2);

const rooms = createRooms({
	log: createPostgresLog(postgres(url, { onnotice: () => undefined })),
	bus: createLocalBus(),
	now: () => new Date(),
	rules: async () => ({ roots: ['cards', 'text'] }),
	layout: 1,
	limits: { foldUpdates: 200, messageBurst: 1_000_000, messagesPerSecond: 1_000_000 }
});

const server = createServer();
server.on(
	'upgrade',
	createUpgrade({
		rooms,
		origin,
		admission: {
			async admit(request) {
				const key = request.headers.cookie ?? '';
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
server.listen(Number(port), '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo; // reason: it listens on TCP
	process.send?.(port);
});
process.on('SIGTERM', () => void rooms.close().then(() => process.exit(0)));
