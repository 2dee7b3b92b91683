import { expect, test, violations } from './house.ts';
import { awake } from './script.ts';

test('a step is ticked and put off where it stands, and the board knows', async ({ house }) => {
	const page = await house.signIn('rusmiddel');
	await page.goto('/');
	const steps = page.getByRole('region', { name: 'Mine næste skridt' });
	const call = steps.getByRole('checkbox', { name: /Ring til Pia om ledsagertimer/ });
	// Before the script has run a click posts the form, and the page after it is another one.
	await awake(page);
	await call.click();
	await expect(call).toBeChecked();
	await expect(call).toBeFocused();

	await steps.getByRole('checkbox', { name: /Send visuel dagsorden/ }).waitFor();
	const row = steps.getByRole('listitem').filter({ hasText: 'Send visuel dagsorden' });
	await row.locator('summary').click();
	await row.getByRole('button', { name: 'I morgen' }).click();
	await expect(row).toContainText('I morgen');

	// Read anew: the document has changed, not only the screen.
	await page.reload();
	await expect(call).toBeChecked();
	const [care] = await house.sql`select id from care_case where number = '26-0143'`;
	const social = await house.signIn('social');
	await social.goto(`/cases/${String(care?.id)}/board`);
	// A field of the board is a text area over a copy of its words, so the row is asked, not the words.
	const onBoard = social.getByRole('row').filter({ hasText: 'Ring til Pia om ledsagertimer' });
	await expect(onBoard).toHaveAttribute('data-status', 'done');
	const [kept] = await house.sql`
		select status from next_step where what = 'Ring til Pia om ledsagertimer'`;
	expect(kept?.status).toBe('done');
});

test('what stood in the way is kept with the step, also before any script has loaded', async ({
	house
}) => {
	const page = await house.signIn('rusmiddel', { javaScriptEnabled: false });
	await page.goto('/my/next-steps');
	const row = page.getByRole('listitem').filter({ hasText: 'Ring til Pia' });
	await row.locator('summary').click();
	await row.getByRole('textbox', { name: 'Hvad stod i vejen?' }).fill('Pia var på ferie');
	await row.getByRole('button', { name: 'Det blev ikke gjort' }).click();
	await expect(row).toContainText('Ikke gjort');
	await expect(row).toContainText('Pia var på ferie');
});

test('Ctrl K finds a board by name or number, and gives the focus back', async ({ house }) => {
	const page = await house.signIn('rusmiddel');
	await page.goto('/');
	const opener = page.getByRole('button', { name: /Find eller gør/ });
	const field = page.getByRole('combobox', { name: 'Find eller gør' });
	// The key is heard once the page's script has loaded.
	await expect(async () => {
		await opener.focus();
		await page.keyboard.press('Control+k');
		await expect(field).toBeFocused({ timeout: 2_000 });
	}).toPass();
	await page.getByRole('option', { name: /Mikkel H\. – tavle/ }).waitFor();
	expect(await violations(page)).toEqual([]);

	await field.fill('findes ikke');
	await expect(page.getByText('Søg på sagsnummer')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(opener).toBeFocused();

	// Back to back it opens anew: without the words of before.
	for (let again = 0; again < 8; again += 1) {
		await page.keyboard.press('Control+k');
		await expect(field).toBeFocused();
		await expect(field).toHaveValue('');
		await field.fill('findes ikke');
		await page.keyboard.press('Escape');
	}
	await page.keyboard.press('Control+k');
	await page.getByRole('option', { name: /Mikkel H\. – tavle/ }).waitFor();
	await field.fill('0143');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/cases\/[^/]+\/board$/);
});

test('a sparring stands on Overblik with what it is and nobody’s name, and Ctrl K finds it', async ({
	house
}) => {
	const page = await house.signIn('rusmiddel');
	await page.goto('/');
	const [row] = await house.sql`select id from sparring where phase = 'planned'`;
	const address = `/sparring/${String(row?.id)}`;
	const upcoming = page.getByRole('region', { name: 'Kommende møder' });
	const line = upcoming.getByRole('listitem').filter({ hasText: 'Kollegial sparring' });
	await expect(line).toContainText('Anonymt · ingen beslutninger');
	await expect(line).not.toContainText(/Karim|Jonas|Hanne/);
	await expect(line.getByRole('link')).toHaveAttribute('href', address);

	const field = page.getByRole('combobox', { name: 'Find eller gør' });
	await expect(async () => {
		await page.keyboard.press('Control+k');
		await expect(field).toBeFocused({ timeout: 2_000 });
	}).toPass();
	await page.getByRole('option', { name: /Kollegial sparring/ }).waitFor();
	await field.fill('sparring');
	await page.getByRole('option', { name: /Kollegial sparring/ }).click();
	await page.waitForURL(`**${address}`);

	// Under way it is the one thing that comes next, with the way in.
	await house.sql`update sparring set phase = 'inProgress', starts_at = now() - interval '1 day'
		where id = ${String(row?.id)}`;
	await page.goto('/');
	const next = page.getByRole('region', { name: 'Kollegial sparring, 8 trin' });
	await expect(next).toContainText('Anonymt · ingen beslutninger');
	await expect(next).toContainText('fokusperson');
	await expect(next).not.toContainText(/Karim|Jonas|Hanne/);
	expect(await violations(page)).toEqual([]);
	await next.getByRole('link', { name: 'Gå ind i rummet' }).click();
	await page.waitForURL(`**${address}/room`);

	// Whoever is not asked to it has it neither there nor in the palette.
	const lone = await house.signIn('stoette');
	const findable = await (await lone.request.get('/find')).json();
	expect(findable).toMatchObject({ sparrings: [] });
	await lone.goto('/');
	await expect(lone.getByRole('region', { name: 'Kommende møder' })).toBeVisible();
	await expect(lone.getByText('Anonymt · ingen beslutninger')).toHaveCount(0);
});

test('a calendar address works without signing in, until there is a new one', async ({ house }) => {
	const page = await house.signIn('rusmiddel');
	await page.goto('/me/calendar');
	await page.getByRole('button', { name: 'Lav en adresse' }).click();
	const address = await page.getByRole('textbox', { name: 'Hemmelig adresse' }).inputValue();
	expect(await violations(page)).toEqual([]);

	const stranger = await house.stranger();
	const path = new URL(address).pathname;
	const feed = await stranger.request.get(path);
	expect(feed.headers()['content-type']).toContain('text/calendar');
	expect(await feed.text()).toContain('SUMMARY:Møde i Samtavle');
	expect(await feed.text()).not.toContain('Mikkel');

	await page.getByRole('button', { name: 'Lav en ny adresse' }).click();
	await expect(page.getByRole('textbox', { name: 'Hemmelig adresse' })).not.toHaveValue(address);
	expect((await stranger.request.get(path)).status()).toBe(404);
});

test('the coordinator of clocks sees every clock, and no case behind it', async ({ house }) => {
	const page = await house.signIn('koordinator');
	await page.goto('/');
	const clocks = page.getByRole('region', { name: '14-dages behandlingsgaranti' });
	await expect(clocks.getByText('Mangler tid til første samtale')).toBeVisible();
	await expect(clocks.getByRole('link')).toHaveCount(0);
});
