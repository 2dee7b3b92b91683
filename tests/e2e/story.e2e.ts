import type { Page } from '@playwright/test';
import { expect, test } from './house.ts';

/**
 * The main job, in real browsers at once: two coordinators on laptops, the citizen on a phone, the
 * shared screen on the wall. The server is killed in the middle.
 */

const capture = (page: Page) => page.getByRole('textbox', { name: 'Ny aftale' });
const agreed = (page: Page) => page.getByRole('region', { name: 'Det aftaler vi' });
const step = (page: Page) => page.locator('[aria-current="step"]');

async function agree(page: Page, words: string) {
	await page.getByRole('button', { name: 'Næste skridt', exact: true }).click();
	await capture(page).fill(words);
	await expect(async () => {
		await capture(page).press('Enter');
		await expect(capture(page)).toHaveValue('', { timeout: 500 });
	}).toPass();
}

function hasAgreement(page: Page, words: string) {
	return expect(
		agreed(page)
			.getByRole('textbox', { name: 'Næste skridt' })
			.and(page.locator('textarea'))
			.filter({ hasText: words })
			.or(agreed(page).getByText(words))
			.first()
	).toBeAttached({ timeout: 30_000 });
}

test('from sign-in to the approved referat, and the next meeting begins with what was agreed', async ({
	house
}) => {
	test.setTimeout(180_000);
	const [today] = await house.sql`
		select meeting.id from meeting join care_case on care_case.id = meeting.case_id
		where care_case.number = '26-0143' and meeting.phase = 'invited'`;
	const address = `/meetings/${String(today?.id)}`;

	// The room is opened; the wall is paired by its PIN; the citizen comes in by six digits.
	const signe = await house.signIn('rusmiddel');
	await signe.goto(address);
	await signe.getByRole('button', { name: 'Åbn rummet' }).click();
	await signe.waitForURL('**/run');
	const karim = await house.signIn('social');
	await karim.goto(`${address}/run`);

	const wall = await house.stranger({ viewport: { width: 1920, height: 1080 } });
	await wall.goto('/screen');
	const pin = (await wall.locator('.pin').textContent()) ?? '';
	await signe.getByRole('button', { name: 'Tilslut storskærm' }).click();
	await signe.getByRole('textbox', { name: 'PIN fra skærmen' }).fill(pin);
	await signe.getByRole('textbox', { name: 'PIN fra skærmen' }).press('Enter');
	await expect(signe.getByRole('button', { name: 'Storskærm er tændt' })).toBeAttached();
	await signe.keyboard.press('Escape');
	await expect(wall.getByText('Aftener og fællesskab').first()).toBeVisible();

	const [room] =
		await house.sql`select join_code as code from meeting where id = ${address.slice(10)}`;
	const mikkel = await house.stranger({ viewport: { width: 390, height: 844 } });
	await mikkel.goto('/join');
	await mikkel.getByRole('textbox', { name: 'De seks tal' }).fill(String(room?.code));
	await mikkel.getByRole('textbox', { name: 'Hvad hedder du?' }).fill('Mikkel');
	await mikkel.getByRole('button', { name: 'Vær med' }).click();
	await mikkel.waitForURL('**/seat/door');
	await signe
		.getByRole('button', { name: /venter|Døren/ })
		.first()
		.click();
	await signe.getByRole('button', { name: /^Luk ind/ }).click();
	await signe.keyboard.press('Escape');
	await expect(mikkel.getByText('Vi begynder snart')).toBeVisible();

	await signe.getByRole('button', { name: 'Begynd mødet' }).click();
	for (const page of [signe, karim]) await expect(step(page)).toContainText('Velkommen');
	await expect(mikkel.getByText(/Punkt 1 af/)).toBeVisible();

	// Saved before the cut, written during it, and agreed after it.
	await agree(karim, 'Karim finder en ledsager til torsdag');
	await hasAgreement(signe, 'Karim finder en ledsager til torsdag');
	await house.kill();
	await agree(signe, 'Lone laver madplan med Mikkel');
	await expect(signe.getByRole('status').filter({ hasText: 'Ikke gemt' }).first()).toBeVisible({
		timeout: 30_000
	});
	await house.restart();
	await hasAgreement(karim, 'Lone laver madplan med Mikkel');
	await hasAgreement(signe, 'Karim finder en ledsager til torsdag');
	await expect(signe.locator('.saved').first()).toHaveAttribute('data-state', 'saved', {
		timeout: 30_000
	});

	// Nothing was lost, on any of the four, and all of them are where they were.
	for (const words of ['Karim finder en ledsager til torsdag', 'Lone laver madplan med Mikkel']) {
		await expect(wall.getByText(words).first()).toBeVisible({ timeout: 30_000 });
		await expect(mikkel.getByText(words).first()).toBeVisible({ timeout: 30_000 });
	}
	for (const page of [signe, karim]) await expect(step(page)).toContainText('Velkommen');
	for (const page of [wall, mikkel]) await expect(page.getByText(/Punkt 1 af/)).toBeVisible();
	await expect(karim.getByRole('button', { name: 'Ræk hånden op' })).toBeEnabled();
	await mikkel.getByRole('button', { name: 'Ræk hånden op' }).click();
	await expect(mikkel.getByRole('button', { name: 'Hånden er oppe' })).toBeVisible();
	await expect(signe.getByText('vil gerne sige noget')).toBeVisible();

	// Closing: a next meeting is agreed, the room ends for wall and phone.
	await signe.goto(`${address}/close`);
	const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
	await signe.getByLabel('Dato').fill(inAMonth);
	await signe.getByLabel('Klokken').fill('10:15');
	await signe.getByRole('button', { name: 'Luk mødet og lav referatet' }).click();
	await signe.waitForURL(`**${address}/minutes`);
	await expect(mikkel.getByText('Tak for i dag').first()).toBeVisible({ timeout: 30_000 });
	await expect(wall.getByText('Tak for i dag').first()).toBeVisible({ timeout: 30_000 });
	await karim.waitForURL(`**${address}/minutes`, { timeout: 30_000 });

	for (const page of [signe, karim]) {
		await expect(page.getByText('Karim finder en ledsager til torsdag')).toBeVisible();
		await expect(page.getByText('Lone laver madplan med Mikkel')).toBeVisible();
	}
	await signe.getByRole('button', { name: 'Godkend referatet' }).click();
	await expect(karim.getByText(/Signe Aarup godkendte/)).toBeVisible();
	await karim.getByRole('button', { name: 'Godkend referatet' }).click();
	await expect(signe.getByText(/og kan ikke ændres mere/)).toBeVisible();

	// The next meeting begins with what was agreed.
	const [next] = await house.sql`
		select next_meeting_id as id from meeting where id = ${address.slice(10)}`;
	await signe.goto(`/meetings/${String(next?.id)}`);
	await signe.getByRole('button', { name: 'Åbn rummet' }).click();
	await signe.waitForURL('**/run');
	await signe.getByRole('button', { name: 'Begynd mødet' }).click();
	await expect(step(signe)).toContainText('Velkommen');
	await signe.getByRole('button', { name: 'Næste: Siden sidst' }).click();
	for (const words of ['Karim finder en ledsager til torsdag', 'Lone laver madplan med Mikkel']) {
		await expect(signe.getByRole('main').getByText(words).first()).toBeAttached();
	}
	const minutes = await house.sql`
		select state from minutes where meeting_id = ${address.slice(10)}`;
	expect(minutes.map(({ state }) => String(state))).toEqual(['approved']);
});
