import { boolean, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Audience } from '#lib/model/document.ts';
import type { CaseId, MeetingId } from '#lib/model/ids.ts';
import { caseTable } from '#server/cases/tables.ts';
import { id, instant } from '#server/db/columns.ts';
import { meetingTable } from '#server/meetings/tables.ts';

/**
 * What the citizen answered to a step of a planning session: a face, a card that was placed, a
 * choice. For the talk, not for measuring: in no document and no minutes, and never logged.
 */
export const sessionAnswerTable = pgTable(
	'session_answer',
	{
		meetingId: id<MeetingId>('meeting_id')
			.notNull()
			.references(() => meetingTable.id, { onDelete: 'cascade' }),
		step: text('step').notNull(),
		/** Read through the schema of the step's view, as anything that was stored is. */
		content: jsonb('content').$type<unknown>().notNull(),
		/** Actor key. */
		by: text('by').notNull(),
		/** The citizen's own finger; else somebody answered for them, with them there. */
		own: boolean('own').notNull(),
		at: instant('at').notNull(),
		/** When it was read back and was right. */
		confirmedAt: instant('confirmed_at')
	},
	(table) => [primaryKey({ columns: [table.meetingId, table.step] })]
);

/** Whom the citizen lets see how they are. Without a row: only those in the room. */
export const trendSharingTable = pgTable('trend_sharing', {
	caseId: id<CaseId>('case_id')
		.primaryKey()
		.references(() => caseTable.id, { onDelete: 'cascade' }),
	audience: text('audience').$type<Audience>().notNull(),
	/** Actor key. */
	by: text('by').notNull(),
	at: instant('at').notNull()
});
