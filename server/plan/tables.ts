import { bigserial, boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { CaseId, RecordId } from '#lib/model/ids.ts';
import type { Side } from '#lib/model/person.ts';
import { caseTable } from '#server/cases/tables.ts';
import { id, instant } from '#server/db/columns.ts';

/**
 * A sentence that a professional wrote below a card of the citizen's plan. Rows, because the plan is
 * the citizen's to write. Whoever may read the card reads them; a card that moves takes them along.
 */
export const planNoteTable = pgTable(
	'plan_note',
	{
		id: id<RecordId>().primaryKey(),
		caseId: id<CaseId>('case_id')
			.notNull()
			.references(() => caseTable.id, { onDelete: 'cascade' }),
		/** Key of the card, in whichever of the three plans it lies. */
		card: text('card').notNull(),
		text: text('text').notNull(),
		/** Actor key. */
		by: text('by').notNull(),
		byName: text('by_name').notNull(),
		side: text('side').$type<Side>().notNull(),
		at: instant('at').notNull(),
		withdrawnAt: instant('withdrawn_at')
	},
	(table) => [index('plan_note_case').on(table.caseId)]
);

/** "That is not right": kept, with the words it was said to. Newer rows add, they never replace. */
export const objectionTable = pgTable(
	'plan_objection',
	{
		seq: bigserial('seq', { mode: 'number' }).primaryKey(),
		caseId: id<CaseId>('case_id')
			.notNull()
			.references(() => caseTable.id, { onDelete: 'cascade' }),
		about: text('about').$type<'note' | 'card' | 'step'>().notNull(),
		subject: text('subject').notNull(),
		/** The words as the citizen saw them. */
		seen: text('seen').notNull(),
		/** False: not right. True: right now. */
		agrees: boolean('agrees').notNull(),
		by: text('by').notNull(),
		at: instant('at').notNull()
	},
	(table) => [index('plan_objection_case').on(table.caseId)]
);

/** The treatment agreement, signed: the text that was seen, and the hand that signed it. */
export const signatureTable = pgTable(
	'plan_signature',
	{
		id: id<RecordId>().primaryKey(),
		caseId: id<CaseId>('case_id')
			.notNull()
			.references(() => caseTable.id, { onDelete: 'cascade' }),
		text: text('text').notNull(),
		textHash: text('text_hash').notNull(),
		/** A path in a box of 300 × 100; null: signed by a tap. */
		drawing: text('drawing'),
		by: text('by').notNull(),
		byName: text('by_name').notNull(),
		at: instant('at').notNull()
	},
	(table) => [index('plan_signature_case').on(table.caseId)]
);
