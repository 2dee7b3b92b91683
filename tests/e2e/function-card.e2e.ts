import { expect, settled, test, violations } from './house.ts';
import { sideways, smallTargets } from './reach.ts';
import { begin, makeSession, picture, sitDown } from './sitting.ts';
import { casePath } from './way-in.ts';

test('the citizen lets the function card stand on the board, for those with a basis, and takes it back', async ({
	house
}) => {
	test.setTimeout(180_000);
	const { laptop, code } = await makeSession(house, 'Planlægning', { allTools: true });
	const citizen = await sitDown(house, laptop, code);
	await begin(laptop);
	const title = citizen.getByRole('heading', { level: 1 });
	await expect(title).toHaveText('Hvem er her i dag?');
	const steps = await citizen.locator('nav li').count();
	for (let at = 0; at < steps && (await title.innerText()) !== 'Hvad giver det dig?'; at += 1) {
		await citizen.request.post('/seat/session/answers', {
			headers: { origin: house.url },
			data: { do: 'next', at, skip: true }
		});
		await expect(citizen.locator('nav .place')).toHaveText(`${at + 2} af ${steps}`);
	}
	// Somebody with a basis works on the same board meanwhile.
	const board = await house.signIn('rusmiddel2');
	await board.goto(`${await casePath(house, '26-0098')}/board`);

	await citizen.getByLabel('Før: Hvor er du?').fill('Alene om aftenen');
	for (let asked = 1; asked < 6; asked += 1) {
		await citizen.getByRole('button', { name: 'Næste spørgsmål' }).click();
	}
	await expect(citizen.getByText('Må kortet stå på tavlen?')).toBeVisible();
	await expect(citizen.getByText(/Kun de, der må vide det/)).toBeVisible();
	const no = citizen.getByRole('button', { name: 'Nej, kun her' });
	await expect(no).toHaveAttribute('aria-pressed', 'true');
	await expect(board.getByText('Alene om aftenen')).toHaveCount(0);
	for (const width of [820, 320]) {
		await citizen.setViewportSize({ width, height: 900 });
		await settled(citizen);
		expect(await violations(citizen)).toEqual([]);
		expect([await sideways(citizen), await smallTargets(citizen)]).toEqual([0, []]);
	}
	await picture(citizen, 'function-card-board');

	const yes = citizen.getByRole('button', { name: 'Ja, på tavlen' });
	await yes.focus();
	await citizen.keyboard.press('Enter');
	await expect(board.getByText('Alene om aftenen').first()).toBeAttached();
	await expect(laptop.getByText('Kortet står på tavlen under rusmidler.')).toBeVisible();
	await no.click();
	await expect(board.getByText('Alene om aftenen')).toHaveCount(0);
});
