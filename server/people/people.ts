import { and, asc, eq, inArray, isNotNull, isNull, like } from 'drizzle-orm';
import type { Language } from '#lib/model/dates.ts';
import type { PersonId } from '#lib/model/ids.ts';
import type { Actor, Area } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { Database } from '#server/db/open.ts';
import { personTable } from './tables.ts';

export interface Profile {
	id: PersonId;
	email: string;
	name: string;
	title: string;
	area: Area | null;
}

export type People = ReturnType<typeof createPeople>;

export function createPeople({ db }: { db: Database }) {
	return {
		/** Whom a newcomer can be. Asked only where the data is invented. */
		async demoAccounts(): Promise<{ email: string; name: string; title: string; side: Area }[]> {
			const rows = await db
				.select({
					email: personTable.email,
					name: personTable.name,
					title: personTable.title,
					area: personTable.area
				})
				.from(personTable)
				.where(like(personTable.email, '%@samtavle.example'))
				.orderBy(personTable.createdAt);
			return rows.map(({ area, ...person }) => ({ ...person, side: area ?? 'authority' }));
		},

		/** The language this person chose, on whatever page: what their letters are written in. */
		async speaks(actor: Actor, language: Language): Promise<void> {
			if (actor.kind !== 'person') return;
			await db.update(personTable).set({ language }).where(eq(personTable.id, actor.id));
		},

		/** Names by id, of accounts that are gone too: for history, which must still name them. */
		async names(ids: readonly PersonId[]): Promise<Map<string, string>> {
			if (ids.length === 0) return new Map();
			const rows = await db
				.select({ id: personTable.id, name: personTable.name })
				.from(personTable)
				.where(inArray(personTable.id, [...new Set(ids)]));
			return new Map(rows.map(({ id, name }) => [id, name]));
		},

		/** Whom one may put on a case: those with an area, by name. */
		async professionals(
			actor: Actor
		): Promise<{ id: PersonId; name: string; title: string; area: Area }[]> {
			if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
			const may =
				actor.kind === 'person' && (actor.duties.area !== null || actor.duties.coordinationLead);
			if (!may) throw new Refusal('not-found');
			const rows = await db
				.select({
					id: personTable.id,
					name: personTable.name,
					title: personTable.title,
					area: personTable.area
				})
				.from(personTable)
				.where(and(isNotNull(personTable.area), isNull(personTable.disabledAt)))
				.orderBy(asc(personTable.name));
			return rows.flatMap(({ area, ...row }) => (area === null ? [] : [{ ...row, area }]));
		},

		/** What the shell shows of the person who is signed in. */
		async profile(id: PersonId): Promise<Profile | null> {
			const [row] = await db
				.select({
					id: personTable.id,
					email: personTable.email,
					name: personTable.name,
					title: personTable.title,
					area: personTable.area
				})
				.from(personTable)
				.where(eq(personTable.id, id));
			return row ?? null;
		}
	};
}
