import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test, violations } from './house.ts';
import { begin, onTo, openSession, pair, sitDown } from './sitting.ts';
import { comeIn, makeAddress } from './way-in.ts';

/** The municipality's own pictures in place of built-in ones, and where they are seen. */

function photo(): Promise<Buffer> {
	return sharp({ create: { width: 600, height: 600, channels: 3, background: '#83c' } })
		.withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 40/1 34/1' } })
		.jpeg()
		.toBuffer();
}

async function putIn(admin: Page, word: string): Promise<void> {
	await admin.getByLabel('Hvilket billede skal skiftes?').selectOption({ label: word });
	await admin
		.getByLabel('Jeres eget billede', { exact: true })
		.setInputFiles({ mimeType: 'image/jpeg', name: 'eget.jpg', buffer: await photo() });
	await admin.getByLabel(/Vi har ret til at bruge billedet/).check();
	await admin.getByRole('button', { name: 'Gem billedet' }).click();
	await expect(admin.getByText(`Billedet for ”${word}” er skiftet.`)).toBeVisible();
}

/** How many pictures of the municipality's own stand on a page and are drawn. */
const ownOn = (page: Page) =>
	page
		.locator('.pictogram img[src^="/pictures/"]')
		.evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 100).length);

const addressesOn = (page: Page) =>
	page
		.locator('.pictogram img[src^="/pictures/"]')
		.evaluateAll((all) => all.map((one) => one.getAttribute('src')));

test('what cannot be used is refused at its field, and nothing changes', async ({
	house
}, info) => {
	const admin = await house.signIn('admin');
	await admin.goto('/admin/pictures');
	const file = admin.getByLabel('Jeres eget billede', { exact: true });
	const save = admin.getByRole('button', { name: 'Gem billedet' });
	await save.click();
	for (const sorry of ['Vælg, hvilket billede', 'Vælg et billede på', 'Sæt kryds, når I']) {
		await expect(admin.getByText(sorry)).toBeVisible();
	}
	await admin.getByLabel('Hvilket billede skal skiftes?').selectOption({ label: 'Bus' });
	await admin.getByLabel(/Vi har ret til at bruge billedet/).check();
	const jpeg = { mimeType: 'image/jpeg', name: 'bus.jpg' };
	const twenty = info.outputPath('twenty.jpg');
	await writeFile(twenty, Buffer.concat([await photo(), Buffer.alloc(20_000_000)]));
	await file.setInputFiles(twenty);
	await save.click();
	await expect(admin.getByText('Billedet er for stort.')).toBeVisible();
	await expect(file).toHaveAttribute('aria-invalid', 'true');
	await file.setInputFiles({ ...jpeg, buffer: Buffer.from('%PDF-1.7') });
	await save.click();
	await expect(admin.getByText('Filen er ikke et billede, vi kan bruge.')).toBeVisible();
	expect(await violations(admin)).toEqual([]);
	expect((await house.sql`select id from municipal_picture`).length).toBe(0);

	// Past our own page, as a browser without a script sends it: the same answer.
	const plain = await house.signIn('admin', { javaScriptEnabled: false });
	await plain.goto('/admin/pictures?pictogram=bus');
	await plain.getByLabel('Jeres eget billede', { exact: true }).setInputFiles(twenty);
	await plain.getByLabel(/Vi har ret til at bruge billedet/).check();
	await plain.getByRole('button', { name: 'Gem billedet' }).click();
	await expect(plain.getByText('Billedet er for stort.')).toBeVisible();
	await plain.getByLabel('Hvilket billede skal skiftes?').selectOption({ label: 'Bus' });
	await plain
		.getByLabel('Jeres eget billede', { exact: true })
		.setInputFiles({ ...jpeg, buffer: await photo() });
	await plain.getByLabel(/Vi har ret til at bruge billedet/).check();
	await plain.getByRole('button', { name: 'Gem billedet' }).click();
	await expect(plain.getByText('Billedet for ”Bus” er skiftet.')).toBeVisible();
});

test('plan, paper, tablet and big screen show the municipality’s picture beside its word, until it is removed', async ({
	house
}) => {
	const admin = await house.signIn('admin');
	await admin.goto('/admin/pictures');
	await putIn(admin, 'Mit mål');
	await putIn(admin, 'Hej');

	const citizen = await comeIn(house, await makeAddress(house));
	await expect.poll(() => ownOn(citizen)).toBeGreaterThan(0);
	const [src] = await addressesOn(citizen);
	const served = await citizen.request.get(src ?? '');
	expect(served.headers()['content-type']).toBe('image/webp');
	expect((await sharp(await served.body()).metadata()).exif).toBeUndefined();
	// A code of pictures is remembered by how they look: its door keeps the built-in ones.
	const door = await house.stranger();
	await door.goto('/my-plan/door');
	expect(await ownOn(door)).toBe(0);
	await citizen.goto('/my-plan/paper');
	await expect.poll(() => ownOn(citizen)).toBeGreaterThan(0);

	const { laptop, code } = await openSession(house);
	const tablet = await sitDown(house, laptop, code);
	await expect.poll(() => ownOn(tablet)).toBeGreaterThan(0);
	const wall = await pair(house, laptop);
	await expect.poll(() => ownOn(wall)).toBeGreaterThan(0);

	// Screens that are open follow, without being loaded again: to another picture, and back.
	const open = [citizen, tablet, wall];
	for (const page of open) await page.evaluate(() => (document.body.dataset.loaded = 'once'));
	const before = await addressesOn(tablet);
	await putIn(admin, 'Hej');
	await expect.poll(() => addressesOn(tablet)).not.toEqual(before);
	await expect.poll(() => ownOn(tablet)).toBeGreaterThan(0);
	await admin.getByRole('button', { name: 'Fjern jeres eget billede: Mit mål' }).click();
	await admin.getByRole('button', { name: 'Fjern jeres eget billede: Hej' }).click();
	for (const page of open) {
		await expect.poll(() => addressesOn(page)).toEqual([]);
		expect(await page.evaluate(() => document.body.dataset.loaded)).toBe('once');
	}
	await expect(admin.getByRole('button', { name: /Fjern jeres eget/ })).toHaveCount(0);
	expect((await house.stranger().then((one) => one.request.get(src ?? ''))).status()).toBe(404);
});

test('a photo of the citizen’s own stands on the big screen while its card is shown, and leaves with it', async ({
	house
}) => {
	test.setTimeout(180_000);
	const { laptop, code } = await openSession(house);
	const wall = await pair(house, laptop);
	const citizen = await sitDown(house, laptop, code);
	await begin(laptop);
	await onTo(citizen, 'Hvordan har du det nu?');
	for (const next of [
		'Hvad vil du helst tale om?',
		'Hvordan har ugen været?',
		'Hvordan gik det?',
		'Hvad vil du gerne?'
	]) {
		await onTo(citizen, next, 'Spring over');
	}
	await citizen.getByLabel('Skriv det her').fill('Jeg vil have en hund.');
	await citizen.getByRole('button', { name: 'Gem det' }).click();
	await expect(citizen.getByRole('listitem').getByText('Jeg vil have en hund.')).toBeVisible();

	await citizen.goto('/my-plan/write/words');
	const card = citizen.getByRole('listitem').filter({ hasText: 'Jeg vil have en hund.' }).first();
	await expect(card.getByRole('textbox')).toBeEditable();
	await card.locator('summary').click();
	await card
		.getByLabel('Brug dit eget billede')
		.setInputFiles({ mimeType: 'image/jpeg', name: 'hund.jpg', buffer: await photo() });
	await expect(card.getByText('Billede: Mit eget billede')).toBeVisible();

	await citizen.goto('/seat/session');
	await citizen.getByRole('button', { name: 'Vis på den store skærm' }).click();
	await expect(wall.getByText('Jeg vil have en hund.')).toBeVisible();
	const shown = wall.locator('img[src^="/screen/pictures/"]');
	await expect
		.poll(() => shown.evaluate((one: HTMLImageElement) => one.naturalWidth))
		.toBeGreaterThan(100);
	const src = (await shown.getAttribute('src')) ?? '';
	const stranger = await house.stranger();
	expect((await stranger.request.get(src)).status()).toBe(404);

	// The words are taken back: within the second they and the photo are gone from the wall.
	await citizen.getByRole('button', { name: /^Fjern Jeg vil have en hund/ }).click();
	await expect(wall.getByText('Jeg vil have en hund.')).toHaveCount(0, { timeout: 1_500 });
	await expect(shown).toHaveCount(0);
	expect((await wall.request.get(src)).status()).toBe(404);
});
