import { count } from 'drizzle-orm';
import { newId, PersonId } from '#lib/model/ids.ts';
import type { Running } from '#server/app.ts';
import { personTable } from '#server/people/tables.ts';
import { hashPassword } from '#server/sign-in/passwords.ts';
import { demoPassword, people } from './people.ts';

/** Fills an empty database with the invented municipality, once. */
export async function seedDemo(
	running: Pick<Running, 'db' | 'app'>,
	say: (line: string) => void
): Promise<void> {
	const [found] = await running.db.select({ people: count() }).from(personTable);
	if ((found?.people ?? 0) > 0) return;
	say('Filling in the demo municipality …');
	const passwordHash = await hashPassword(demoPassword);
	await running.db.insert(personTable).values(
		people.map((person) => ({
			id: newId(PersonId),
			email: `${person.account}@samtavle.example`,
			name: person.name,
			title: person.title,
			area: person.area,
			coordinationLead: person.account === 'koordinator',
			manager: person.account === 'leder',
			administrator: person.account === 'admin',
			passwordHash
		}))
	);
}
