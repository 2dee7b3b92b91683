import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, holdReceipts, test, violations } from './house.ts';
import { pagesOf } from './paper.ts';
import {
	besideBoard,
	casePath,
	comeIn,
	makeAddress,
	ownTablet,
	tapPictures,
	wish
} from './way-in.ts';

/** The citizen's own tablet: the door, what is written there, and who gets to see it. */

const wishOn = (page: Page) => page.getByRole('listitem').filter({ hasText: wish }).first();

test('a found address opens nothing without the pictures, and shows nothing of whose it is', async ({
	house
}) => {
	const address = await makeAddress(house);
	await comeIn(house, address);
	const finder = await house.stranger(ownTablet);
	await finder.goto(address);
	const title = finder.getByRole('heading', { level: 1 });
	await expect(title).toHaveText('Tryk på dine fire billeder');
	// The address is gone from the bar, so that nobody reads it over a shoulder.
	expect(new URL(finder.url()).hash).toBe('');
	expect(await violations(finder)).toEqual([]);

	await tapPictures(finder, ['Hund', 'Bus', 'Lave mad', 'Fiske']);
	await expect(finder.getByRole('alert')).toHaveText(/Det var ikke de rigtige billeder/);
	expect(await finder.content()).not.toContain('Mikkel');
	await finder.goto('/my-plan/write/words');
	await expect(finder).toHaveURL(/\/my-plan\/door$/);
	await expect(finder.getByText(wish)).toHaveCount(0);
});

test('a card that the citizen keeps to the room leaves the others’ screens, and comes back when shared', async ({
	house
}) => {
	const { citizen, karim } = await besideBoard(house);

	await citizen.goto('/my-plan/write/words');
	await wishOn(citizen).getByText('Kun os her').click();
	await expect(wishOn(citizen).getByRole('radio', { name: 'Kun os her' })).toBeEnabled();
	await expect(wishOn(citizen).getByRole('radio', { name: 'Kun os her' })).toBeChecked();
	await expect(karim.getByText(wish)).toHaveCount(0, { timeout: 1_000 });
	// Nor does it stay in what the page was drawn from.
	expect(await karim.content()).not.toContain(wish.slice(0, -1));
	await karim.reload();
	await expect(karim.getByText('Noget at lave om aftenen.').first()).toBeAttached();
	expect(await karim.content()).not.toContain(wish.slice(0, -1));

	await wishOn(citizen).getByText('Hele netværket').click();
	await expect(karim.getByText(wish).first()).toBeAttached();
});

test('an hour without net on the kitchen table: what was written meanwhile is saved', async ({
	house
}) => {
	const { citizen, karim } = await besideBoard(house);
	await citizen.clock.install();
	await citizen.goto('/my-plan/write/words');
	const field = wishOn(citizen).getByRole('textbox', { name: 'Med dine egne ord' });
	await expect(field).toBeEditable();

	await citizen.context().setOffline(true);
	await field.press('Control+End');
	await field.pressSequentially(' Helst med træ.');
	await citizen.clock.fastForward('01:00:00');
	await expect(citizen.getByText(/Dine ord er ikke gemt endnu/).first()).toBeVisible();
	await expect(karim.getByText(/Helst med træ/)).toHaveCount(0);

	await citizen.context().setOffline(false);
	await citizen.clock.fastForward('01:00');
	await expect(karim.getByText(`${wish} Helst med træ.`).first()).toBeAttached();
	await expect(citizen.getByText(/Dine ord er ikke gemt endnu/)).toHaveCount(0);
	await citizen.reload();
	await expect(field).toHaveValue(`${wish} Helst med træ.`);
});

test('an address taken back in mid-sentence: the words can be taken along before the door is shown', async ({
	house
}) => {
	const address = await makeAddress(house);
	const citizen = await comeIn(house, address, {
		...ownTablet,
		permissions: ['clipboard-read', 'clipboard-write']
	});
	const signe = await house.signIn('rusmiddel');
	await signe.goto(`${await casePath(house)}/citizen`);
	await citizen.goto('/my-plan/write/words');
	const field = wishOn(citizen).getByRole('textbox', { name: 'Med dine egne ord' });
	await expect(field).toBeEditable();
	const letReceiptsGo = await holdReceipts(house);
	await field.press('Control+End');
	await field.pressSequentially(' Helst med træ.');
	await expect(field).toHaveValue(`${wish} Helst med træ.`);
	await signe.getByRole('button', { name: 'Luk adressen' }).click();

	const notice = citizen.getByRole('alert').filter({ hasText: 'Det, der er gemt, er gemt.' });
	await expect(notice.getByRole('textbox')).toHaveValue('Helst med træ.');
	await expect(citizen.getByText(wish)).toHaveCount(0);
	expect(await violations(citizen)).toEqual([]);
	await notice.getByRole('button', { name: 'Tag en kopi' }).click();
	expect(await citizen.evaluate(() => navigator.clipboard.readText())).toBe('Helst med træ.');
	await notice.getByRole('button', { name: 'Jeg skal ikke bruge det' }).click();
	await citizen.waitForURL('**/my-plan/door');
	await expect(citizen.getByText('Det, der er gemt, er stadig gemt.')).toBeVisible();
	expect(await violations(citizen)).toEqual([]);
	await letReceiptsGo();
});

/** A photo as a phone makes it: where it was taken, and by what, is written in it. */
function photo(): Promise<Buffer> {
	return sharp({ create: { width: 900, height: 600, channels: 3, background: '#2a6' } })
		.withExif({
			IFD0: { Make: 'Telefonen' },
			IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 40/1 34/1', GPSLongitudeRef: 'E' }
		})
		.jpeg()
		.toBuffer();
}

test('a photo of one’s own stands on the card, without where it was taken; one too large is refused kindly', async ({
	house
}, info) => {
	const address = await makeAddress(house);
	const citizen = await comeIn(house, address);
	await citizen.goto('/my-plan/write/words');
	const card = wishOn(citizen);
	await expect(card.getByRole('textbox')).toBeEditable();
	await card.locator('summary').click();
	const camera = card.getByLabel('Brug dit eget billede');
	const taken = await photo();
	expect(taken.toString('latin1')).toContain('Exif');

	// Twenty megabytes: said in easy words, and nothing is stored.
	const jpeg = { mimeType: 'image/jpeg', name: 'hund.jpg' };
	const twenty = info.outputPath('twenty.jpg');
	await writeFile(twenty, Buffer.concat([taken, Buffer.alloc(20_000_000)]));
	await camera.setInputFiles(twenty);
	await expect(card.getByText(/Billedet er for stort/)).toBeVisible();
	expect((await house.sql`select id from picture`).length).toBe(0);
	await camera.setInputFiles({ ...jpeg, buffer: Buffer.from('%PDF-1.7') });
	await expect(card.getByText(/Vi kan ikke bruge det som billede/)).toBeVisible();

	await camera.setInputFiles({ ...jpeg, buffer: taken });
	await expect(card.getByText('Billede: Mit eget billede')).toBeVisible();
	await citizen.goto('/my-plan');
	const image = wishOn(citizen).locator('.pictogram[data-own] img').first();
	await expect(image).toHaveJSProperty('complete', true);
	expect(await image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(100);
	const served = await citizen.request.get((await image.getAttribute('src')) ?? '');
	const bytes = await served.body();
	for (const trace of ['Exif', 'GPS', 'Telefonen']) {
		expect(bytes.toString('latin1')).not.toContain(trace);
	}
	expect((await sharp(bytes).metadata()).exif).toBeUndefined();
});

test('the plan for hard moments goes along as a picture', async ({ house }) => {
	const citizen = await comeIn(house, await makeAddress(house));
	await citizen.goto('/my-plan/hard');
	await citizen.getByRole('button', { name: 'Lav et billede af min plan' }).click();
	await expect(citizen.getByRole('img', { name: 'Min plan som billede' })).toBeVisible();
	const saving = citizen.waitForEvent('download');
	await citizen.getByRole('link', { name: 'Gem billedet' }).click();
	const saved = await saving;
	expect(saved.suggestedFilename()).toBe('naar-det-er-svaert.png');
	const drawn = sharp(await readFile(await saved.path()));
	const { format, width, height } = await drawn.metadata();
	expect({ format, width }).toEqual({ format: 'png', width: 1080 });
	expect(height).toBeGreaterThan(1000);

	// Green, yellow and red lie below each other, in this order.
	const { data, info } = await drawn.removeAlpha().raw().toBuffer({ resolveWithObject: true });
	const rowOf = (colour: string) => {
		const wanted = Buffer.from(colour, 'hex');
		const at = (y: number) => (y * info.width + info.width - 80) * info.channels;
		const rows = Array.from({ length: info.height }, (_, y) => y);
		return rows.find((y) => data.subarray(at(y), at(y) + 3).equals(wanted)) ?? -1;
	};
	const [green, yellow, red] = ['1a6b45', 'ffd24a', 'b3261e'].map(rowOf);
	expect(green).toBeGreaterThan(0);
	expect(yellow).toBeGreaterThan(green ?? 0);
	expect(red).toBeGreaterThan(yellow ?? 0);
});

test('cards are put in an order of one’s own by two large buttons, with a finger and by keyboard', async ({
	house
}) => {
	const citizen = await comeIn(house, await makeAddress(house));
	await citizen.goto('/my-plan/write/goals');
	const words = citizen.getByRole('textbox', { name: 'Med dine egne ord' });
	await expect(words.first()).toBeEditable();
	const [first, second] = await words.evaluateAll((all) =>
		all.map((one) => (one as HTMLTextAreaElement).value)
	);
	const up = citizen.getByRole('button', { name: 'Flyt op' });
	expect((await up.nth(1).boundingBox())?.height).toBeGreaterThanOrEqual(64);
	await expect(up.first()).toBeDisabled();
	await up.nth(1).focus();
	await citizen.keyboard.press('Enter');
	await expect(words.first()).toHaveValue(second ?? '');
	await expect(citizen.getByText('Nu er det nummer 1 af 2.')).toBeAttached();
	// The keyboard stays with the card, on the button that leads back.
	await expect(citizen.getByRole('button', { name: 'Flyt ned' }).first()).toBeFocused();
	await citizen.reload();
	await expect(words.first()).toHaveValue(second ?? '');
	await expect(citizen.getByRole('button', { name: 'Flyt ned' }).first()).toBeEnabled();
	await citizen.getByRole('button', { name: 'Flyt ned' }).first().tap();
	await expect(words.first()).toHaveValue(first ?? '');
});

test('"not right" is said to any sentence that somebody else wrote down, kept, and seen on the board', async ({
	house
}) => {
	const citizen = await comeIn(house, await makeAddress(house));
	const card = citizen.getByRole('listitem').filter({ hasText: '”Noget at lave om aftenen.”' });
	await card.getByRole('button', { name: 'Det er ikke rigtigt' }).click();
	await expect(card.getByText('Du siger, at det ikke er rigtigt.')).toBeVisible();

	// Where a plan is read at a glance, it is asked below, folded.
	await citizen.goto('/my-plan/hard');
	await citizen.getByText('Er noget ikke rigtigt?').click();
	const line = citizen.locator('details li').filter({ hasText: 'Jeg laver kaffe.' });
	await line.getByRole('button', { name: 'Det er ikke rigtigt' }).click();
	await expect(line.getByText('Du siger, at det ikke er rigtigt.')).toBeVisible();
	await citizen.reload();
	await expect(line.getByText('Du siger, at det ikke er rigtigt.')).toBeVisible();
	await expect(citizen.getByText('Jeg laver kaffe.').first()).toBeVisible();

	const coordinator = await house.signIn('rusmiddel');
	await coordinator.goto(`${await casePath(house)}/board`);
	await expect(coordinator.getByText(/siger: Det er ikke rigtigt/)).toHaveCount(2);
	await line.getByRole('button', { name: 'Nu er det rigtigt' }).click();
	await expect(line.getByText('Du siger, at det ikke er rigtigt.')).toHaveCount(0);
	await expect(coordinator.getByText(/siger: Det er ikke rigtigt/)).toHaveCount(1);
});

test('plan, hard moments and wallet card are one sheet each, large or small, and fit a narrow screen', async ({
	house
}) => {
	const citizen = await comeIn(house, await makeAddress(house));
	await citizen.goto('/my-plan/paper');
	const [what, size] = [
		citizen.getByLabel('Hvad skal på papir?'),
		citizen.getByLabel('Hvor stort?')
	];
	for (const paper of ['plan', 'hard', 'card']) {
		for (const sheet of ['a4', 'a5']) {
			await what.selectOption(paper);
			await size.selectOption(sheet);
			await expect(citizen.locator(`[data-what="${paper}"] [data-size="${sheet}"]`)).toBeVisible();
			await citizen.evaluate(() => document.fonts.ready.then(() => undefined));
			const pdf = await citizen.pdf({ preferCSSPageSize: true, printBackground: true });
			expect(pagesOf(pdf), `${paper} ${sheet}`).toBe(1);
		}
	}
	await citizen.setViewportSize({ width: 320, height: 700 });
	for (const page of ['paper', 'hard', 'write/goals']) {
		await citizen.goto(`/my-plan/${page}`);
		const wider = () => citizen.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect(await wider(), page).toBeLessThanOrEqual(0);
		expect(await violations(citizen), page).toEqual([]);
	}
});
