import { asc, eq } from 'drizzle-orm';
import { newId, PersonId } from '#lib/model/ids.ts';
import type { Actor, Duties, PersonActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { administrator } from './administrator.ts';
import { personTable } from './tables.ts';

export interface Account {
	id: PersonId;
	email: string;
	name: string;
	title: string;
	duties: Duties;
	/** Has chosen a password. */
	ready: boolean;
	disabledAt: Date | null;
}

export interface NewAccount extends Duties {
	email: string;
	name: string;
	title: string;
}

export interface AccountsParts {
	db: Database;
	now: Now;
	/** A one-time link with which a person chooses a password. */
	makePasswordLink: (actor: PersonActor, person: PersonId) => Promise<string>;
	/** Ends every session of a person, and closes what they have open. */
	endSessions: (person: PersonId) => Promise<void>;
}

/** Who may sign in. An administrator sees accounts, and nothing that is in a case. */
export function createAccounts({ db, now, makePasswordLink, endSessions }: AccountsParts) {
	async function setDisabled(actor: Actor, id: PersonId, disabled: boolean): Promise<void> {
		await db.transaction(async (tx) => {
			const changed = await tx
				.update(personTable)
				.set({ disabledAt: disabled ? now() : null })
				.where(eq(personTable.id, id))
				.returning({ id: personTable.id });
			if (changed.length === 0) throw new Refusal('not-found');
			await record(tx, actor, {
				event: disabled ? 'account:disabled' : 'account:enabled',
				details: { person: id }
			});
		});
	}

	return {
		async list(actor: Actor): Promise<Account[]> {
			administrator(actor);
			const rows = await db.select().from(personTable).orderBy(asc(personTable.name));
			return rows.map((row) => ({
				id: row.id,
				email: row.email,
				name: row.name,
				title: row.title,
				duties: {
					area: row.area,
					coordinationLead: row.coordinationLead,
					manager: row.manager,
					administrator: row.administrator
				},
				ready: row.passwordHash !== null,
				disabledAt: row.disabledAt
			}));
		},

		/** The account and the secret of its first link, which is shown once. */
		async create(
			actor: Actor,
			wanted: NewAccount
		): Promise<{ ok: true; id: PersonId; secret: string } | { ok: false; why: 'email-taken' }> {
			const by = administrator(actor);
			const id = newId(PersonId);
			const made = await db.transaction(async (tx) => {
				const rows = await tx
					.insert(personTable)
					.values({ ...wanted, id, email: wanted.email.toLowerCase(), createdAt: now() })
					.onConflictDoNothing({ target: personTable.email })
					.returning({ id: personTable.id });
				if (rows.length > 0) {
					await record(tx, actor, { event: 'account:created', details: { person: id } });
				}
				return rows.length > 0;
			});
			if (!made) return { ok: false, why: 'email-taken' };
			return { ok: true, id, secret: await makePasswordLink(by, id) };
		},

		async newLink(actor: Actor, id: PersonId): Promise<string> {
			return makePasswordLink(administrator(actor), id);
		},

		/** Everything they have open closes at once. Nobody takes their own account away. */
		async disable(actor: Actor, id: PersonId): Promise<{ ok: true } | { ok: false; why: 'own' }> {
			if (administrator(actor).id === id) return { ok: false, why: 'own' };
			await setDisabled(actor, id, true);
			await endSessions(id);
			return { ok: true };
		},

		async enable(actor: Actor, id: PersonId): Promise<void> {
			administrator(actor);
			await setDisabled(actor, id, false);
		}
	};
}
