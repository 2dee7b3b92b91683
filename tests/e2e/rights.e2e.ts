import type { Page } from '@playwright/test';
import { expect, test, violations, type House } from './house.ts';

/** A right that is taken away while somebody writes, and a name that turns out to be another's. */

async function casePath(house: House): Promise<string> {
	const [row] = await house.sql`select id from care_case where number = '26-0143'`;
	return `/cases/${String(row?.id)}`;
}

const mark = (page: Page) => page.locator('.saved');
const factors = (page: Page) =>
	page.getByRole('list', { name: 'Det, der beskytter' }).getByRole('textbox');

/** The database takes no new words until the answer is called: nobody gets a receipt. */
async function holdReceipts(house: House): Promise<() => Promise<void>> {
	const line = await house.sql.reserve();
	await line`begin`;
	await line`lock table document_update in share mode`;
	return async () => {
		await line`commit`;
		line.release();
	};
}

test('a basis withdrawn in mid-sentence: the part goes, and one’s unsent words can be taken along', async ({
	house
}) => {
	const path = await casePath(house);
	const signe = await house.signIn('rusmiddel');
	const karim = await house.signIn('social', {
		permissions: ['clipboard-read', 'clipboard-write']
	});
	await karim.goto(`${path}/board`);
	await expect(mark(karim)).toHaveAttribute('data-state', 'saved');
	const field = factors(karim).first();
	await field.press('Control+End');
	await field.pressSequentially(' Det nåede frem.');
	await expect(mark(karim)).toHaveAttribute('data-state', 'saved');

	const letReceiptsGo = await holdReceipts(house);
	await field.pressSequentially(' Det her nåede ikke at blive gemt.');
	await expect(mark(karim)).toHaveAttribute('data-state', 'unsaved');

	await signe.goto(`${path}/consent`);
	const what = 'Træk tilbage: Hverdag og netværk · Socialfaglig støtte';
	const entry = signe.locator('details', { hasText: what });
	await entry.locator('summary').click();
	await entry.getByRole('button', { name: 'Træk tilbage' }).click();

	const notice = karim.getByRole('alert').filter({ hasText: 'Adgang ophørt' });
	await expect(notice).toContainText('Hverdag og netværk');
	await expect(notice).toContainText('taget tilbage');
	const words = notice.getByRole('textbox');
	await expect(words).toHaveValue('Det her nåede ikke at blive gemt.');
	await expect(factors(karim)).toHaveCount(0);
	await expect(mark(karim)).toHaveAttribute('data-state', 'ended');
	// What others wrote, and what was saved, is nowhere in the page any more.
	expect(await karim.content()).not.toContain('Det nåede frem.');
	expect(await violations(karim)).toEqual([]);

	await notice.getByRole('button', { name: 'Kopiér teksten' }).click();
	await expect(notice).toContainText('Teksten er kopieret.');
	expect(await karim.evaluate(() => navigator.clipboard.readText())).toBe(
		'Det her nåede ikke at blive gemt.'
	);
	await notice.getByRole('button', { name: 'Jeg skal ikke bruge den' }).click();
	await expect(words).toHaveCount(0);
	await letReceiptsGo();
	await expect(mark(karim)).toHaveAttribute('data-state', 'saved');
});

test('where the browser has no crypto, as on plain http, a responsibility is accepted all the same', async ({
	house
}) => {
	const karim = await house.signIn('social');
	await karim.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }));
	await karim.goto(`${await casePath(house)}/board`);
	await expect(mark(karim)).toHaveAttribute('data-state', 'saved');
	const yes = karim.getByRole('button', { name: /^(Ja|Vi tager)/ }).first();
	const open = await karim.getByRole('button', { name: /^(Ja|Vi tager)/ }).count();
	await yes.click();
	await expect(karim.getByRole('button', { name: /^(Ja|Vi tager)/ })).toHaveCount(open - 1);
});
