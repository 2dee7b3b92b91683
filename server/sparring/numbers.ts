import { asc, desc, eq, inArray } from 'drizzle-orm';
import { addDays, dateOf } from '#lib/model/dates.ts';
import type { PersonId, SparringId } from '#lib/model/ids.ts';
import type { Actor, Area, PersonActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { mayCountSparring, mayNameForSparring } from '#lib/model/sparring-policy.ts';
import { keptDays } from '#lib/model/sparring.ts';
import type { PackText } from '#lib/model/template.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { personTable } from '#server/people/tables.ts';
import { sparringNamingTable, sparringParticipantTable, sparringTable } from './tables.ts';

/** All that those see who answer for the work and were not there. */
export interface SparringCount {
	id: string;
	/** YYYY-MM-DD. */
	on: string;
	held: boolean;
	model: PackText;
	/** How many came, per area; before it is held, how many are asked. */
	people: Partial<Record<Area | 'none', number>>;
	minutes: number | null;
	/** When its content is taken away; null when it has been. */
	eraseOn: string | null;
}

export interface Named {
	id: string;
	name: string;
}

/** Numbers for leaders and administrators: held, model, how many per area, how long. Never content, never who. */
export function createSparringNumbers({
	db,
	now,
	reconsider
}: {
	db: Database;
	now: Now;
	reconsider: (match: { person?: string; documentId?: string }) => Promise<void>;
}) {
	function demand(actor: Actor, may: (duties: PersonActor['duties']) => boolean): PersonActor {
		if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
		if (actor.kind !== 'person' || !may(actor.duties)) throw new Refusal('not-found');
		return actor;
	}

	return {
		async numbers(actor: Actor): Promise<SparringCount[]> {
			const me = demand(actor, mayCountSparring);
			await record(db, me, { event: 'sparring:counted' });
			const rows = await db
				.select({
					id: sparringTable.id,
					startsAt: sparringTable.startsAt,
					phase: sparringTable.phase,
					title: sparringTable.title,
					startedAt: sparringTable.startedAt,
					closedAt: sparringTable.closedAt,
					eraseOn: sparringTable.eraseOn,
					erasedAt: sparringTable.erasedAt
				})
				.from(sparringTable)
				.where(inArray(sparringTable.phase, ['planned', 'inProgress', 'closed']))
				.orderBy(desc(sparringTable.startsAt))
				.limit(200);
			const people = await db
				.select({
					id: sparringParticipantTable.sparringId,
					area: sparringParticipantTable.area,
					attended: sparringParticipantTable.attended
				})
				.from(sparringParticipantTable);
			return rows.map((row) => {
				const held = row.phase === 'closed' && row.startedAt !== null;
				const counts: SparringCount['people'] = {};
				for (const one of people) {
					if (one.id !== row.id || (held && !one.attended)) continue;
					const area = one.area ?? 'none';
					counts[area] = (counts[area] ?? 0) + 1;
				}
				const lasted =
					row.startedAt && row.closedAt ? row.closedAt.getTime() - row.startedAt.getTime() : null;
				return {
					id: row.id,
					on: dateOf(row.startsAt),
					held,
					model: row.title,
					people: counts,
					minutes: lasted === null ? null : Math.round(lasted / 60_000),
					eraseOn: row.erasedAt ? null : row.eraseOn
				};
			});
		},

		/** Keeps the content for so many days from the session on: fewer than 180, whatever is asked. */
		async keepFor(
			actor: Actor,
			id: SparringId,
			days: number
		): Promise<{ ok: true } | { ok: false; why: 'tooLong' | 'erased' }> {
			const me = demand(actor, mayNameForSparring);
			if (!Number.isInteger(days) || days < 0 || days > keptDays.most) {
				return { ok: false, why: 'tooLong' };
			}
			const [session] = await db.select().from(sparringTable).where(eq(sparringTable.id, id));
			if (!session) throw new Refusal('not-found');
			if (session.erasedAt) return { ok: false, why: 'erased' };
			await db.transaction(async (tx) => {
				const eraseOn = addDays(dateOf(session.startsAt), days);
				await tx.update(sparringTable).set({ eraseOn }).where(eq(sparringTable.id, id));
				await record(tx, me, { event: 'sparring:kept', details: { sparring: id, days } });
			});
			await reconsider({ documentId: session.documentId });
			return { ok: true };
		},

		async named(actor: Actor): Promise<{ named: Named[]; others: Named[] }> {
			demand(actor, mayNameForSparring);
			const people = await db
				.select({ id: personTable.id, name: personTable.name, named: sparringNamingTable.namedAt })
				.from(personTable)
				.leftJoin(sparringNamingTable, eq(sparringNamingTable.personId, personTable.id))
				.orderBy(asc(personTable.name));
			const of = (isNamed: boolean) =>
				people
					.filter(({ named }) => (named !== null) === isNamed)
					.map(({ id, name }) => ({ id, name }));
			return { named: of(true), others: of(false) };
		},

		/** Names somebody for sparring, or takes the name back: then the doors close at once. */
		async name(actor: Actor, person: PersonId, isNamed: boolean): Promise<void> {
			const me = demand(actor, mayNameForSparring);
			await db.transaction(async (tx) => {
				if (isNamed) {
					const known = await tx.select().from(personTable).where(eq(personTable.id, person));
					if (known.length === 0) throw new Refusal('not-found');
					await tx
						.insert(sparringNamingTable)
						.values({ personId: person, namedBy: me.id, namedAt: now() })
						.onConflictDoNothing();
				} else {
					await tx.delete(sparringNamingTable).where(eq(sparringNamingTable.personId, person));
				}
				await record(tx, me, {
					event: isNamed ? 'sparring:named' : 'sparring:unnamed',
					details: { person }
				});
			});
			await reconsider({ person: `person:${person}` });
		}
	};
}
