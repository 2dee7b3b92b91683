import type { BrowserContextOptions, Page } from '@playwright/test';
import { expect, test, violations, type House } from './house.ts';

/** The citizen's own tablet: the door, what is written there, and who gets to see it. */

const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true };
const mine = ['Hund', 'Bus', 'Lave mad', 'Hjem'];
const wish = 'Et arbejde, hvor jeg bruger hænderne.';

async function casePath(house: House): Promise<string> {
	const [row] = await house.sql`select id from care_case where number = '26-0143'`;
	return `/cases/${String(row?.id)}`;
}

/** The address as it is shown once, when the coordinator makes it with the citizen. */
async function makeAddress(house: House): Promise<string> {
	const signe = await house.signIn('rusmiddel');
	await signe.goto(`${await casePath(house)}/citizen`);
	const answer = signe.waitForResponse((one) => one.url().endsWith('?/makeWayIn'));
	await signe.getByRole('button', { name: /^Lav (adressen|en ny adresse)$/ }).click();
	const address = /\/my-plan\/door#smt_[\w-]+/.exec(await (await answer).text())?.[0];
	if (address === undefined) throw new Error('no address was made');
	return address;
}

async function tapPictures(page: Page, pictures: readonly string[]): Promise<void> {
	for (const name of pictures) await page.getByRole('button', { name, exact: true }).click();
}

/** The citizen's tablet, at the plan; the pictures are chosen on the way. */
async function comeIn(house: House, address: string, options: BrowserContextOptions = tablet) {
	const citizen = await house.stranger(options);
	const title = citizen.getByRole('heading', { level: 1 });
	await citizen.goto(address);
	await expect(title).toHaveText('Vælg fire billeder');
	await tapPictures(citizen, mine);
	await expect(title).toHaveText('Vælg de samme fire igen');
	await tapPictures(citizen, mine);
	await citizen.waitForURL('**/my-plan');
	return citizen;
}

const wishOn = (page: Page) => page.getByRole('listitem').filter({ hasText: wish }).first();

test('a found address opens nothing without the pictures, and shows nothing of whose it is', async ({
	house
}) => {
	const address = await makeAddress(house);
	await comeIn(house, address);
	const finder = await house.stranger(tablet);
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
