import { bigserial, boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { PersonId } from '#lib/model/ids.ts';
import { createdAt, id, instant } from '#server/db/columns.ts';
import { personTable } from '#server/people/tables.ts';

export const sessionTable = pgTable(
	'session',
	{
		/** SHA-256 of the secret in the cookie, in hex: a stolen table opens no session. */
		id: text('id').primaryKey(),
		personId: id<PersonId>('person_id')
			.notNull()
			.references(() => personTable.id, { onDelete: 'cascade' }),
		expiresAt: instant('expires_at').notNull(),
		createdAt: createdAt(),
		/** The longest the session may live, however active its person is. */
		endsAt: instant('ends_at').notNull(),
		/** A short name of browser and system, for the list of one's own sessions. */
		device: text('device').notNull().default('')
	},
	(table) => [index('session_person').on(table.personId)]
);

/** For throttling. Addresses are kept as hashes and for a day. */
export const signInAttemptTable = pgTable(
	'sign_in_attempt',
	{
		id: bigserial('id', { mode: 'number' }).primaryKey(),
		accountHash: text('account_hash').notNull(),
		ipHash: text('ip_hash').notNull(),
		ok: boolean('ok').notNull(),
		at: instant('at').notNull()
	},
	(table) => [
		index('sign_in_attempt_account').on(table.accountHash, table.at),
		index('sign_in_attempt_ip').on(table.ipHash, table.at)
	]
);

/** One-time links with which an administrator lets somebody choose a password. */
export const passwordLinkTable = pgTable('password_link', {
	tokenHash: text('token_hash').primaryKey(),
	personId: id<PersonId>('person_id')
		.notNull()
		.references(() => personTable.id, { onDelete: 'cascade' }),
	expiresAt: instant('expires_at').notNull(),
	usedAt: instant('used_at'),
	createdAt: createdAt()
});
