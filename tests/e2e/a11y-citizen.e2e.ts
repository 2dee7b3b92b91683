import type { Page } from '@playwright/test';
import { expect, settled, test, violations } from './house.ts';
import { outOfReach, sideways, smallTargets } from './reach.ts';
import { begin, makeSession, sitDown, skip } from './sitting.ts';
import { comeIn, makeAddress, ownTablet } from './way-in.ts';

/**
 * Every page that a citizen looks at, on a tablet and as narrow as 400 % zoom leaves it, light and
 * dark: no accessibility fault, nothing that scrolls sideways, nothing too small for a finger, and
 * nothing that the keyboard does not come to.
 */
const looks = [
	{ width: 820, height: 1180, scheme: 'dark' },
	{ width: 320, height: 800, scheme: 'light' }
] as const;

async function faultsOf(page: Page): Promise<object> {
	const found: Record<string, unknown> = {};
	for (const { width, height, scheme } of looks) {
		await page.setViewportSize({ width, height });
		await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
		await settled(page);
		found[`${width} ${scheme}`] = await violations(page);
		found[`${width} sideways`] = await sideways(page);
		found[`${width} small`] = await smallTargets(page);
	}
	return { ...found, outOfReach: await outOfReach(page) };
}

const none = {
	...Object.fromEntries(
		looks.flatMap(({ width, scheme }) => [
			[`${width} ${scheme}`, []],
			[`${width} sideways`, 0],
			[`${width} small`, []]
		])
	),
	outOfReach: []
};

const parts = 'goal words goals week people promises agreement relapse worked'.split(' ');
const pages = 'hard paper feelings people today mine agreement'.split(' ');

test('the pages of Min plan are good for eye, finger and keyboard', async ({ house }) => {
	test.slow();
	const address = await makeAddress(house);
	const citizen = await comeIn(house, address);
	const door = await house.stranger(ownTablet);
	await door.goto(address);
	await expect(door.getByRole('heading', { level: 1 })).toHaveText('Tryk på dine fire billeder');
	expect.soft(await faultsOf(door), 'door').toEqual(none);
	for (const path of [
		'',
		...pages.map((one) => `/${one}`),
		...parts.map((one) => `/write/${one}`)
	]) {
		await citizen.goto(`/my-plan${path}`);
		await citizen.locator('h1').first().waitFor();
		await citizen.waitForLoadState('load');
		expect.soft(await faultsOf(citizen), `/my-plan${path}`).toEqual(none);
	}
});

for (const [kind, first] of [
	['Planlægning', 'Hvem er her i dag?'],
	['Min plan, når det er svært', 'Hvordan har du det nu?'],
	['Hvad lærte vi?', 'Hvordan har du det nu?']
] as const) {
	test(`every step of a session is good for eye, finger and keyboard: ${kind}`, async ({
		house
	}) => {
		test.slow();
		const { laptop, code } = await makeSession(house, kind, { allTools: true });
		const citizen = await sitDown(house, laptop, code);
		expect.soft(await faultsOf(citizen), 'before it begins').toEqual(none);
		await begin(laptop);
		const title = citizen.getByRole('heading', { level: 1 });
		await expect(title).toHaveText(first);
		const steps = await citizen.locator('nav li').count();
		for (let at = 0; at < steps; at += 1) {
			expect.soft(await faultsOf(citizen), await title.innerText()).toEqual(none);
			if (at === steps - 1) break;
			await skip(house, citizen, at);
		}
	});
}
