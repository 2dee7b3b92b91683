import type { Page } from '@playwright/test';
import { expect, test, violations } from './house.ts';
import { sideways } from './reach.ts';
import { awake, hold } from './script.ts';
import { comeIn, makeAddress } from './way-in.ts';

/** A page that is long in coming: its shape stands in its place, and it is said that it is on its way. */

const shape = (page: Page) => page.locator('.skeleton');
const said = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });

test('a page held back shows its shape after 300 ms, a word after 8 s, and then itself; a quick one does not blink', async ({
	house
}) => {
	const page = await house.signIn('rusmiddel');
	await page.clock.install();
	await page.goto('/');
	await awake(page);
	await page.clock.pauseAt(new Date(Date.now() + 60_000));
	const menu = page.getByRole('navigation', { name: 'Hovedmenu' });
	const heading = (name: string) => page.getByRole('heading', { level: 1, name });

	// Kit lets a press be drawn before it leaves.
	const pressed = () => page.clock.runFor(50);

	await menu.getByRole('link', { name: 'Møder' }).press('Enter');
	await pressed();
	await expect(heading('Møder')).toBeFocused();
	await expect(shape(page)).toHaveCount(0);

	const release = await hold(page, /\/cases\/__data\.json/);
	const asked = page.waitForRequest(/\/cases\/__data\.json/);
	await menu.getByRole('link', { name: 'Sager' }).press('Enter');
	await pressed();
	await asked;
	await page.clock.runFor(250);
	await expect(shape(page)).toHaveCount(0);
	await page.clock.runFor(100);
	await expect(shape(page)).toBeVisible();
	await expect(said(page, 'Henter siden …')).toHaveCount(1);
	await expect(page.locator('[aria-busy="true"][inert] h1')).toHaveText('Møder');
	await page.clock.runFor(8_000);
	await expect(said(page, 'Det tager længere tid end normalt.')).toHaveCount(1);

	release();
	await expect(heading('Sager')).toBeFocused();
	await expect(shape(page)).toHaveCount(0);
	await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
});

test('the citizen is told in easy Danish', async ({ house }) => {
	const citizen = await comeIn(house, await makeAddress(house));
	const release = await hold(citizen, /\/my-plan\/feelings\/__data\.json/);
	await citizen.getByRole('link', { name: 'Sådan har jeg det' }).click();
	await expect(shape(citizen)).toBeVisible();
	await expect(said(citizen, 'Siden kommer nu.')).toHaveCount(1);
	for (const colorScheme of ['light', 'dark'] as const) {
		await citizen.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		expect(await violations(citizen, 'colours')).toEqual([]);
	}
	await citizen.setViewportSize({ width: 390, height: 844 });
	expect(await sideways(citizen)).toBe(0);
	release();
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Sådan har jeg det');
	await expect(shape(citizen)).toHaveCount(0);
});
