import { index, pgTable, text } from 'drizzle-orm/pg-core';
import type { CaseId, PictureId } from '#lib/model/ids.ts';
import { caseTable } from '#server/cases/tables.ts';
import { bytea, id, instant } from '#server/db/columns.ts';

/** A picture of the citizen's own, as we drew it again: pixels and nothing else. Goes with its case. */
export const pictureTable = pgTable(
	'picture',
	{
		id: id<PictureId>().primaryKey(),
		caseId: id<CaseId>('case_id')
			.notNull()
			.references(() => caseTable.id, { onDelete: 'cascade' }),
		/** WebP. */
		bytes: bytea('bytes').notNull(),
		/** Actor key. */
		by: text('by').notNull(),
		at: instant('at').notNull()
	},
	(table) => [index('picture_case').on(table.caseId)]
);
