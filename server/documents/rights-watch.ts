import type { CaseId, DocumentId, MeetingId } from '#lib/model/ids.ts';
import { dateOf } from '#lib/model/dates.ts';
import type { Now } from '#server/clock.ts';
import type { Sql } from '#server/db/open.ts';
import { log } from '#server/log.ts';
import type { Match } from '#server/sync/bus.ts';
import type { Rooms } from '#server/sync/rooms.ts';
import type { Documents } from './documents.ts';

/** However a node hears of a change, or fails to, it looks again this soon. */
const lookEveryMs = 2_000;

export type RightsWatch = ReturnType<typeof createRightsWatch>;

/**
 * Rights are rows, and rows can be changed by anybody with a database client, or by another node
 * whose word was lost on the way. Triggers on every table that `access.ts` and `standing-rows.ts`, a sparring
 * and sign-in read leave a line in `rights_change`; this node asks for new lines every two seconds, and
 * at once when Postgres says that there are some. Whoever is concerned is asked again. No line is passed over: they are read
 * by transaction, so that one that is committed late is still new. [R13]
 */
export function createRightsWatch({
	sql,
	now,
	rooms,
	documents
}: {
	sql: Sql;
	now: Now;
	rooms: Pick<Rooms, 'reconsider' | 'awake'>;
	documents: Pick<Documents, 'ofCase' | 'caseOfMeeting'>;
}) {
	/** Every line of an older transaction is known. Null: nothing is known, so everybody is asked. */
	let horizon: string | null = null;
	/** Lines at or above the horizon that were acted on. */
	let known = new Set<string>();
	let today = dateOf(now());
	let looking: Promise<boolean> | null = null;
	let again = false;

	const timer = setInterval(() => void look(), lookEveryMs);
	timer.unref();
	const listening = sql
		.listen(
			'rights_change',
			() => void look(),
			() => void look()
		)
		.catch((error: unknown) => log.error('rights:not-listening', error));

	/** Resolves when everything that was committed before the call has been acted on; false if it could not be read. */
	function look(): Promise<boolean> {
		if (looking) {
			again = true;
			return looking;
		}
		looking = lookOnce()
			.then(() => true)
			.catch((error: unknown) => {
				// Unlogged lines do not outlive a crash of Postgres, and old ones are swept away.
				horizon = null;
				log.error('rights:look-failed', error);
				return false;
			})
			.finally(() => {
				looking = null;
			})
			.then((done) => {
				if (!again) return done;
				again = false;
				return look();
			});
		return looking;
	}

	async function lookOnce(): Promise<void> {
		const found = await sql<{ horizon: string; seq: string | null; subject: string | null }[]>`
			select horizon::text, seq::text, subject
			from (select pg_snapshot_xmin(pg_current_snapshot()) as horizon) as here
			left join rights_change on xact >= ${horizon}::xid8`;
		const wasBlind = horizon === null;
		horizon = found[0]?.horizon ?? null;
		const subjects = new Set<string>();
		for (const { seq, subject } of found) {
			if (seq !== null && subject !== null && !known.has(seq)) subjects.add(subject);
		}
		known = new Set(found.flatMap(({ seq }) => seq ?? []));

		const day = dateOf(now());
		// A basis begins and ends with a day, and no row changes then.
		if (wasBlind || day !== today || subjects.has('all')) {
			await rooms.reconsider({}, 'here');
			today = day;
			// Every node has read yesterday's lines, or will ask everybody.
			await sql`delete from rights_change where at < now() - interval '1 hour'`;
			return;
		}
		await Promise.all([...subjects].map(reconsider));
		await endExpired();
	}

	async function reconsider(subject: string): Promise<void> {
		const colon = subject.indexOf(':');
		const id = subject.slice(colon + 1);
		switch (subject.slice(0, colon)) {
			case 'person':
				return here({ person: subject });
			case 'document':
				return here({ documentId: id });
			case 'device':
				return here({ session: subject });
			case 'case':
				// reason: written by our own trigger, from a column that holds such ids
				return ofCase(id as CaseId);
			case 'meeting': {
				// reason: as above
				const caseId = await documents.caseOfMeeting(id as MeetingId);
				return caseId ? ofCase(caseId) : undefined;
			}
			default:
				return here({});
		}
	}

	async function ofCase(caseId: CaseId): Promise<void> {
		const ids: DocumentId[] = await documents.ofCase(caseId);
		await Promise.all(ids.map((documentId) => here({ documentId })));
	}

	const here = (match: Match): Promise<void> => rooms.reconsider(match, 'here');

	/** A sign-in that has run out, or is no more, ends its sockets; nothing is written when time passes. */
	async function endExpired(): Promise<void> {
		const open = [...rooms.awake(0, () => true)].filter((session) => !session.includes(':'));
		if (open.length === 0) return;
		const alive = await sql<{ id: string }[]>`
			select id from session
			where id = any(${open}) and least(expires_at, ends_at) > ${now().toISOString()}::timestamptz`;
		const living = new Set(alive.map(({ id }) => id));
		await Promise.all(
			open.filter((session) => !living.has(session)).map((session) => here({ session }))
		);
	}

	return {
		look,

		async close(): Promise<void> {
			clearInterval(timer);
			await (await listening)?.unlisten();
			await looking;
		}
	};
}
