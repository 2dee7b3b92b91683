import { bigserial, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '#server/db/columns.ts';

/** Append-only: a trigger refuses UPDATE and DELETE. Ids only; never names, text or CPR numbers. */
export const auditTable = pgTable(
	'audit_event',
	{
		seq: bigserial('seq', { mode: 'number' }).primaryKey(),
		at: instant('at').notNull().defaultNow(),
		actor: text('actor').notNull(),
		event: text('event').notNull(),
		caseId: text('case_id'),
		documentId: text('document_id'),
		meetingId: text('meeting_id'),
		details: jsonb('details').$type<Record<string, string | number | boolean | null>>()
	},
	(table) => [
		index('audit_event_case').on(table.caseId, table.seq),
		index('audit_event_actor').on(table.actor, table.seq)
	]
);
