import { count } from 'drizzle-orm';
import { newId, PersonId } from '#lib/model/ids.ts';
import { personTable } from '#server/people/tables.ts';
import { hashPassword } from '#server/sign-in/passwords.ts';
import { daysFrom } from './days.ts';
import { placeMikkel } from './mikkel.ts';
import { placeOtherCases } from './other-cases.ts';
import { demoPassword, people } from './people.ts';
import type { Account, Seeded } from './place.ts';
import { placeSparrings } from './sparring.ts';

/** Fills an empty database with the invented municipality, once. */
export async function seedDemo(
	running: Seeded,
	say: (line: string) => void,
	now: Date = new Date()
): Promise<void> {
	const [found] = await running.db.select({ people: count() }).from(personTable);
	if ((found?.people ?? 0) > 0) return;
	say('Filling in the demo municipality …');
	const passwordHash = await hashPassword(demoPassword);
	const accounts = new Map<string, Account>();
	for (const { account, name, area } of people) {
		accounts.set(account, { id: newId(PersonId), name, area });
	}
	const known = (account: string): Account => {
		const found = accounts.get(account);
		if (!found) throw new Error(`no demo account ${account}`);
		return found;
	};
	await running.db.insert(personTable).values(
		people.map((person) => ({
			id: known(person.account).id,
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
	const days = daysFrom(now);
	await placeMikkel(running, known, days);
	await placeOtherCases(running, known, days);
	await placeSparrings(running, known, days);
}
