import { expect, test } from './house.ts';
import { begin, end, makeSession, sitDown, skipTo } from './sitting.ts';
import { casePath } from './way-in.ts';

test('a task between sessions stands on the board of both areas, and opens the next session also when it is done', async ({
	house
}) => {
	test.setTimeout(180_000);
	const task = 'Jeg spiller kort med Bent';
	const first = await makeSession(house, 'Planlægning');
	const citizen = await sitDown(house, first.laptop, first.code);
	await begin(first.laptop);
	await skipTo(house, citizen, 'Hvad aftaler vi?');
	await citizen.getByLabel('Hvad skal der ske?').fill(task);
	await citizen.getByRole('button', { name: 'Gem det' }).click();
	await citizen.getByRole('button', { name: 'Jeg gør det', exact: true }).click();
	await citizen.getByRole('button', { name: 'Om en uge' }).click();
	await citizen.getByRole('button', { name: 'Jeg gør det selv' }).click();
	await citizen.getByRole('button', { name: 'Videre', exact: true }).click();
	await citizen.getByRole('button', { name: 'Noget er klart' }).click();
	await expect(first.laptop.getByText('Delvist').last()).toBeVisible();
	await end(first.laptop, first.session);

	for (const account of ['rusmiddel2', 'social2'] as const) {
		const board = await house.signIn(account);
		await board.goto(`${await casePath(house, '26-0098')}/board`);
		const row = board.getByRole('row').filter({ hasText: 'Mellem møderne' });
		await expect(row.first()).toContainText('Planlægning');
		if (account === 'rusmiddel2') continue;
		await row
			.first()
			.getByRole('button', { name: /^Status|status/ })
			.first()
			.click();
		await board.getByRole('menuitem', { name: 'Gjort', exact: true }).click();
		await expect(row.first()).toHaveAttribute('data-status', 'done');
	}

	const next = await makeSession(house, 'Planlægning');
	const again = await sitDown(house, next.laptop, next.code);
	await begin(next.laptop);
	await skipTo(house, again, 'Hvordan gik det?');
	await expect(again.getByText('Sidst var noget klart. Spørg om resten.')).toBeVisible();
	const shown = again.getByText(task);
	const on = again.getByRole('button', { name: 'Næste spørgsmål' });
	while (!(await shown.isVisible()) && (await on.isEnabled())) await on.click();
	await expect(shown).toBeVisible();
	await expect(again.getByRole('button', { name: 'Det var godt' })).toBeVisible();
});
