import { date, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CaseId, DocumentId, MeetingId, MemberId } from '#lib/model/ids.ts';
import { id, instant } from '#server/db/columns.ts';

/** A projection of the `agreements` documents; can be thrown away and drawn again. */
export const nextStepTable = pgTable(
	'next_step',
	{
		documentId: id<DocumentId>('document_id').notNull(),
		key: text('key').notNull(),
		caseId: id<CaseId>('case_id').notNull(),
		what: text('what').notNull(),
		owner: id<MemberId>('owner'),
		helper: id<MemberId>('helper'),
		helpLevel: text('help_level').$type<'self' | 'reminded' | 'shown' | 'together' | 'forMe'>(),
		due: date('due', { mode: 'string' }),
		status: text('status').$type<'agreed' | 'underway' | 'done' | 'notDone'>().notNull(),
		obstacle: text('obstacle'),
		focusPoint: text('focus_point'),
		/** Letters of ABC that it serves: any of `active`, `together`, `meaningful`. */
		abc: text('abc').array().notNull(),
		notice: text('notice'),
		agreedOn: date('agreed_on', { mode: 'string' }),
		meetingId: id<MeetingId>('meeting_id'),
		statusAt: instant('status_at'),
		order: text('order').notNull()
	},
	(table) => [
		primaryKey({ columns: [table.documentId, table.key] }),
		index('next_step_owner').on(table.owner),
		index('next_step_case').on(table.caseId)
	]
);
