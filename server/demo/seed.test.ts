import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { PersonActor } from '#lib/model/person.ts';
import { personTable } from '#server/people/tables.ts';
import { createTestApp } from '#tests/app.ts';
import { seedDemo } from './seed.ts';

async function demo() {
	const { running } = await createTestApp();
	await seedDemo(running, () => undefined);
	const as = async (account: string): Promise<PersonActor> => {
		const [person] = await running.db
			.select()
			.from(personTable)
			.where(eq(personTable.email, `${account}@samtavle.example`));
		if (!person) throw new Error(`no ${account}`);
		const { id, name, area, coordinationLead, manager, administrator } = person;
		const duties = { area, coordinationLead, manager, administrator };
		return { kind: 'person', id, name, duties, session: '' };
	};
	return { running, app: running.app, as };
}

test('the demo has the case of the pictures, for its own team and nobody else', async () => {
	const { running, app, as } = await demo();
	const signe = await as('rusmiddel');
	const mine = await app.cases.list(signe);
	expect(mine.map(({ number, state }) => `${number} ${state}`)).toEqual([
		'26-0143 underway',
		'26-0131 new',
		'26-0098 underway'
	]);
	expect(mine[1]?.guarantee).toMatchObject({ daysLeft: 2, needsTalk: true });

	const mikkel = mine[0];
	if (!mikkel) throw new Error('no case');
	const board = await app.cases.board(signe, mikkel.id);
	const access = (kind: string) => board.documents.find((one) => one.kind === kind)?.access;
	expect(['everyday', 'health', 'substances', 'agreements'].map(access)).toEqual(
		Array.from({ length: 4 }, () => 'write')
	);
	expect(board.members).toHaveLength(7);
	expect(board.nextMeeting).not.toBeNull();
	const words = board.documents.find((one) => one.audience === 'network')?.board;
	expect(JSON.stringify(words)).toContain('Jeg vil gerne ud at fiske med min søster igen.');

	for (const other of ['rusmiddel2', 'social2', 'koordinator', 'leder', 'admin']) {
		await expect(app.cases.board(await as(other), mikkel.id)).rejects.toMatchObject({
			refusal: 'not-found'
		});
	}
	expect((await app.cases.list(await as('social2'))).map(({ number }) => number)).toEqual([
		'26-0131',
		'26-0098',
		'25-0317'
	]);
	await seedDemo(running, () => {
		throw new Error('the demo is filled in once');
	});
});
