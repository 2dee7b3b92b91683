import type { Locator, Page } from '@playwright/test';
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

/** By the link that the page offers: another tab, which closes itself and leads back. */
async function signInThrough(offer: Locator, account: string): Promise<void> {
	const opened = offer.page().context().waitForEvent('page');
	await offer.getByRole('link', { name: 'Log ind igen' }).click();
	const tab = await opened;
	await tab.fill('[name=email]', `${account}@samtavle.example`);
	await tab.fill('[name=password]', 'samtavle-demo');
	const closed = tab.waitForEvent('close');
	await tab.press('[name=password]', 'Enter');
	await closed;
	await offer.page().bringToFront();
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
	await expect(karim.getByText('Det kommer frem igen').first()).toBeVisible();
	await expect(karim.getByText(/har ikke sagt ja|Adgangen er taget/)).toHaveCount(0);
	expect(await karim.content()).not.toContain('Det nåede frem.');
	await expect(notice.getByRole('link', { name: 'Log ind igen' })).toHaveAttribute(
		'target',
		'_blank'
	);
	expect(await violations(karim)).toEqual([]);
	await letReceiptsGo();

	// Somebody else at the same machine, with the same rights: the page is not theirs.
	const asked = karim.waitForResponse(
		async (answer) => answer.url().endsWith('/api/session') && (await answer.json()) !== null
	);
	await signInBeside(karim, 'rusmiddel');
	await asked;
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

	// On a phone the panel is behind its button, which counts nothing either.
	await signe.setViewportSize({ width: 390, height: 844 });
	await expect(signe.getByRole('button', { name: 'Det aftaler vi', exact: true })).toHaveText('');
	// Any other button says the same, and is no dead end.
	const dialog = signe.getByRole('dialog', { name: 'Du er logget ud.' });
	await signe.getByRole('button', { name: 'Begynd mødet' }).click();
	await expect(dialog).toContainText('Det, du har skrevet, er her stadig.');
	await expect(signe.getByText('Det kunne ikke lade sig gøre')).toHaveCount(0);
	expect(await violations(signe)).toEqual([]);
	await signInThrough(dialog, 'rusmiddel');
	await expect(dialog).toHaveCount(0);
	await signe.setViewportSize({ width: 1440, height: 900 });
	await expect(field).toHaveValue('Lone ringer til Else');
	await expect(async () => {
		await field.press('Enter');
		await expect(field).toHaveValue('', { timeout: 500 });
	}).toPass();
	await expect(mark(signe)).toHaveAttribute('data-state', 'saved');

	// Refused for another reason, nobody is told that they are signed out.
	await signe.route('**/commands', (route) => route.fulfill({ status: 404 }));
	await signe.getByRole('button', { name: 'Begynd mødet' }).click();
	await expect(signe.getByText('Det kunne ikke lade sig gøre')).toBeVisible();
	await expect(dialog).toHaveCount(0);
});

test('somebody taken off the case reads that access was taken back, and not that the citizen said no', async ({
	house
}) => {
	const path = await casePath(house);
	const lone = await house.signIn('stoette');
	await lone.goto(`${path}/board`);
	await expect(mark(lone)).toHaveAttribute('data-state', 'saved');
	const karim = await house.signIn('social');
	await karim.goto(`${path}/people`);
	await karim.getByText('Ret Lone Fisker').click();
	await karim.getByRole('button', { name: 'Fjern fra sagen' }).click();
	await expect(mark(lone).getByRole('status')).toHaveText('Adgangen er ophørt');
	await expect(lone.getByText('Planen med borgerens ord er lukket for dig nu')).toBeVisible();
	await expect(lone.getByText('ikke sagt ja')).toHaveCount(0);
});

test('signed out with a form half filled in: it stays as it is, and is sent when one is back', async ({
	house
}) => {
	const karim = await house.signIn('social');
	await karim.goto(`${await casePath(house)}/people`);
	const form = karim.getByRole('region', { name: 'Tilføj en fra netværket' });
	const name = form.getByRole('textbox', { name: 'Navn' });
	await name.fill('Nabo Ruth');
	await house.sql`delete from session`;
	const send = form.getByRole('button');
	await send.click();
	const dialog = karim.getByRole('dialog', { name: 'Du er logget ud.' });
	await expect(dialog).toBeVisible();
	await signInThrough(dialog, 'social');
	await expect(dialog).toHaveCount(0);
	await expect(name).toHaveValue('Nabo Ruth');
	await send.click();
	await expect(karim.getByRole('listitem').filter({ hasText: 'Nabo Ruth' })).toBeVisible();

	// Beside somebody who is signed in already, it says who that is.
	await karim.goto('/sign-in?beside');
	await expect(karim.getByRole('heading', { level: 1 })).toHaveText(
		'Du er logget ind som Karim Bendtsen.'
	);
	expect(await violations(karim)).toEqual([]);
});

test('a sign-out for idleness is told ahead, and put off with one press of a key', async ({
	house
}) => {
	const karim = await house.signIn('social');
	await karim.goto('/');
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
