import { pgTable, text } from 'drizzle-orm/pg-core';
import type { PersonId } from '#lib/model/ids.ts';
import { createdAt, id } from '#server/db/columns.ts';
import { personTable } from '#server/people/tables.ts';

/** A secret address per person; renewing it makes the old one dead. */
export const calendarFeedTable = pgTable('calendar_feed', {
	personId: id<PersonId>('person_id')
		.primaryKey()
		.references(() => personTable.id, { onDelete: 'cascade' }),
	tokenHash: text('token_hash').notNull().unique(),
	createdAt: createdAt()
});
