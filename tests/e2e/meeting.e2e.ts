import type { Page, WebSocketRoute } from '@playwright/test';
import { expect, test, violations, type House } from './house.ts';

/** The network meeting of the demo case, led by Signe (`rusmiddel`), with Karim (`social`) in reserve. */
async function meetingOf(house: House): Promise<string> {
	const [found] = await house.sql`
		select meeting.id from meeting join care_case on care_case.id = meeting.case_id
		where care_case.number = '26-0143' and meeting.phase = 'invited'`;
	return `/meetings/${String(found?.id)}`;
}

async function begun(house: House): Promise<{ signe: Page; karim: Page; address: string }> {
	const address = await meetingOf(house);
	const signe = await house.signIn('rusmiddel');
	await signe.goto(address);
	await signe.getByRole('button', { name: 'Åbn rummet' }).click();
	await signe.waitForURL('**/run');
	const karim = await house.signIn('social');
	await karim.goto(`${address}/run`);
	await expect(karim.getByRole('heading', { name: 'Mødet er ikke begyndt' })).toBeVisible();
	await signe.getByRole('button', { name: 'Begynd mødet' }).click();
	for (const page of [signe, karim]) await expect(step(page)).toContainText('Velkommen');
	return { signe, karim, address };
}

const step = (page: Page) => page.locator('[aria-current="step"]');
const heading = (page: Page) => page.getByRole('main').getByRole('heading', { level: 2 }).first();
const capture = (page: Page) => page.getByRole('textbox', { name: 'Ny aftale' });
const agreed = (page: Page) => page.getByRole('region', { name: 'Det aftaler vi' });

/** Seconds left, as the screen shows them. */
async function seconds(page: Page): Promise<number> {
	const shown = (await page.getByRole('timer').locator('b').textContent()) ?? '';
	const [minutes, rest] = shown.split(':').map(Number);
	return (minutes ?? 0) * 60 + (rest ?? 0);
}

test('two professionals hold a meeting: both see the step, the pause, the hand and the agreement', async ({
	house
}) => {
	const { signe, karim } = await begun(house);

	await signe.keyboard.press('n');
	for (const page of [signe, karim]) {
		await expect(heading(page)).toHaveText('Hvad er der sket siden sidst?');
	}
	const [hers = 0, his = 0] = await Promise.all([signe, karim].map(seconds));
	expect(Math.abs(hers - his)).toBeLessThanOrEqual(1);

	await signe.keyboard.press(' ');
	await expect(signe.getByRole('button', { name: 'Fortsæt' })).toBeVisible();
	await expect(karim.getByText('holder pause')).toBeVisible();
	expect(await seconds(signe)).toBe(await seconds(karim));
	await signe.keyboard.press(' ');
	await expect(karim.getByText('tilbage på punktet')).toBeVisible();

	await karim.getByRole('button', { name: 'Ræk hånden op' }).click();
	await expect(signe.getByText('Vil gerne sige noget: Karim')).toBeVisible();
	await signe.getByRole('button', { name: 'Karim får ordet' }).click();
	await expect(karim.getByRole('button', { name: 'Ræk hånden op' })).toBeVisible();

	await karim.getByRole('heading', { level: 1 }).click();
	await karim.keyboard.press('a');
	await expect(capture(karim)).toBeFocused();
	await karim.keyboard.type('Lone finder ledsager inden fredag');
	await expect(karim.getByLabel('Hvem gør det?').first()).toHaveValue(/.{22}/);
	await karim.keyboard.press('Enter');
	for (const page of [signe, karim]) {
		const item = agreed(page).getByRole('listitem').filter({ hasText: 'Lone' });
		await expect(item).toContainText('Næste skridt');
		await expect(item.getByRole('textbox', { name: 'Næste skridt' })).toHaveValue(
			'Lone finder ledsager inden fredag'
		);
	}
});

test('whoever is writing when the meeting moves on keeps the caret, and is told where the meeting is', async ({
	house
}) => {
	const { signe, karim } = await begun(house);
	await signe.keyboard.press('n');
	await expect(step(signe)).toContainText('Siden sidst');
	await signe.keyboard.press('n');
	await expect(heading(karim)).toContainText('Hvad vil Mikkel tale om?');
	const topic = karim.getByRole('textbox', { name: 'Nyt emne' });
	await topic.fill('Ledsager om');

	await signe.keyboard.press('n');
	await expect(step(karim)).toContainText('Runde');
	await expect(karim.getByText('Mødet er på punkt 4')).toBeVisible();
	await expect(topic).toBeFocused();
	await karim.keyboard.type(' torsdagen');
	await expect(topic).toHaveValue('Ledsager om torsdagen');
	await karim.getByRole('button', { name: 'Gå til' }).click();
	await expect(heading(karim)).toContainText('Hvad er vigtigt at vide');
	await karim.getByRole('navigation', { name: 'Dagsorden' }).getByRole('button').nth(2).click();
	await expect(heading(karim)).toContainText('Hvad vil Mikkel tale om?');
	await expect(topic).toHaveValue('Ledsager om torsdagen');
});

test('whoever had no line when the meeting moved on sees where it is as soon as the line is back', async ({
	house
}) => {
	const { signe, karim } = await begun(house);
	let isDown = false;
	const lines: WebSocketRoute[] = [];
	await karim.routeWebSocket(/\/live\//, async (line) => {
		if (isDown) return line.close();
		lines.push(line);
		line.connectToServer();
	});
	await karim.reload();
	await expect(step(karim)).toContainText('Velkommen');
	await expect.poll(() => lines.length).toBeGreaterThan(0);

	isDown = true;
	for (const line of lines) await line.close();
	await expect(karim.getByText('Du er uden net.')).toBeVisible();
	await signe.keyboard.press('n');
	await expect(step(signe)).toContainText('Siden sidst');
	isDown = false;
	await expect(step(karim)).toContainText('Siden sidst', { timeout: 15_000 });
});

test('the one in reserve asks to lead, and leads when it is handed over', async ({ house }) => {
	const { signe, karim } = await begun(house);
	await karim.keyboard.press('n');
	await karim.getByRole('button', { name: 'Flere valg' }).click();
	await karim.getByRole('menuitem', { name: 'Bed om at lede mødet' }).click();
	await expect(karim.getByRole('button', { name: 'Overtag mødet' })).toBeDisabled();
	await expect(step(signe)).toContainText('Velkommen');

	await signe.getByRole('button', { name: 'Giv ledelsen til Karim' }).click();
	await expect(karim.getByRole('button', { name: 'Næste: Siden sidst' })).toBeVisible();
	await expect(signe.getByText('Karim Bendtsen leder mødet')).toBeVisible();
	await karim.keyboard.press('n');
	await expect(step(signe)).toContainText('Siden sidst');
});

test('a coordinator makes a meeting from the case, and a fault is answered at its field', async ({
	house
}) => {
	const [found] = await house.sql`select id from care_case where number = '26-0143'`;
	const page = await house.signIn('rusmiddel');
	await page.goto(`/cases/${String(found?.id)}/meetings/new`);
	await page.getByRole('button', { name: 'Lav kladde' }).click();
	await expect(
		page.getByRole('textbox', { name: 'Hvad handler mødet om?' })
	).toHaveAccessibleDescription(/Skriv eller vælg noget her/);
	await page.getByRole('textbox', { name: 'Hvad handler mødet om?' }).fill('Weekender');
	const date = page.getByLabel('Dato');
	const ahead = await date.inputValue();
	await date.fill('2020-01-15');
	await page.getByRole('button', { name: 'Lav kladde' }).click();
	await expect(date).toHaveAccessibleDescription(/Den dag er gået/);
	await date.fill(ahead);
	await page.getByRole('button', { name: 'Lav kladde' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Weekender' })).toBeVisible();
	await expect(page.getByText('Kladde', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Send invitationer' }).click();
	await expect(page.getByText('Inviteret', { exact: true })).toBeVisible();

	// Moved, it is asked the same.
	await page.goto(`${new URL(page.url()).pathname}/edit`);
	await date.fill('2020-01-15');
	await page.getByLabel('Sted').press('Enter');
	await expect(date).toHaveAccessibleDescription(/Den dag er gået/);
});

test('the pages of a meeting have no accessibility faults, wide or narrow, light or dark', async ({
	house
}) => {
	test.slow(); // two dozen pages are looked through
	const { address } = await begun(house);
	for (const colorScheme of ['light', 'dark'] as const) {
		const page = await house.signIn('rusmiddel', { colorScheme });
		for (const path of ['/meetings', address, `${address}/edit`, `${address}/run`]) {
			await page.goto(path);
			for (const width of [1440, 820, 320]) {
				await page.setViewportSize({ width, height: 900 });
				expect(await violations(page), `${path} at ${width}, ${colorScheme}`).toEqual([]);
				const wide = await page.evaluate(
					() => document.documentElement.scrollWidth > document.documentElement.clientWidth
				);
				expect(wide, `${path} scrolls sideways at ${width}`).toBe(false);
			}
		}
	}
});

test('the citizen’s words are written together, read back, and shown to those the citizen chose', async ({
	house
}) => {
	const [found] = await house.sql`select id from care_case where number = '26-0143'`;
	const page = await house.signIn('social');
	await page.goto(`/cases/${String(found?.id)}/board`);
	await page.getByRole('button', { name: /^Skriv sammen med/ }).click();
	await page.waitForURL('**/together');
	await page.getByRole('button', { name: 'Håb' }).click();
	await page.keyboard.type('At jeg kan cykle til stranden igen.');
	await page.getByRole('button', { name: 'Læs ordene højt' }).click();
	await page.getByRole('checkbox', { name: 'Læst op, og det er rigtigt' }).last().check();
	await expect(page.locator('.saved')).toHaveAttribute('data-state', 'saved');
	await page.getByRole('radio', { name: 'Hele netværket' }).check();
	expect(await violations(page)).toEqual([]);
	await page.getByRole('button', { name: 'Ordene er rigtige' }).click();
	await page.waitForURL('**/board');
	await expect(page.getByText('At jeg kan cykle til stranden igen.')).toBeVisible();
	const rows = await house.sql`select event from audit_event where event like 'together:%'`;
	expect(rows.map((row) => row.event)).toEqual(['together:began', 'together:ended']);
});
