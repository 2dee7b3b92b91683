import type { Page } from '@playwright/test';
import { expect, holdReceipts, test, violations, type House } from './house.ts';

/** A right that is taken away while somebody writes, and a name that turns out to be another's. */

async function casePath(house: House): Promise<string> {
	const [row] = await house.sql`select id from care_case where number = '26-0143'`;
	return `/cases/${String(row?.id)}`;
}

const mark = (page: Page) => page.locator('.saved');
const factors = (page: Page) =>
	page.getByRole('list', { name: 'Det, der beskytter' }).getByRole('textbox');

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

/** Every page asks the server for its own, so another tab of the same browser signs in for both. */
async function signInBeside(page: Page, account: string): Promise<void> {
	const beside = await page.context().newPage();
	await beside.goto('/sign-in');
	await beside.fill('[name=email]', `${account}@samtavle.example`);
	await beside.fill('[name=password]', 'samtavle-demo');
	await beside.press('[name=password]', 'Enter');
	await beside.waitForURL((to) => !to.pathname.startsWith('/sign-in'));
	await beside.close();
	await page.bringToFront();
}

test('signed out in mid-sentence: the words wait, go nowhere with another person, and are saved for their own', async ({
	house
}) => {
	const karim = await house.signIn('social');
	await karim.goto(`${await casePath(house)}/board`);
	await expect(mark(karim)).toHaveAttribute('data-state', 'saved');
	const field = factors(karim).first();
	await field.press('Control+End');
	await field.pressSequentially(' Det nåede frem.');
	await expect(mark(karim)).toHaveAttribute('data-state', 'saved');

	const [last] = await house.sql<{ seq: string }[]>`select max(seq) as seq from document_update`;
	const letReceiptsGo = await holdReceipts(house);
	await field.pressSequentially(' Midt i en sætning.');
	await expect(mark(karim)).toHaveAttribute('data-state', 'unsaved');
	await house.sql`delete from session`;
	const notice = karim.getByRole('alert').filter({ hasText: 'Du er logget ud.' });
	await expect(notice.getByRole('textbox')).toHaveValue('Midt i en sætning.');
	await expect(notice).toContainText('når du er logget ind igen');
	await expect(factors(karim)).toHaveCount(0);
	expect(await karim.content()).not.toContain('Det nåede frem.');
	await expect(notice.getByRole('link', { name: 'Log ind igen' })).toHaveAttribute(
		'target',
		'_blank'
	);
	expect(await violations(karim)).toEqual([]);
	await letReceiptsGo();

	// Somebody else at the same machine, with the same rights: the page is not theirs.
	const asked = karim.waitForResponse((answer) => answer.url().endsWith('/api/session'));
	await signInBeside(karim, 'rusmiddel');
	expect(await (await asked).json()).not.toBe(null);
	await expect(notice).toBeVisible();
	await expect(factors(karim)).toHaveCount(0);
	await house.sql`delete from session`;

	await signInBeside(karim, 'social');
	await expect(mark(karim)).toHaveAttribute('data-state', 'saved');
	await expect(notice).toHaveCount(0);
	const words = / Det nåede frem\. Midt i en sætning\.$/;
	await expect(factors(karim).first()).toHaveValue(words);
	await karim.reload();
	await expect(factors(karim).first()).toHaveValue(words);
	const writers = await house.sql<{ email: string }[]>`
		select distinct email from document_update join person on by = 'person:' || person.id
		where seq > ${last?.seq ?? ''}`;
	expect(writers.map(({ email }) => email)).toEqual(['social@samtavle.example']);
});

test('signed out while leading a meeting: it is told once, and a begun agreement waits in its field', async ({
	house
}) => {
	const [meeting] = await house.sql`
		update meeting set phase = 'open' where phase = 'invited'
		and title = 'Aftener og fællesskab' returning id`;
	const signe = await house.signIn('rusmiddel');
	await signe.goto(`/meetings/${String(meeting?.id)}/run`);
	const field = signe.getByRole('textbox', { name: 'Ny aftale' });
	await field.fill('Lone ringer til Else');
	await expect(mark(signe)).toHaveAttribute('data-state', 'saved');

	await house.sql`delete from session`;
	await expect(signe.getByRole('alert').filter({ hasText: 'Du er logget ud.' })).toHaveCount(1);
	await expect(field).toHaveCount(0);
	await expect(signe.getByRole('textbox', { name: /kan gemme det/ })).toHaveValue(
		'Lone ringer til Else'
	);
	// "None yet" would be said of agreements that are only out of sight.
	await expect(signe.getByText('Ingen aftaler endnu.')).toHaveCount(0);
	expect(await violations(signe)).toEqual([]);

	await signInBeside(signe, 'rusmiddel');
	await expect(field).toHaveValue('Lone ringer til Else');
	await expect(async () => {
		await field.press('Enter');
		await expect(field).toHaveValue('', { timeout: 500 });
	}).toPass();
	await expect(mark(signe)).toHaveAttribute('data-state', 'saved');
});

test('a sign-out for idleness is told ahead, and put off with one press of a key', async ({
	house
}) => {
	const karim = await house.signIn('social');
	const warning = karim.getByRole('status').filter({ hasText: 'Du bliver snart logget ud' });
	// Coming to the page is a sign of life; what ends soon is a page that was left open.
	await expect(karim.getByRole('heading', { level: 1 })).toBeVisible();
	await house.sql`update session set expires_at = now() + interval '5 minutes 30 seconds'`;
	await karim.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await expect(warning).toBeVisible();
	expect(await violations(karim)).toEqual([]);

	const stay = warning.getByRole('button', { name: 'Bliv logget ind' });
	await stay.focus();
	await expect(stay).toBeFocused();
	await karim.keyboard.press('Enter');
	await expect(warning).toHaveCount(0);
	const [row] = await house.sql<{ minutes: number }[]>`
		select extract(epoch from expires_at - now())::float / 60 as minutes from session`;
	expect(row?.minutes).toBeGreaterThan(29);
});
