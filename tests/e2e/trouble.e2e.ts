import type { Page } from '@playwright/test';
import { expect, test, type House } from './house.ts';

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
