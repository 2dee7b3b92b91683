import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { DocumentId, PersonId, SparringId } from '#lib/model/ids.ts';
import type { Asking, Clock, Round } from '#lib/model/meeting.ts';
import type { Area } from '#lib/model/person.ts';
import type { Account } from '#lib/model/sparring-commands.ts';
import type { Position, SparringStep } from '#lib/model/sparring-model.ts';
import type { SparringPhase } from '#lib/model/sparring.ts';
import type { PackText } from '#lib/model/template.ts';
import { createdAt, id, instant } from '#server/db/columns.ts';

/**
 * A sparring session. It has no column for a case and no row that leads to one: what cannot be
 * joined cannot leak. Nothing that is said in it is here.
 */
export const sparringTable = pgTable(
	'sparring',
	{
		id: id<SparringId>().primaryKey(),
		documentId: id<DocumentId>('document_id').notNull(),
		/** Sessions that were planned together. */
		series: text('series').notNull(),
		modelKey: text('model_key').notNull(),
		modelVersion: text('model_version').notNull(),
		title: jsonb('title').$type<PackText>().notNull(),
		/** The model's steps as they were when the session was planned. */
		steps: jsonb('steps').$type<SparringStep[]>().notNull(),
		positions: jsonb('positions').$type<Position[]>().notNull(),
		callLink: text('call_link'),
		startsAt: instant('starts_at').notNull(),
		minutes: integer('minutes').notNull(),
		phase: text('phase').$type<SparringPhase>().notNull(),
		facilitator: id<PersonId>('facilitator').notNull(),
		backupFacilitator: id<PersonId>('backup_facilitator'),
		focus: id<PersonId>('focus').notNull(),
		interviewer: id<PersonId>('interviewer'),
		clock: jsonb('clock').$type<Clock>(),
		round: jsonb('round').$type<Round<PersonId>>(),
		asking: jsonb('asking').$type<Asking>(),
		/** Who asks for the word, in the order in which they did. Emptied when the step is left. */
		hands: jsonb('hands').$type<PersonId[]>().notNull().default([]),
		/** Who has finished the step's silent writing, vote or faces. Emptied when the step is left. */
		finished: jsonb('finished').$type<PersonId[]>().notNull().default([]),
		/** Steps whose notes or votes are on everybody's screen. */
		revealed: jsonb('revealed').$type<string[]>().notNull().default([]),
		version: integer('version').notNull().default(1),
		/** YYYY-MM-DD. From this day on nobody can read what was written, and it is taken away. */
		eraseOn: text('erase_on').notNull(),
		erasedAt: instant('erased_at'),
		createdBy: id<PersonId>('created_by').notNull(),
		createdAt: createdAt(),
		startedAt: instant('started_at'),
		closedAt: instant('closed_at'),
		cancelledAt: instant('cancelled_at')
	},
	(table) => [
		index('sparring_document').on(table.documentId),
		index('sparring_starts').on(table.startsAt),
		index('sparring_series').on(table.series)
	]
);

export const sparringParticipantTable = pgTable(
	'sparring_participant',
	{
		sparringId: id<SparringId>('sparring_id')
			.notNull()
			.references(() => sparringTable.id, { onDelete: 'cascade' }),
		personId: id<PersonId>('person_id').notNull(),
		/** Place in the round, from 0. */
		seat: integer('seat').notNull(),
		area: text('area').$type<Area>(),
		attended: boolean('attended').notNull().default(false),
		/** What this one listens for, in models that hand it out. */
		position: text('position')
	},
	(table) => [
		primaryKey({ columns: [table.sparringId, table.personId] }),
		index('sparring_participant_person').on(table.personId)
	]
);

/** A note before it is shown, with the key that it will have. */
export interface PiledNote {
	key: string;
	text: string;
}

/**
 * What a silent step gathers until it is shown: one row for all of it, shuffled anew whenever a note
 * is laid on it. No note has a row, a number, a time or a writer of its own, so there is no way back
 * to anybody, not even by the order or the moment in which rows were written.
 */
export const sparringPileTable = pgTable(
	'sparring_pile',
	{
		sparringId: id<SparringId>('sparring_id')
			.notNull()
			.references(() => sparringTable.id, { onDelete: 'cascade' }),
		step: text('step').notNull(),
		notes: jsonb('notes').$type<PiledNote[]>().notNull().default([]),
		/** How many chose what, by the key of the post, or by the face. */
		votes: jsonb('votes').$type<Record<string, number>>().notNull().default({})
	},
	(table) => [primaryKey({ columns: [table.sparringId, table.step] })]
);

/** The focus person's account, checked, until the session shows it. */
export const sparringAccountTable = pgTable('sparring_account', {
	sparringId: id<SparringId>('sparring_id')
		.primaryKey()
		.references(() => sparringTable.id, { onDelete: 'cascade' }),
	fields: jsonb('fields').$type<Account>().notNull()
});

/** Who may come to sparring without being coordinator on a case: named by a manager. */
export const sparringNamingTable = pgTable('sparring_naming', {
	personId: id<PersonId>('person_id').primaryKey(),
	namedBy: id<PersonId>('named_by').notNull(),
	namedAt: instant('named_at').notNull()
});

/** "Det tager jeg med": a person's own lines. They say of no session where they came from. */
export const notebookTable = pgTable(
	'notebook',
	{
		id: text('id').primaryKey(),
		personId: id<PersonId>('person_id').notNull(),
		text: text('text').notNull(),
		/** YYYY-MM-DD. */
		on: text('on').notNull()
	},
	(table) => [index('notebook_person').on(table.personId)]
);
