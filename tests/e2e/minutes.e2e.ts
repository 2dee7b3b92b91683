import type { Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, violations, type House } from './house.ts';
import { pagesOf } from './paper.ts';

const run = promisify(execFile);

/** What leaves a meeting: the referat, the citizen's copy, files, and the next meeting's beginning. */

async function meetingOfToday(house: House): Promise<string> {
	const [row] =
		await house.sql`select id from meeting where phase = 'invited' and title = 'Aftener og fællesskab'`;
	return `/meetings/${String(row?.id)}`;
}

async function capture(page: Page, kind: 'Næste skridt' | 'Beslutning', words: string) {
	await page.getByRole('button', { name: kind, exact: true }).click();
	await page.getByRole('textbox', { name: 'Ny aftale' }).fill(words);
	if (kind === 'Beslutning') await page.getByRole('radio', { name: /^Alle er enige/ }).check();
	// Until the line stands, the words stay in the field.
	await expect(async () => {
		await page.getByRole('textbox', { name: 'Ny aftale' }).press('Enter');
		await expect(page.getByRole('textbox', { name: 'Ny aftale' })).toHaveValue('', {
			timeout: 500
		});
	}).toPass();
	await expect(page.getByText(words).first()).toBeAttached();
}

test('a meeting is closed, its referat corrected, approved by both areas, and locked', async ({
	house
}) => {
	const base = await meetingOfToday(house);
	const signe = await house.signIn('rusmiddel');
	await signe.goto(base);
	await signe.getByRole('button', { name: 'Åbn rummet' }).click();
	await signe.getByRole('button', { name: 'Begynd mødet' }).click();
	await capture(signe, 'Beslutning', 'Tre faste aftener om ugen');
	await capture(signe, 'Næste skridt', 'Karim finder en ledsager til torsdag');
	await expect(signe.locator('.saved').first()).toHaveAttribute('data-state', 'saved');

	await signe.goto(`${base}/close`);
	expect(await violations(signe)).toEqual([]);
	await signe.getByRole('checkbox', { name: 'Mikkel H.' }).check();
	await signe.getByRole('checkbox', { name: 'Signe Aarup' }).check();
	await signe
		.getByRole('group', { name: 'Ledsagertimer om torsdagen' })
		.getByRole('radio', { name: 'Til næste møde' })
		.check();
	const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
	await signe.getByLabel('Klokken').fill('10:15');
	await signe.getByRole('button', { name: 'Luk mødet og lav referatet' }).click();
	await expect(signe.getByLabel('Dato')).toBeFocused();
	await expect(signe.getByText('Vælg både dato og klokkeslæt')).toHaveCount(1);
	await expect(signe.getByRole('checkbox', { name: 'Mikkel H.' })).toBeChecked();
	await signe.getByLabel('Dato').fill(inAMonth);
	await signe.getByRole('button', { name: 'Luk mødet og lav referatet' }).click();
	await signe.waitForURL(`**${base}/minutes`);
	await expect(signe.getByText('Tre faste aftener om ugen')).toBeVisible();
	await expect(signe.getByText('Karim finder en ledsager til torsdag')).toBeVisible();

	const karim = await house.signIn('social');
	const warned: string[] = [];
	karim.on('console', (said) => said.type() === 'warning' && warned.push(said.text()));
	await karim.goto(`${base}/minutes`);
	// Told while nobody answers, the page stays as it is, and asks again when somebody does.
	await karim.waitForLoadState('networkidle');
	await karim.route(/__data\.json|healthz/, (asked) => asked.abort());
	const asked = (address: RegExp) =>
		karim.waitForEvent('requestfailed', (failed) => address.test(failed.url()));
	const tried = Promise.all([asked(/__data\.json/), asked(/healthz/)]);
	await signe.getByRole('button', { name: 'Godkend referatet' }).click();
	await tried;
	await expect(karim.getByRole('heading', { name: 'Referat', exact: true })).toBeVisible();
	await expect(karim.getByText(/Signe Aarup godkendte/)).toHaveCount(0);
	await karim.unroute(/__data\.json|healthz/);
	await expect(karim.getByText(/Signe Aarup godkendte/)).toBeVisible();

	await karim.getByText('Tilføj noget, I ikke er enige om').click();
	const missing = karim.getByRole('textbox', { name: 'Det skal stå' }).last();
	await karim.getByRole('button', { name: 'Gem rettelsen' }).last().click();
	await expect(missing).toHaveAccessibleDescription(/ikke noget at rette/);
	await expect(missing).toBeFocused();
	await missing.fill('Mikkel vil hellere onsdag.');
	await karim.getByRole('button', { name: 'Gem rettelsen' }).last().click();
	await expect(signe.getByText('Mikkel vil hellere onsdag.').first()).toBeVisible();
	await expect(signe.getByText(/Ændret, siden Signe Aarup godkendte/)).toBeVisible();
	expect(await violations(signe)).toEqual([]);

	// One approves what one sees: until his own page has the correction, his word is on the old text.
	await expect(karim.getByText(/Ændret, siden Signe Aarup godkendte/)).toBeVisible();
	await karim.getByRole('button', { name: 'Godkend referatet' }).click();
	await expect(signe.getByText(/Karim Bendtsen godkendte/)).toBeVisible();
	await signe.getByRole('button', { name: 'Godkend referatet' }).click();
	await expect(karim.getByText(/og kan ikke ændres mere/)).toBeVisible();
	await expect(karim.getByText('Gem rettelsen')).toHaveCount(0);
	expect(warned, 'the page is in the browser what it was on the server').toEqual([]);

	// The next meeting is there, with what was put off on its agenda.
	const [next] =
		await house.sql`select next_meeting_id as id from meeting where id = ${base.slice(10)}`;
	await signe.goto(`/meetings/${String(next?.id)}`);
	await expect(signe.getByText('Ledsagertimer om torsdagen').first()).toBeAttached();
});

test('the agenda, the referat and the citizen’s copy are one sheet of paper each', async ({
	house
}) => {
	const page = await house.signIn('social');
	const [row] = await house.sql`select meeting_id as id from minutes limit 1`;
	const base = `/meetings/${String(row?.id)}`;
	for (const sheet of ['agenda', 'minutes', 'citizen-copy']) {
		await page.goto(`${base}/${sheet}`);
		await expect(page.getByRole('article')).toBeVisible();
		expect(await violations(page), sheet).toEqual([]);
		await page.evaluate(() => document.fonts.ready.then(() => undefined));
		const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
		expect(pagesOf(pdf), sheet).toBe(1);
	}
	// Nothing that the citizen reads is smaller than 19 px.
	const smallest = await page.getByRole('article').evaluate((sheet) => {
		const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
		let least = Infinity;
		while (walker.nextNode()) {
			const { textContent, parentElement } = walker.currentNode;
			if (!textContent?.trim() || !parentElement) continue;
			least = Math.min(least, parseFloat(getComputedStyle(parentElement).fontSize));
		}
		return least;
	});
	expect(smallest).toBeGreaterThanOrEqual(19);
});

test('the Word file opens, with headings and tables, and leaves a trace', async ({ house }) => {
	const page = await house.signIn('social');
	const [row] = await house.sql`select meeting_id as id from minutes limit 1`;
	const base = `/meetings/${String(row?.id)}`;
	const file = await page.request.get(`${base}/minutes.docx`);
	expect(file.status()).toBe(200);
	const dir = await mkdtemp(join(tmpdir(), 'samtavle-docx-'));
	await writeFile(join(dir, 'referat.docx'), await file.body());
	await run('unzip', ['-q', 'referat.docx', '-d', 'referat'], { cwd: dir });
	const xml = await readFile(join(dir, 'referat', 'word', 'document.xml'), 'utf8');
	expect(xml).toContain('<w:pStyle w:val="Heading2"/>');
	expect(xml).toContain('<w:tblHeader/>');
	expect(xml).toContain('Tilbagefaldsplan med billeder er klar');
	const traces = await house.sql`select event from audit_event where event = 'minutes:exported'`;
	expect(traces).toHaveLength(1);

	const stranger = await house.signIn('social2');
	for (const way of ['minutes', 'minutes.docx', 'citizen-copy', 'handover/socialSupport']) {
		expect((await stranger.request.get(`${base}/${way}`)).status(), way).toBe(404);
	}
});
