import { index, pgTable, text } from 'drizzle-orm/pg-core';
import type { CaseId, EmergencyId, PersonId } from '#lib/model/ids.ts';
import { caseTable } from '#server/cases/tables.ts';
import { id, instant } from '#server/db/columns.ts';
import { personTable } from '#server/people/tables.ts';

/** Somebody who is not on a case opened it, and why. Never deleted while the case is there. */
export const emergencyTable = pgTable(
	'emergency',
	{
		id: id<EmergencyId>().primaryKey(),
		caseId: id<CaseId>('case_id')
			.notNull()
			.references(() => caseTable.id, { onDelete: 'cascade' }),
		personId: id<PersonId>('person_id')
			.notNull()
			.references(() => personTable.id),
		reason: text('reason').notNull(),
		openedAt: instant('opened_at').notNull(),
		/** Its own end, or the moment when the person ended it. */
		endsAt: instant('ends_at').notNull()
	},
	(table) => [index('emergency_case').on(table.caseId, table.openedAt)]
);
