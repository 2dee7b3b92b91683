import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test, violations } from './house.ts';
import { begin, end, makeSession, onTo, readBackAndOn, sitDown } from './sitting.ts';
import { besideBoard, comeIn, makeAddress, ownTablet, wish } from './way-in.ts';

/** What is the citizen's own hand and will: the agreement, the file, the end, and what was learned. */

test('the treatment agreement is signed with a finger, and the drawing stands under it', async ({
	house
}) => {
	const citizen = await comeIn(house, await makeAddress(house));
	await citizen.goto('/my-plan/agreement');
	const line = citizen.getByRole('region', { name: 'Det har vi aftalt' }).getByRole('listitem');
	await expect(line.first()).toBeVisible();
	await expect(line.first().locator('.pictogram')).toHaveCount(1);
	const paper = citizen.getByRole('img', { name: 'Tegn dit navn her' });
	const box = await paper.boundingBox();
	if (!box) throw new Error('there is nothing to draw on');
	await citizen.mouse.move(box.x + 20, box.y + 40);
	await citizen.mouse.down();
	await citizen.mouse.move(box.x + 120, box.y + 70, { steps: 4 });
	await citizen.mouse.up();
	await citizen.getByRole('button', { name: 'Ja, det er min aftale' }).click();
	await expect(citizen.getByText(/sagde ja den/)).toBeVisible();
	await expect(citizen.locator('.signed path')).toHaveAttribute('d', /^M\d+ \d+L/);
	expect(await violations(citizen)).toEqual([]);
});

test('the citizen takes everything along, and stops: nobody sees the plan, and no address leads to it', async ({
	house
}) => {
	const { address, citizen, karim } = await besideBoard(house);

	await citizen.goto('/my-plan/mine');
	const saving = citizen.waitForEvent('download');
	await citizen.getByRole('link', { name: 'Hent min fil' }).click();
	const file = await readFile(await (await saving).path(), 'utf8');
	expect(file).toContain(wish);

	await citizen.locator('summary', { hasText: 'Stop med at bruge Samtavle' }).click();
	await citizen.getByRole('button', { name: 'Ja, jeg vil stoppe' }).click();
	await citizen.waitForURL('**/my-plan/door');
	await expect(karim.getByText(wish)).toHaveCount(0, { timeout: 1_000 });
	expect(await karim.content()).not.toContain(wish.slice(0, -1));
	const again = await house.stranger(ownTablet);
	await again.goto(address);
	await expect(again.getByText(/^Din adresse virker ikke mere/)).toBeVisible();
	await citizen.goto('/my-plan');
	await expect(citizen).toHaveURL(/\/my-plan\/door$/);
});

test('after use: what we learned stands with the plan, without blame, and a short meeting goes to its goodbye', async ({
	house
}) => {
	const { laptop, session, code } = await makeSession(house, 'Hvad lærte vi?');
	const citizen = await sitDown(house, laptop, code);
	await begin(laptop);
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Hvordan har du det nu?');
	await onTo(citizen, 'Hvad skete der?');
	await citizen.getByLabel('Skriv det her').fill('Jeg var alene hele dagen.');
	await citizen.getByRole('button', { name: 'Gem det' }).click();
	await expect(citizen.getByRole('listitem').getByText('Jeg var alene hele dagen.')).toBeVisible();
	await readBackAndOn(citizen, 'Hvad hjalp lidt?');
	expect(await violations(citizen)).toEqual([]);
	await laptop.getByRole('button', { name: 'Kort møde' }).click();
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Hvordan har du det nu?');
	await expect(laptop.getByText('Trin 5 af 5')).toBeVisible();
	await end(laptop, session);

	const own = await comeIn(house, await makeAddress(house, 'social2', '26-0098'));
	await own.goto('/my-plan/hard');
	await expect(own.getByText('Jeg var alene hele dagen.').first()).toBeVisible();
	await expect(own.getByText('Det sker. Planen gælder stadig.')).toBeVisible();
});

/** A device with a Danish voice: what it is asked to say is written down, and takes a moment to say. */
async function giveVoice(page: Page): Promise<() => Promise<string[]>> {
	await page.addInitScript(() => {
		const said: string[] = [];
		class Utterance extends EventTarget {
			onstart: (() => void) | null = null;
			onend: (() => void) | null = null;
			readonly text: string;
			constructor(text: string) {
				super();
				this.text = text;
			}
		}
		const voices = [
			{ lang: 'en-US', localService: true, name: 'English' },
			{ lang: 'da-DK', localService: true, name: 'Dansk' }
		];
		const speech = Object.assign(new EventTarget(), {
			getVoices: () => voices,
			cancel: () => undefined,
			speak(one: Utterance & { voice: { lang: string } }) {
				said.push(`${one.voice.lang} ${one.text}`);
				one.onstart?.();
				setTimeout(() => one.onend?.(), 30);
			}
		});
		Object.defineProperty(window, 'speechSynthesis', { value: speech });
		Object.assign(window, { SpeechSynthesisUtterance: Utterance, said });
	});
	return () => page.evaluate(() => [...(window as unknown as { said: string[] }).said]);
}

/** The words that are marked on the page now. */
const marked = (page: Page) =>
	page.evaluate(() =>
		[...(CSS.highlights.get('read-aloud') ?? [])].map((range) => String(range)).join()
	);

test('with a Danish voice the page is read sentence by sentence, the sentence marked; the goal has a voice of its own', async ({
	house
}) => {
	const citizen = await comeIn(house, await makeAddress(house));
	const said = await giveVoice(citizen);
	await citizen.goto('/my-plan');
	await citizen.getByRole('button', { name: 'Læs mit mål højt' }).press('Enter');
	await expect.poll(said).toHaveLength(1);
	const goal = await citizen.locator('#goal-words').innerText();
	expect((await said()).join()).toContain(goal.slice(1, -2));
	await expect.poll(() => marked(citizen)).toBe('');

	await citizen.goto('/my-plan/hard');
	await citizen.evaluate(() => {
		// The first sentence is never read to its end, so that what is marked can be looked at.
		const { speechSynthesis: speech } = window;
		Object.assign(speech, {
			speak: (one: { text: string; onstart?: () => void }) => {
				document.body.dataset.says = one.text;
				one.onstart?.();
			}
		});
	});
	await citizen.getByRole('button', { name: 'Læs højt' }).click();
	await expect(citizen.locator('body')).toHaveAttribute('data-says', /Grøn/);
	expect(await marked(citizen)).toBe(await citizen.locator('body').getAttribute('data-says'));
	await citizen.keyboard.press('Escape');
	expect(await marked(citizen)).toBe('');
	await expect(citizen.getByRole('button', { name: 'Læs højt' })).toBeVisible();
	expect(await violations(citizen)).toEqual([]);
});
