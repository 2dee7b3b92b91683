import { expect, test, type House } from './house.ts';
import { begin, end, makeSession, sitDown, skipTo } from './sitting.ts';

/** Tools that are put into a session: the circle of change, practising to say no, importance and confidence. */

async function sitting(house: House) {
	const { laptop, session, code } = await makeSession(house, 'Planlægning', { allTools: true });
	const citizen = await sitDown(house, laptop, code);
	await begin(laptop);
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Hvem er her i dag?');
	return { laptop, session, citizen };
}

test('the citizen sets the mark in the circle, practises a no, and says how much and how sure; next time the circle remembers', async ({
	house
}) => {
	test.slow();
	const { laptop, session, citizen } = await sitting(house);
	await skipTo(house, citizen, 'Hvor er du nu?');
	await expect(citizen.getByRole('heading', { name: 'Her har du været' })).toHaveCount(0);
	const circle = citizen.getByRole('group', { name: 'Hvor er du nu?' });
	await circle.getByRole('radio', { name: 'Ikke nu' }).focus();
	await citizen.keyboard.press('ArrowRight');
	await expect(circle.getByRole('radio', { name: 'Jeg tænker over det' })).toBeChecked();
	await expect(laptop.getByText('Jeg tænker over det')).toBeVisible();

	await skipTo(house, citizen, 'Hvad vil du øve?');
	await citizen.getByRole('button', { name: 'Alle andre drikker' }).click();
	await expect(citizen.getByText('En siger det. Du svarer. Byt så.')).toBeVisible();
	await citizen.getByRole('button', { name: 'Nej tak' }).click();
	await citizen.getByRole('button', { name: 'Det vil jeg bruge' }).click();
	await expect(citizen.getByRole('button', { name: 'Nej tak' })).toHaveAttribute(
		'aria-pressed',
		'true'
	);
	await expect(laptop.getByText(/Nej tak/)).toBeVisible();

	// One question at a time, each answered by a picture.
	await skipTo(house, citizen, 'Vil du det? Tror du, det går?');
	await expect(citizen.getByText('Tror du, at det går?')).toHaveCount(0);
	await citizen
		.getByRole('group', { name: 'Hvor vigtigt er det for dig?' })
		.getByText('Meget', { exact: true })
		.click();
	const sure = citizen.getByRole('group', { name: 'Tror du, at det går?' });
	await expect(sure.locator('.pictogram, svg').first()).toBeVisible();
	await sure.getByText('Noget', { exact: true }).click();
	await expect(sure.getByRole('radio', { name: 'Noget' })).toBeChecked();
	await end(laptop, session);

	const again = await sitting(house);
	await skipTo(house, again.citizen, 'Hvor er du nu?');
	const been = again.citizen.locator('main section').filter({ hasText: 'Her har du været' });
	await expect(been.getByRole('listitem')).toContainText('Jeg tænker over det');
});
