import { and, eq, gte, or } from 'drizzle-orm';
import { dateOf, instantAt } from '#lib/model/dates.ts';
import type { UpcomingSparring } from '#lib/model/overview.ts';
import type { PersonActor } from '#lib/model/person.ts';
import { roleOf } from '#lib/model/sparring.ts';
import type { Database } from '#server/db/open.ts';
import { sparringsOf } from '#server/sparring/mine.ts';
import { sparringTable } from '#server/sparring/tables.ts';

/** Sparrings of today and later that the person is asked to, and those under way. */
export async function upcomingSparrings(
	db: Database,
	me: PersonActor,
	now: Date,
	limit = 20
): Promise<UpcomingSparring[]> {
	const ahead = or(
		eq(sparringTable.phase, 'inProgress'),
		and(
			eq(sparringTable.phase, 'planned'),
			gte(sparringTable.startsAt, instantAt(dateOf(now), '00:00'))
		)
	);
	const rows = await sparringsOf(db, me.id, ahead, limit);
	return rows.map((session) => ({
		id: session.id,
		title: session.title,
		startsAt: session.startsAt,
		minutes: session.minutes,
		isRunning: session.phase === 'inProgress',
		role: roleOf(session, me.id),
		leads: session.facilitator === me.id
	}));
}
