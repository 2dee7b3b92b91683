import { and, asc, eq, exists, sql, type SQL } from 'drizzle-orm';
import type { PersonId } from '#lib/model/ids.ts';
import { maySpar } from '#lib/model/policy.ts';
import type { Database } from '#server/db/open.ts';
import type { SparringRow } from './place.ts';
import { groundsOf } from './standing.ts';
import { sparringParticipantTable, sparringTable } from './tables.ts';

/** The sessions somebody is asked to, earliest first; none for whoever may not come to sparring any more. */
export async function sparringsOf(
	db: Database,
	person: PersonId,
	where: SQL | undefined,
	limit: number
): Promise<SparringRow[]> {
	if (!maySpar(await groundsOf(db, person))) return [];
	const asked = exists(
		db
			.select({ one: sql`1` })
			.from(sparringParticipantTable)
			.where(
				and(
					eq(sparringParticipantTable.sparringId, sparringTable.id),
					eq(sparringParticipantTable.personId, person)
				)
			)
	);
	return db
		.select()
		.from(sparringTable)
		.where(and(asked, where))
		.orderBy(asc(sparringTable.startsAt))
		.limit(limit);
}
