import type { Page } from '@playwright/test';
import { expect, test, type House } from './house.ts';
import { awake } from './script.ts';

/** When things go wrong the screen says what has happened, whether the words are safe, and what to do. */

async function boardAddress(house: House, number = '26-0143'): Promise<string> {
	const [found] = await house.sql`select id from care_case where number = ${number}`;
	return `/cases/${String(found?.id)}/board`;
}

const goal = (page: Page) => page.getByRole('textbox', { name: 'Fælles mål om trivsel' });
const saved = (page: Page) => page.locator('.saved');

async function onBoard(house: House, account: 'rusmiddel' | 'social'): Promise<Page> {
	const page = await house.signIn(account);
	await page.goto(await boardAddress(house));
	await expect(saved(page)).toContainText(/Gemt/);
	return page;
}

test('a server killed in mid-sentence loses nothing: not what was saved, not what was being written', async ({
	house
}) => {
	const signe = await onBoard(house, 'rusmiddel');
	const karim = await onBoard(house, 'social');

	await goal(signe).press('End');
	await goal(signe).pressSequentially(' Det er gemt.');
	await expect(goal(karim)).toHaveValue(/Det er gemt\.$/);
	await expect(saved(signe)).toContainText('Gemt');

	await goal(signe).pressSequentially(' Og det her');
	await house.kill();
	await goal(signe).pressSequentially(' blev skrevet uden server.');
	await expect(saved(signe)).toContainText('Ikke gemt');
	await expect(goal(signe)).toHaveValue(/uden server\.$/);

	await house.restart();
	await expect(saved(signe)).toHaveAttribute('data-state', 'saved', { timeout: 30_000 });
	await expect(saved(signe).getByRole('status')).toHaveText('Gemt');
	await expect(goal(karim)).toHaveValue(/Det er gemt\. Og det her blev skrevet uden server\.$/, {
		timeout: 30_000
	});
	await signe.reload();
	await expect(goal(signe)).toHaveValue(/Det er gemt\. Og det her blev skrevet uden server\.$/);
});

test('with live sockets blocked the board is there to read, and says that the line is gone', async ({
	house
}) => {
	const page = await house.signIn('rusmiddel');
	await page.routeWebSocket(/\/live\//, (socket) => socket.close({ code: 1011 }));
	await page.goto(await boardAddress(house));
	await expect(page.getByText('Jeg vil gerne ud at fiske med min søster igen.')).toBeVisible();
	await expect(saved(page)).toContainText('Uden net');
});

test('somebody without access is told the same of a case that is there and of one that is not', async ({
	house
}) => {
	const stranger = await house.signIn('social2');
	const there = await stranger.goto(await boardAddress(house));
	const missing = await stranger.goto('/cases/AAAAAAAAAAAAAAAAAAAAAA/board');
	expect(there?.status()).toBe(404);
	expect(missing?.status()).toBe(404);
});

test('a page that does not come is asked for until it is there', async ({ house }) => {
	const page = await house.signIn('rusmiddel');
	const data = /__data\.json/;
	for (const answer of [null, { status: 502, body: '<h1>Bad Gateway</h1>' }]) {
		await page.goto('/cases');
		await awake(page);
		await page.route(data, (asked) => (answer ? asked.fulfill(answer) : asked.abort()));
		const menu = page.getByRole('navigation', { name: 'Hovedmenu' });
		await menu.getByRole('link', { name: 'Møder' }).click();
		await expect(page.getByRole('heading', { name: 'Samtavle svarer ikke lige nu' })).toBeVisible();
		await expect(page.getByText('Vi prøver igen')).toBeVisible();
		await page.unroute(data);
		await expect(page.getByRole('heading', { level: 1, name: 'Møder' })).toBeVisible();
	}
});

test('a form sent while nobody answers keeps what was typed, and is sent when somebody does', async ({
	house
}) => {
	const page = await house.signIn('koordinator');
	const address = '/cases/new';
	await page.goto(address);
	await awake(page);
	const number = page.getByLabel('Sagsnummer');
	await number.fill('nyt');
	for (const area of ['substanceTreatment', 'socialSupport']) {
		await page.locator(`select[name="${area}"]`).selectOption({ index: 1 });
	}
	const press = () => page.getByRole('button', { name: 'Opret sag' }).click();
	await page.route(`**${address}`, (asked) => asked.abort());
	await press();
	await expect(page.getByText('Ikke sendt. Det, du skrev, står her endnu.')).toBeVisible();
	await expect(number).toHaveValue('nyt');
	await page.unroute(`**${address}`);
	await press();
	await expect(page.getByRole('heading', { level: 1, name: 'Sager' })).toBeVisible();
	expect(await house.sql`select from care_case where number = 'nyt'`).toHaveLength(1);
});
