import type { Page } from '@playwright/test';
import { addProtectiveFactor } from '#lib/board/edit-assessment.ts';
import { expect, test, violations, type House } from './house.ts';
import { writeAs } from './pen.ts';

/** The board of the case in the pictures. */
async function boardPath(house: House): Promise<string> {
	const [row] = await house.sql<
		{ id: string }[]
	>`select id from care_case where number = '26-0143'`;
	return `/cases/${row?.id}/board`;
}

async function opens(page: Page, path: string): Promise<void> {
	await page.goto(path);
	await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
}

async function bothTovholdere(house: House): Promise<[Page, Page]> {
	const path = await boardPath(house);
	const pages: [Page, Page] = [await house.signIn('rusmiddel'), await house.signIn('social')];
	for (const page of pages) await opens(page, path);
	return pages;
}

const cell = (page: Page) =>
	page.getByRole('textbox', { name: 'opgave for Socialfaglig støtte: Gode aftener sammen' });
const protective = (page: Page) => page.getByRole('list', { name: 'Det, der beskytter' });
const factors = (page: Page) =>
	protective(page)
		.getByRole('textbox')
		.evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value)); // reason: textboxes of this list are textareas

test('two write in the same field; each keeps the caret, and undo takes back one’s own', async ({
	house
}) => {
	const [signe, karim] = await bothTovholdere(house);
	await expect(signe.getByRole('group', { name: /^På tavlen nu/ })).toContainText('KB');

	await cell(karim).click();
	await expect(signe.locator('td[data-busy]')).toContainText('Karim');
	await karim.keyboard.press('Control+End');
	await karim.keyboard.type(' Lørdag fri.');
	await expect(cell(signe)).toHaveValue(/Lørdag fri\.$/);

	await cell(signe).click();
	await signe.keyboard.press('Control+Home');
	await signe.keyboard.type('Hver uge: ');
	await expect(cell(karim)).toHaveValue(/^Hver uge: .*Lørdag fri\.$/);
	await expect(karim.getByText('Signe og du skrev samtidig. Begge dele er med.')).toBeVisible();
	await karim.keyboard.type(' Og søndag.');
	await expect(cell(signe)).toHaveValue(/^Hver uge: .*Lørdag fri\. Og søndag\.$/);

	await signe.keyboard.press('Control+z');
	await expect(cell(karim)).toHaveValue(/^Planlægger .*Og søndag\.$/);
	await signe.keyboard.press('Control+Shift+z');
	await expect(cell(karim)).toHaveValue(/^Hver uge: .*Og søndag\.$/);
	await expect(signe.locator('.saved')).toHaveAttribute('data-state', 'saved');
	await karim.reload();
	await expect(cell(karim)).toHaveValue(/^Hver uge: .*Og søndag\.$/);
});

test('a card is moved by mouse, keyboard and menu, binned, and put back by somebody else', async ({
	house
}) => {
	const [signe, karim] = await bothTovholdere(house);
	const [first = '', second = '', third = ''] = await factors(signe);

	await protective(signe)
		.getByRole('button', { name: `Flyt: ${first}`, exact: true })
		.focus();
	await signe.keyboard.press('Space');
	await signe.keyboard.press('ArrowDown');
	await signe.keyboard.press('Space');
	await expect.poll(() => factors(karim)).toEqual([second, first, third]);

	const grip = (name: string) =>
		protective(signe).getByRole('button', { name: `Flyt: ${name}`, exact: true });
	await grip(second).hover();
	await signe.mouse.down();
	const below = await grip(third).boundingBox();
	if (!below) throw new Error('nothing to drag to');
	// It is lifted by the first move, and looks where it is a few times a second.
	await signe.mouse.move(below.x, below.y + below.height, { steps: 10 });
	const rows = protective(signe).getByRole('listitem');
	await expect(rows.nth(1)).toHaveAccessibleName(third);
	await signe.mouse.up();
	await expect.poll(() => factors(karim)).toEqual([first, third, second]);
	await protective(signe).click({ position: { x: 1, y: 1 } });
	await signe.keyboard.press('Control+z');
	await expect.poll(() => factors(karim)).toEqual([second, first, third]);

	const menu = (page: Page, name: string) =>
		protective(page).getByRole('button', { name: `Flyt eller fjern: ${name}` });
	await menu(signe, third).press('Enter');
	await signe.getByRole('menuitem', { name: 'Flyt til toppen' }).press('Enter');
	await expect.poll(() => factors(karim)).toEqual([third, second, first]);

	await menu(signe, first).press('Enter');
	await signe.getByRole('menuitem', { name: 'Læg i papirkurven' }).press('Enter');
	await expect.poll(() => factors(karim)).toEqual([third, second]);
	await karim.locator('summary', { hasText: 'Papirkurv' }).click();
	await karim.getByRole('button', { name: `Læg tilbage ${first}` }).click();
	await expect.poll(() => factors(signe)).toEqual([third, second, first]);
});

test('of a long list the cards far away are found, printed and reached as the near ones are', async ({
	house
}) => {
	const path = await boardPath(house);
	const page = await house.signIn('rusmiddel');
	const [part] = await house.sql`
		select d.id from document d join care_case c on c.id = d.case_id
		where c.number = '26-0143' and d.kind = 'everyday'`;
	await opens(page, path);
	await writeAs(page, String(part?.id), (doc) => {
		for (let at = 1; at <= 60; at++) addProtectiveFactor(doc, { text: `Styrke ${at} i alt` });
	});
	await page.reload();
	await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
	const far = protective(page).locator('[data-far]');
	await expect(far.filter({ hasText: 'Styrke 60 i alt' })).toHaveCount(1);

	await page.emulateMedia({ media: 'print' });
	const drawn = await protective(page)
		.getByRole('listitem')
		.evaluateAll((rows) =>
			rows.filter((row) => row.checkVisibility({ contentVisibilityAuto: true }))
		);
	expect(drawn).toHaveLength(63);
	await page.emulateMedia({ media: null });

	// As Ctrl F of the browser does.
	await page.evaluate('find("Styrke 60 i alt")');
	await expect(page.getByRole('button', { name: 'Flyt: Styrke 60 i alt' })).toBeVisible();
	await expect(far.filter({ hasText: 'Styrke 60 i alt' })).toHaveCount(0);
	await protective(page).getByRole('textbox').last().press('End');
	await page.keyboard.type(' og mere');
	await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
	await expect.poll(async () => (await factors(page)).at(-1)).toBe('Styrke 60 i alt og mere');
});

test('cells are reached with Ctrl and arrows, and a step gets words, owner, date and status', async ({
	house
}) => {
	const [signe, karim] = await bothTovholdere(house);
	await cell(signe).click();
	await signe.keyboard.press('Control+ArrowLeft');
	await expect(
		signe.getByRole('textbox', { name: 'opgave for Rusmiddelbehandling: Gode aftener sammen' })
	).toBeFocused();
	await signe.keyboard.press('Control+ArrowDown');
	await expect(
		signe.getByRole('textbox', { name: 'opgave for Rusmiddelbehandling: Søvn og helbred' })
	).toBeFocused();

	await signe.getByRole('button', { name: 'Ny aftale' }).click();
	await signe.keyboard.type('Else får køreplanen');
	await signe
		.getByRole('combobox', { name: 'Hvem: Else får køreplanen' })
		.selectOption('Lone Fisker');
	await signe.getByLabel('Senest: Else får køreplanen').fill('2031-05-06');
	const row = karim.getByRole('row', { name: /Else får køreplanen/ }).first();
	await expect(row).toContainText('Lone');
	await expect(row).toContainText('6. maj');
	await row.getByRole('button', { name: /^Aftalt: Else får køreplanen/ }).press('Enter');
	await karim.getByRole('menuitem', { name: 'I gang' }).press('Enter');
	await expect(signe.getByRole('button', { name: /^I gang: Else får køreplanen/ })).toBeVisible();
});

test('the whole board can be read before any script has run', async ({ house }) => {
	const page = await house.signIn('rusmiddel', { javaScriptEnabled: false });
	await page.goto(await boardPath(house));
	await expect(page.getByRole('heading', { level: 1, name: 'Mikkel H.' })).toBeVisible();
	await expect(page.getByText('Jeg vil gerne ud at fiske')).toBeVisible();
	await expect(page.getByText('Lejlighed i bofællesskab')).toBeVisible();
	await expect(cell(page)).toHaveValue(/^Planlægger/);
	await expect(page.getByRole('row', { name: /Tilbagefaldsplan med billeder/ })).toContainText(
		'Anders'
	);
});

test('a part without a basis is locked, and nothing of it is in the page', async ({ house }) => {
	const page = await house.signIn('myndighed');
	const path = await boardPath(house);
	const response = await page.goto(path);
	await expect(page.getByText('Delen om situationer med risiko er lukket')).toBeVisible();
	expect(await response?.text()).not.toContain('øl mod kedsomhed');
	// So that silence cannot pass for a lock: the one who has the basis sees it.
	const signe = await house.signIn('rusmiddel');
	expect(await (await signe.goto(path))?.text()).toContain('øl mod kedsomhed');
});

test('the board has no accessibility faults, wide or narrow, light or dark', async ({ house }) => {
	test.slow();
	const path = await boardPath(house);
	for (const width of [1440, 820, 320]) {
		for (const colorScheme of ['light', 'dark'] as const) {
			const page = await house.signIn('rusmiddel', {
				viewport: { width, height: 900 },
				colorScheme
			});
			await opens(page, path);
			expect(await violations(page)).toEqual([]);
			const sideways = await page.evaluate(
				() => document.documentElement.scrollWidth > window.innerWidth
			);
			expect(sideways, `${width} px scrolls sideways`).toBe(false);
			await page.context().close();
		}
	}
});
