import { eq } from 'drizzle-orm';
import type { Hit } from '#lib/model/anonymise/hit.ts';
import type { SparringId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { Account } from '#lib/model/sparring-commands.ts';
import { accountFields, type AccountField } from '#lib/model/sparring.ts';
import { record } from '#server/audit/audit.ts';
import type { Database } from '#server/db/open.ts';
import type { Guard } from './guard.ts';
import { participantsOf, stepOf, type SparringPlaces, type SparringRow } from './place.ts';
import { sparringAccountTable } from './tables.ts';

export type AccountSaved =
	| { ok: true }
	| { ok: false; why: 'names'; hits: Partial<Record<AccountField, Hit[]>> }
	| { ok: false; why: 'notNow' | 'unasked' };

/** What the focus person prepares, alone: nobody else is shown it before the session does. */
export function createAccounts({
	db,
	places,
	guard,
	shown
}: {
	db: Database;
	places: SparringPlaces;
	guard: Guard;
	/** The session may be past the step that shows it. */
	shown: (session: SparringRow) => Promise<void>;
}) {
	return {
		async account(actor: Actor, id: SparringId): Promise<Account | null> {
			await places.find(db, actor, 'own', id);
			const [row] = await db
				.select({ fields: sparringAccountTable.fields })
				.from(sparringAccountTable)
				.where(eq(sparringAccountTable.sparringId, id));
			return row?.fields ?? null;
		},

		/** Kept only when nobody can be known by it, and the writer has asked whether a colleague could guess. */
		async prepare(
			actor: Actor,
			id: SparringId,
			fields: Account,
			dismissed: readonly string[],
			hasAsked: boolean
		): Promise<AccountSaved> {
			const { actor: me, session } = await places.find(db, actor, 'own', id);
			if (session.phase === 'closed' || session.phase === 'cancelled') throw new Refusal('closed');
			if (!hasAsked) return { ok: false, why: 'unasked' };
			const people = (await participantsOf(db, id)).map(({ personId }) => personId);
			const hits: Partial<Record<AccountField, Hit[]>> = {};
			for (const field of accountFields) {
				if (fields[field] === '') continue;
				const weighed = await guard.weigh(me, people, fields[field], dismissed, { field });
				if (!weighed.ok) hits[field] = weighed.hits;
			}
			if (Object.keys(hits).length > 0) return { ok: false, why: 'names', hits };

			const kept = await db.transaction(async (tx) => {
				const locked = await places.lock(tx, actor, 'own', id);
				if (locked.session.phase === 'closed' || locked.session.phase === 'cancelled') return false;
				await tx
					.insert(sparringAccountTable)
					.values({ sparringId: id, fields })
					.onConflictDoUpdate({ target: sparringAccountTable.sparringId, set: { fields } });
				await record(tx, actor, { event: 'sparring:prepared', details: { sparring: id } });
				return locked.session;
			});
			if (!kept) return { ok: false, why: 'notNow' };
			const step = stepOf(kept);
			if (step?.shows.includes('account')) await shown(kept);
			return { ok: true };
		}
	};
}
