import { index, pgTable, text } from 'drizzle-orm/pg-core';
import type { CaseId, PictureId } from '#lib/model/ids.ts';
import type { PictogramKey } from '#lib/model/pictograms.ts';
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

/**
 * The municipality's own picture in place of a built-in one, drawn again like the citizen's. Replaced, it
 * gets a new id: an address never means two pictures.
 */
export const municipalPictureTable = pgTable('municipal_picture', {
	pictogram: text('pictogram').$type<PictogramKey>().primaryKey(),
	id: id<PictureId>().notNull().unique(),
	/** WebP. */
	bytes: bytea('bytes').notNull(),
	/** Actor key. */
	by: text('by').notNull(),
	at: instant('at').notNull()
});
