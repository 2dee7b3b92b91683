import { and, eq, isNull } from 'drizzle-orm';
import type { PersonId } from '#lib/model/ids.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Database, Transaction } from '#server/db/open.ts';

/** Whether somebody is coordinator on an open case today. */
export async function coordinates(
	from: Database | Transaction,
	person: PersonId
): Promise<boolean> {
	const [found] = await from
		.select({ id: memberTable.id })
		.from(memberTable)
		.innerJoin(caseTable, eq(caseTable.id, memberTable.caseId))
		.where(
			and(
				eq(memberTable.personId, person),
				eq(memberTable.role, 'coordinator'),
				isNull(memberTable.removedAt),
				isNull(caseTable.closedAt)
			)
		)
		.limit(1);
	return found !== undefined;
}
