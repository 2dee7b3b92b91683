import { bigint, bigserial, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Audience, DocumentKind } from '#lib/model/document.ts';
import type { CaseId, DocumentId, MeetingId } from '#lib/model/ids.ts';
import { bytea, createdAt, id, instant } from '#server/db/columns.ts';

export const documentTable = pgTable(
	'document',
	{
		id: id<DocumentId>().primaryKey(),
		kind: text('kind').$type<DocumentKind>().notNull(),
		audience: text('audience').$type<Audience>(),
		caseId: id<CaseId>('case_id'),
		meetingId: id<MeetingId>('meeting_id'),
		createdAt: createdAt(),
		deletedAt: instant('deleted_at')
	},
	(table) => [
		index('document_case').on(table.caseId),
		index('document_meeting').on(table.meetingId)
	]
);

/** The log: what was written, by whom, in the order it was committed. Folded rows are removed. */
export const documentUpdateTable = pgTable(
	'document_update',
	{
		seq: bigserial('seq', { mode: 'number' }).primaryKey(),
		documentId: id<DocumentId>('document_id').notNull(),
		update: bytea('update').notNull(),
		/** An actor key, or `server`. */
		by: text('by').notNull(),
		at: instant('at').notNull().defaultNow(),
		quarantinedAt: instant('quarantined_at')
	},
	(table) => [index('document_update_document').on(table.documentId, table.seq)]
);

export const documentSnapshotTable = pgTable('document_snapshot', {
	documentId: id<DocumentId>('document_id').primaryKey(),
	state: bytea('state').notNull(),
	/** The last log row that the snapshot holds. */
	upto: bigint('upto', { mode: 'number' }).notNull(),
	at: instant('at').notNull().defaultNow()
});

/** A Yjs clientID belongs to whoever used it first in a document. */
export const documentClientTable = pgTable(
	'document_client',
	{
		documentId: id<DocumentId>('document_id').notNull(),
		clientId: bigint('client_id', { mode: 'number' }).notNull(),
		owner: text('owner').notNull()
	},
	(table) => [primaryKey({ columns: [table.documentId, table.clientId] })]
);

/** How far the tables drawn from a document have come. Behind the log after a crash: drawn again. */
export const projectionTable = pgTable('projection', {
	documentId: id<DocumentId>('document_id').primaryKey(),
	upto: bigint('upto', { mode: 'number' }).notNull(),
	version: integer('version').notNull().default(1)
});
