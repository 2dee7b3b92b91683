import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { LearningNoteId, PersonId } from '#lib/model/ids.ts';
import type { LearningState } from '#lib/model/learning.ts';
import { createdAt, id, instant } from '#server/db/columns.ts';

/** What somebody learned, in general words. It has no column for a case, a meeting or a sparring. */
export const learningNoteTable = pgTable(
	'learning_note',
	{
		id: id<LearningNoteId>().primaryKey(),
		title: text('title').notNull(),
		words: text('words').notNull(),
		state: text('state').$type<LearningState>().notNull(),
		by: id<PersonId>('by').notNull(),
		/**
		 * Who alone may see it and find it anonymous while it waits; null: all who come to sparring.
		 * Emptied when the note enters or is taken out, so that no note says who sparred together.
		 */
		readers: jsonb('readers').$type<PersonId[]>(),
		createdAt: createdAt(),
		enteredAt: instant('entered_at')
	},
	(table) => [
		index('learning_note_words').using(
			'gin',
			sql`to_tsvector('danish', ${table.title} || ' ' || ${table.words})`
		)
	]
);

/** Who found a note anonymous. Append-only. */
export const learningVouchTable = pgTable(
	'learning_vouch',
	{
		noteId: id<LearningNoteId>('note_id')
			.notNull()
			.references(() => learningNoteTable.id, { onDelete: 'cascade' }),
		personId: id<PersonId>('person_id').notNull(),
		at: instant('at').notNull()
	},
	(table) => [primaryKey({ columns: [table.noteId, table.personId] })]
);
