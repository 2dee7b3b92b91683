import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { createApp, type Running } from '#server/app.ts';
import { newId, PersonId } from '#lib/model/ids.ts';
import type { PersonActor } from '#lib/model/person.ts';
import { personTable } from '#server/people/tables.ts';
import { newDatabaseUrl } from './database.ts';

/** The whole server on a fresh database, unless given one, with a clock that a test can move. */
export async function createTestApp(
	databaseUrl?: string,
	redisUrl: string | null = null
): Promise<{
	running: Running;
	/** Moves the server's clock. */
	passes(ms: number): void;
}> {
	let ahead = 0;
	const running = await createApp(
		{
			mode: 'test',
			host: '127.0.0.1',
			port: 0,
			origin: 'http://localhost',
			databaseUrl: null,
			dataDir: '/nowhere',
			redisUrl,
			metricsToken: null,
			smtpUrl: null,
			mailFrom: 'samtavle@localhost',
			root: process.cwd(),
			trustedProxies: 0
		},
		databaseUrl ?? (await newDatabaseUrl()),
		{ now: () => new Date(Date.now() + ahead) }
	);
	onTestFinished(() => running.close());
	return { running, passes: (ms) => void (ahead += ms) };
}

/** Serves the live sockets of a test app on a port of its own; returns `ws://localhost:<port>`. */
export async function listen(running: Running): Promise<string> {
	const server = createServer((_request, response) => response.writeHead(404).end());
	server.on('upgrade', (request, socket, head) => running.upgrade(request, socket, head));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	return `ws://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

/** A professional with an account, as an actor. */
export async function hire(
	running: Running,
	name: string,
	duties: Partial<PersonActor['duties']> = {}
): Promise<PersonActor> {
	const id = newId(PersonId);
	const all = {
		area: null,
		coordinationLead: false,
		manager: false,
		administrator: false,
		...duties
	};
	await running.db
		.insert(personTable)
		.values({ id, email: `${id.toLowerCase()}@samtavle.example`, name, title: '', ...all });
	return { kind: 'person', id, name, duties: all, session: `session-${id}` };
}
