import { and, desc, eq } from 'drizzle-orm';
import type { Hit } from '#lib/model/anonymise/hit.ts';
import { dateOf } from '#lib/model/dates.ts';
import { randomKey } from '#lib/model/ids.ts';
import type { Actor, PersonActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { Guard } from './guard.ts';
import { notebookTable } from './tables.ts';

export interface NotebookLine {
	id: string;
	text: string;
	on: string;
}

/** "Det tager jeg med": one's own lines. No other person, no case and no export has a way to them. */
export function createNotebook({ db, now, guard }: { db: Database; now: Now; guard: Guard }) {
	return {
		async notebook(actor: Actor): Promise<NotebookLine[]> {
			const me = person(actor);
			return db
				.select({ id: notebookTable.id, text: notebookTable.text, on: notebookTable.on })
				.from(notebookTable)
				.where(eq(notebookTable.personId, me.id))
				.orderBy(desc(notebookTable.on), desc(notebookTable.id));
		},

		async keep(
			actor: Actor,
			text: string,
			dismissed: readonly string[]
		): Promise<{ ok: true } | { ok: false; hits: Hit[] }> {
			const me = person(actor);
			const weighed = await guard.weigh(me, [me.id], text, dismissed, { in: 'notebook' });
			if (!weighed.ok) return weighed;
			await db.transaction(async (tx) => {
				await tx
					.insert(notebookTable)
					.values({ id: randomKey(), personId: me.id, text, on: dateOf(now()) });
				await record(tx, me, { event: 'notebook:kept' });
			});
			return { ok: true };
		},

		async forget(actor: Actor, id: string): Promise<void> {
			const me = person(actor);
			await db.transaction(async (tx) => {
				await tx
					.delete(notebookTable)
					.where(and(eq(notebookTable.id, id), eq(notebookTable.personId, me.id)));
				await record(tx, me, { event: 'notebook:forgotten' });
			});
		}
	};
}

function person(actor: Actor): PersonActor {
	if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
	if (actor.kind !== 'person') throw new Refusal('not-found');
	return actor;
}
