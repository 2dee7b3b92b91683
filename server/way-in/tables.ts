import { index, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import type { CaseId, DeviceId, MemberId, PersonId, WayInId } from '#lib/model/ids.ts';
import { caseTable } from '#server/cases/tables.ts';
import { createdAt, id, instant } from '#server/db/columns.ts';

/**
 * The citizen's own address, for their own phone or tablet: a secret that was shown once, and a sign of
 * pictures that only the citizen knows. Renewed is a new row; the old one is stamped.
 */
export const wayInTable = pgTable(
	'way_in',
	{
		id: id<WayInId>().primaryKey(),
		caseId: id<CaseId>('case_id')
			.notNull()
			.references(() => caseTable.id, { onDelete: 'cascade' }),
		memberId: id<MemberId>('member_id').notNull(),
		/** SHA-256 of the secret in the address. */
		tokenHash: text('token_hash').notNull().unique(),
		/** Argon2id of the pictures; null until the citizen has chosen them. */
		signHash: text('sign_hash'),
		/** Wrong pictures since the last right ones; too many and the address is of no more use. */
		wrong: smallint('wrong').notNull().default(0),
		madeBy: id<PersonId>('made_by').notNull(),
		createdAt: createdAt(),
		revokedAt: instant('revoked_at')
	},
	(table) => [index('way_in_case').on(table.caseId)]
);

/** A device that was let in: it needs the pictures again when it has lain unused, and the address never. */
export const deviceTable = pgTable(
	'citizen_device',
	{
		id: id<DeviceId>().primaryKey(),
		wayInId: id<WayInId>('way_in_id')
			.notNull()
			.references(() => wayInTable.id, { onDelete: 'cascade' }),
		/** SHA-256 of the secret in the cookie. */
		tokenHash: text('token_hash').notNull().unique(),
		/** "Firefox · Android"; never more of what a browser says of itself. */
		label: text('label').notNull(),
		createdAt: createdAt(),
		seenAt: instant('seen_at').notNull(),
		endedAt: instant('ended_at')
	},
	(table) => [index('citizen_device_way_in').on(table.wayInId)]
);
