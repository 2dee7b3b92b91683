import { bigserial, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { PersonId } from '#lib/model/ids.ts';
import { createdAt, id, instant } from '#server/db/columns.ts';

/** Letters to be sent. They hold no name, case or topic: those are read in Samtavle. */
export const outboxTable = pgTable(
	'outbox',
	{
		id: bigserial('id', { mode: 'number' }).primaryKey(),
		to: id<PersonId>('to').notNull(),
		letter: text('letter').notNull(),
		facts: jsonb('facts').$type<Record<string, string>>().notNull(),
		createdAt: createdAt(),
		sentAt: instant('sent_at'),
		attempts: integer('attempts').notNull().default(0)
	},
	(table) => [index('outbox_unsent').on(table.sentAt)]
);
