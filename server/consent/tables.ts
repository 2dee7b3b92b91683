import { date, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { Theme } from '#lib/model/document.ts';
import type { BasisId, CaseId, PersonId } from '#lib/model/ids.ts';
import { caseTable } from '#server/cases/tables.ts';
import { id, instant } from '#server/db/columns.ts';

/**
 * Why somebody may know something: consent, or another legal basis, per person or organisation and
 * theme. Absence of a row is always "no"; a withdrawal is a stamp, never a delete.
 */
export const basisTable = pgTable(
	'basis',
	{
		id: id<BasisId>().primaryKey(),
		caseId: id<CaseId>('case_id')
			.notNull()
			.references(() => caseTable.id, { onDelete: 'cascade' }),
		theme: text('theme').$type<Theme>().notNull(),
		/** `organisation`: an area; `person`: a PersonId; `network`: all relatives on the case. */
		granteeKind: text('grantee_kind').$type<'person' | 'organisation' | 'network'>().notNull(),
		grantee: text('grantee').notNull(),
		kind: text('kind').$type<'consent' | 'legal'>().notNull(),
		/** How consent was given, or which law. In words. */
		ground: text('ground').notNull(),
		from: date('valid_from', { mode: 'string' }).notNull(),
		/** The last day it holds. */
		until: date('valid_until', { mode: 'string' }),
		recordedBy: id<PersonId>('recorded_by').notNull(),
		recordedAt: instant('recorded_at').notNull(),
		withdrawnAt: instant('withdrawn_at'),
		withdrawnBy: text('withdrawn_by'),
		withdrawalReason: text('withdrawal_reason')
	},
	(table) => [index('basis_case').on(table.caseId)]
);
