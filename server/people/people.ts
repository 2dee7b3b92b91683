import { eq, like } from 'drizzle-orm';
import type { PersonId } from '#lib/model/ids.ts';
import type { Area } from '#lib/model/person.ts';
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
