import type { Page } from '@playwright/test';
import { expect, test, violations } from './house.ts';
import { casePath, comeIn, makeAddress, ownTablet, tapPictures } from './way-in.ts';

/** The citizen's own tablet: the door, what is written there, and who gets to see it. */

const wish = 'Et arbejde, hvor jeg bruger hænderne.';

const wishOn = (page: Page) => page.getByRole('listitem').filter({ hasText: wish }).first();

test('a found address opens nothing without the pictures, and shows nothing of whose it is', async ({
	house
}) => {
	const address = await makeAddress(house);
	await comeIn(house, address);
	const finder = await house.stranger(ownTablet);
	await finder.goto(address);
	const title = finder.getByRole('heading', { level: 1 });
	await expect(title).toHaveText('Tryk på dine fire billeder');
	// The address is gone from the bar, so that nobody reads it over a shoulder.
	expect(new URL(finder.url()).hash).toBe('');
	expect(await violations(finder)).toEqual([]);

	await tapPictures(finder, ['Hund', 'Bus', 'Lave mad', 'Fiske']);
	await expect(finder.getByRole('alert')).toHaveText(/Det var ikke de rigtige billeder/);
	expect(await finder.content()).not.toContain('Mikkel');
	await finder.goto('/my-plan/write/words');
	await expect(finder).toHaveURL(/\/my-plan\/door$/);
	await expect(finder.getByText(wish)).toHaveCount(0);
});

test('a card that the citizen keeps to the room leaves the others’ screens, and comes back when shared', async ({
	house
}) => {
	const address = await makeAddress(house);
	const citizen = await comeIn(house, address);
	const karim = await house.signIn('social');
	await karim.goto(`${await casePath(house)}/board`);
	await expect(karim.getByText(wish).first()).toBeAttached();

	await citizen.goto('/my-plan/write/words');
	await wishOn(citizen).getByText('Kun os her').click();
	await expect(wishOn(citizen).getByRole('radio', { name: 'Kun os her' })).toBeEnabled();
	await expect(wishOn(citizen).getByRole('radio', { name: 'Kun os her' })).toBeChecked();
	await expect(karim.getByText(wish)).toHaveCount(0, { timeout: 1_000 });
	// Nor does it stay in what the page was drawn from.
	expect(await karim.content()).not.toContain(wish.slice(0, -1));
	await karim.reload();
	await expect(karim.getByText('Noget at lave om aftenen.').first()).toBeAttached();
	expect(await karim.content()).not.toContain(wish.slice(0, -1));

	await wishOn(citizen).getByText('Hele netværket').click();
	await expect(karim.getByText(wish).first()).toBeAttached();
});

test('an hour without net on the kitchen table: what was written meanwhile is saved', async ({
	house
}) => {
	const address = await makeAddress(house);
	const citizen = await comeIn(house, address);
	const karim = await house.signIn('social');
	await karim.goto(`${await casePath(house)}/board`);
	await citizen.clock.install();
	await citizen.goto('/my-plan/write/words');
	const field = wishOn(citizen).getByRole('textbox', { name: 'Med dine egne ord' });
	await expect(field).toBeEditable();

	await citizen.context().setOffline(true);
	await field.press('Control+End');
	await field.pressSequentially(' Helst med træ.');
	await citizen.clock.fastForward('01:00:00');
	await expect(citizen.getByText(/Dine ord er ikke gemt endnu/).first()).toBeVisible();
	await expect(karim.getByText(/Helst med træ/)).toHaveCount(0);

	await citizen.context().setOffline(false);
	await citizen.clock.fastForward('01:00');
	await expect(karim.getByText(`${wish} Helst med træ.`).first()).toBeAttached();
	await expect(citizen.getByText(/Dine ord er ikke gemt endnu/)).toHaveCount(0);
	await citizen.reload();
	await expect(field).toHaveValue(`${wish} Helst med træ.`);
});
