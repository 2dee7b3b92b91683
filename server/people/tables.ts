import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import type { PersonId } from '#lib/model/ids.ts';
import type { Language } from '#lib/model/dates.ts';
import type { Area } from '#lib/model/person.ts';
import { createdAt, id, instant } from '#server/db/columns.ts';

/** Accounts: professionals, coordination leads, managers, administrators. Citizens have none. */
export const personTable = pgTable('person', {
	id: id<PersonId>().primaryKey(),
	/** Kept in lower case. */
	email: text('email').notNull().unique(),
	name: text('name').notNull(),
	/** What the person does, in words, as shown under the name: "Tovholder", "Rusmiddelbehandler". */
	title: text('title').notNull().default(''),
	area: text('area').$type<Area>(),
	/** What letters are written in: the language last chosen on a page. */
	language: text('language').$type<Language>().notNull().default('da'),
	coordinationLead: boolean('coordination_lead').notNull().default(false),
	manager: boolean('manager').notNull().default(false),
	administrator: boolean('administrator').notNull().default(false),
	/** argon2id; null until the one-time link has been used. */
	passwordHash: text('password_hash'),
	/** When the overview was last opened; "since you were here" counts from the time before. */
	overviewSeenAt: instant('overview_seen_at'),
	disabledAt: instant('disabled_at'),
	createdAt: createdAt()
});
