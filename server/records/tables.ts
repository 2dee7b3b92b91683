import { index, pgTable, text } from 'drizzle-orm/pg-core';
import type { CaseId, DocumentId, MeetingId, RecordId } from '#lib/model/ids.ts';
import { id, instant } from '#server/db/columns.ts';

/**
 * What somebody committed to, with the exact text it is about. Append-only: the newest row per
 * subject and person counts. No websocket client can write one.
 */
export const recordTable = pgTable(
	'record',
	{
		id: id<RecordId>().primaryKey(),
		kind: text('kind').$type<'responsibility' | 'nextStep' | 'decision' | 'minutes'>().notNull(),
		/** Key of the labour cell, next step or decision in its document; the meeting for minutes. */
		subject: text('subject').notNull(),
		answer: text('answer').$type<'accepted' | 'declined' | 'talk' | 'approved'>().notNull(),
		reason: text('reason'),
		/** The exact words the person saw. */
		text: text('text').notNull(),
		textHash: text('text_hash').notNull(),
		caseId: id<CaseId>('case_id').notNull(),
		documentId: id<DocumentId>('document_id'),
		meetingId: id<MeetingId>('meeting_id'),
		/** Actor key. */
		by: text('by').notNull(),
		byName: text('by_name').notNull(),
		at: instant('at').notNull()
	},
	(table) => [
		index('record_case').on(table.caseId),
		index('record_subject').on(table.documentId, table.subject)
	]
);
