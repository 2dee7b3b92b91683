import { newId, PersonId } from '#lib/model/ids.ts';
import { record } from '#server/audit/audit.ts';
import { now } from '#server/clock.ts';
import { personTable } from '#server/people/tables.ts';
import { createSignIn } from '#server/sign-in/sign-in.ts';
import { Mistake, type Tools } from './tool.ts';

export async function createAdministrator(
	{ db, origin, say }: Tools,
	email: string | undefined,
	name: string | undefined
): Promise<void> {
	if (!email?.includes('@') || !name) {
		throw new Mistake('Give an e-mail and a name: create-administrator a@b.dk "Anna Berg".');
	}
	const id = newId(PersonId);
	const signIn = createSignIn({ db, now, secure: true, sessionsEnded: () => undefined });
	const made = await db
		.insert(personTable)
		.values({
			id,
			email: email.trim().toLowerCase(),
			name,
			title: 'Administrator',
			administrator: true
		})
		.onConflictDoNothing()
		.returning({ id: personTable.id });
	if (made.length === 0) throw new Mistake('There is an account with that e-mail already.');
	await record(db, 'server', { event: 'account:created', details: { person: id } });
	const secret = await signIn.makePasswordLink('server', id);
	say(
		`The account is made. Open this within a day to choose a password:\n${origin}/password#${secret}`
	);
}
