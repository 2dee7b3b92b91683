import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Now } from './clock.ts';
import { now as realNow } from './clock.ts';
import type { Config } from './config.ts';
import { openDatabase } from './db/open.ts';
import { log } from './log.ts';
import { createPeople } from './people/people.ts';
import type { Actor } from '#lib/model/person.ts';
import { sessionCookie } from './sign-in/cookies.ts';
import { createSignIn } from './sign-in/sign-in.ts';

/** What routes get, as `locals.app`: one noun per folder, each with verbs that take the actor first. */
export type App = Running['app'];

/** The whole server in one process: one database, one set of rooms. */
export type Running = Awaited<ReturnType<typeof createApp>>;

/** The only file that knows how the parts are joined. */
export async function createApp(
	config: Config,
	databaseUrl: string,
	{ now = realNow }: { now?: Now } = {}
) {
	const { db, sql, close: closeDatabase } = openDatabase(databaseUrl);

	const secure = config.origin.startsWith('https:');
	const people = createPeople({ db });
	const signIn = createSignIn({ db, now, secure, sessionsEnded: () => undefined });

	async function ready(): Promise<boolean> {
		try {
			await sql`select 1 from person limit 1`;
			return true;
		} catch {
			return false;
		}
	}

	const housekeeping = setInterval(() => {
		signIn.forget().catch((error: unknown) => log.error('housekeeping:failed', error));
	}, 10 * 60_000);
	housekeeping.unref();

	return {
		config,
		db,
		sql,
		app: {
			/** What a page may know of the configuration. */
			settings: {
				origin: config.origin,
				demo: config.mode === 'demo' || config.mode === 'development',
				/** True once the database answers and is migrated. */
				ready
			},
			people,
			signIn
		},

		/**
		 * Who sends these cookies. A browser can hold several: people's pages ask for the person
		 * first, the room's pages (`prefer: 'device'`) for the seat or screen.
		 */
		async whoIs(
			cookie: (name: string) => string | undefined,
			_prefer: 'person' | 'device'
		): Promise<Actor> {
			return signIn.actorFor(cookie(sessionCookie('person', secure).name));
		},

		/** A bug that a page ran into. */
		reportFault(fault: unknown, incident: string): void {
			log.error('request:failed', fault, { incident });
		},

		upgrade(_request: IncomingMessage, socket: Duplex, _head: Buffer): void {
			socket.destroy();
		},

		/** Saves what is unsaved, says goodbye to live sockets, closes the database. */
		async close(): Promise<void> {
			clearInterval(housekeeping);
			await closeDatabase();
		}
	};
}
