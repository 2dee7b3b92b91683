import type { Page } from '@playwright/test';
import { addWords } from '#lib/board/edit-plan.ts';
import { expect, holdReceipts, test, violations, type House } from './house.ts';
import { takePen } from './pen.ts';
import {
	begin,
	end,
	makeSession,
	onTo,
	openSession,
	pair,
	picture,
	readBackAndOn,
	sitDown
} from './sitting.ts';
import { comeIn, makeAddress } from './way-in.ts';

/** The sessions beside the standard one, and the right to write that comes and goes with them. */

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

test('a first session: five steps, on the tablet, the wall and the laptop', async ({ house }) => {
	const { laptop, session, code } = await makeSession(house, 'Første gang');
	const wall = await pair(house, laptop);
	const citizen = await sitDown(house, laptop, code);
	await begin(laptop);
	const follows = async (question: string, at: number) => {
		await expect(wall.getByRole('heading', { level: 1 })).toHaveText(question);
		await expect(laptop.getByText(`Trin ${at} af 5`)).toBeVisible();
	};

	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Hvem er her i dag?');
	await expect(citizen.getByRole('list').first().getByRole('listitem')).toHaveCount(5);
	// Who begins it sits there; the citizen's own place is said as one says it oneself.
	const here = citizen.getByRole('main').getByRole('list').first().getByRole('listitem');
	await expect(here.filter({ hasText: 'Mig' })).toBeVisible();
	await expect(here.filter({ hasText: 'Hanne' })).toBeVisible();
	await onTo(citizen, 'Hvordan har du det nu?');
	await follows('Hvordan har du det nu?', 2);
	await citizen.getByText('Godt', { exact: true }).click();
	await onTo(citizen, 'Hvad vil du helst tale om?');
	// As many cards at once as the citizen looks at with ease; the others come when they ask.
	await expect(
		citizen.getByRole('group', { name: 'Hvad vil du helst' }).getByRole('button')
	).toHaveCount(3);
	await citizen.getByRole('button', { name: 'Vis flere' }).press('Enter');
	const fourth = citizen.getByRole('button', { name: 'Hvor jeg bor' });
	await expect(fourth).toBeFocused();
	await fourth.press('Enter');
	await expect(laptop.getByText('Hvor jeg bor')).toBeVisible();
	await onTo(citizen, 'Hvad vil du gerne?');
	await follows('Hvad vil du gerne?', 4);
	await citizen.getByLabel('Skriv det her').fill('Jeg vil have en have.');
	await citizen.getByRole('button', { name: 'Gem det' }).click();
	await expect(laptop.getByText('Jeg vil have en have.')).toBeVisible();
	await expect(wall.getByText('Jeg vil have en have.')).toHaveCount(0);
	await readBackAndOn(citizen, 'Hvordan har du det nu?');
	await citizen.getByText('Meget godt', { exact: true }).click();
	await expect(citizen.getByText('Før: Godt. Nu: Meget godt.')).toBeVisible();
	await end(laptop, session);
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Tak for i dag');
	await expect(wall.getByText('Hvordan har du det nu?')).toHaveCount(0);
});

test('the plan for hard moments is made in its session, and stands on the citizen’s phone', async ({
	house
}) => {
	const { laptop, session, code } = await makeSession(house, 'Min plan, når det er svært');
	const citizen = await sitDown(house, laptop, code);
	await begin(laptop);
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Hvordan har du det nu?');
	await onTo(citizen, 'Hvordan gik det?', 'Spring over');
	await onTo(citizen, 'Hvad har hjulpet før?', 'Spring over');
	await citizen.getByRole('main').getByRole('button').first().click();
	await picture(citizen, '50-worked');
	await readBackAndOn(citizen, 'Hvordan mærker du det?');

	const write = async (section: string, label: string, words: string) => {
		const part = citizen.getByRole('region', { name: section });
		await part.getByLabel(label).fill(words);
		await part.getByRole('button', { name: 'Gem det' }).click();
		await expect(part.getByRole('listitem').filter({ hasText: words })).toBeVisible();
	};
	await write('Gul: Det bliver svært', 'Skriv det her', 'Jeg sover ikke.');
	await picture(citizen, '51-signals');
	expect(await violations(citizen)).toEqual([]);
	await readBackAndOn(citizen, 'Hvad gør du? Hvem ringer du til?');
	const calls = citizen.getByRole('region', { name: 'Den ringer jeg til' });
	await calls.getByLabel('Telefon').fill('20 00 00 01');
	await write('Den ringer jeg til', 'Navn', 'Bent');
	await picture(citizen, '52-helpers');
	// The other coordinator of the case is not there, and has its board open.
	const watching = await house.signIn('rusmiddel2');
	const [care] = await house.sql`select case_id as id from meeting where id = ${session}`;
	await watching.goto(`/cases/${String(care?.id)}/board`);
	await expect(watching.getByRole('heading', { level: 1 })).toBeVisible();
	await readBackAndOn(citizen, 'Hvem må se planen?');
	const choice = (name: string) => citizen.getByRole('main').getByRole('button', { name });
	await expect(choice('Kun os her')).toHaveAttribute('aria-pressed', 'true');
	expect(await violations(citizen)).toEqual([]);
	await picture(citizen, '53-sharing');
	await expect(watching.getByText('Jeg sover ikke.')).toHaveCount(0);
	await choice('Mine tovholdere').press('Enter');
	await expect(watching.getByText('Jeg sover ikke.')).toBeAttached();
	await expect(choice('Mine tovholdere')).toHaveAttribute('aria-pressed', 'true');
	await choice('Kun os her').click();
	await expect(watching.getByText('Jeg sover ikke.')).toHaveCount(0, { timeout: 1_000 });
	expect(await watching.content()).not.toContain('Jeg sover');
	await choice('Mine tovholdere').click();
	await expect(watching.getByText('Jeg sover ikke.')).toBeAttached();
	// It is the same plan in the session, wherever its lines lie by now.
	await citizen.getByRole('button', { name: 'Tilbage' }).click();
	await expect(calls.getByRole('listitem').filter({ hasText: 'Bent' })).toBeVisible();
	await calls.getByRole('button', { name: /Bent/ }).click();
	await expect(calls.getByRole('listitem')).toHaveCount(0);
	await calls.getByLabel('Telefon').fill('20 00 00 01');
	await write('Den ringer jeg til', 'Navn', 'Bent');
	await readBackAndOn(citizen, 'Hvem må se planen?');
	// A line written since is not shared yet, and none of the three is said.
	for (const name of ['Kun os her', 'Mine tovholdere', 'Hele netværket']) {
		await expect(choice(name)).toHaveAttribute('aria-pressed', 'false');
	}
	await choice('Mine tovholdere').click();
	const theirs = watching.locator('details').filter({ hasText: 'Jeg sover ikke.' });
	await expect(theirs.last()).toContainText('Bent');
	await end(laptop, session);

	const address = await makeAddress(house, 'social2', '26-0098');
	const own = await comeIn(house, address, phone);
	await own.goto('/my-plan/hard');
	const level = (name: string) =>
		own.getByRole('listitem').filter({ has: own.getByRole('heading', { name, level: 2 }) });
	await expect(level('Gul')).toContainText('Jeg sover ikke.');
	await expect(level('Rød').getByRole('link', { name: /Bent/ })).toHaveAttribute(
		'href',
		/^tel:\+?\d*20000001$/
	);
	await picture(own, '54-hard');
	expect(await violations(own)).toEqual([]);
});

async function planPart(house: House, session: string, audience: string): Promise<string> {
	const [row] = await house.sql`
		select d.id from document d join meeting m on m.case_id = d.case_id
		where m.id = ${session} and d.kind = 'plan' and d.audience = ${audience}`;
	return String(row?.id);
}

/** A program that writes words into a part of the plan as soon as it may. */
async function tryToWrite(page: Page, part: string, text: string) {
	const pen = await takePen(page, part);
	await Promise.race([pen.synced(), pen.closed]);
	addWords(pen.doc, { topic: 'wish', text, source: 'citizen', writtenBy: null });
	return pen;
}

test('a professional writes in the plan while they are scribe in a session, and not a moment longer', async ({
	house
}) => {
	const { laptop, session, code } = await openSession(house);
	const [here, network] = [
		await planPart(house, session, 'here'),
		await planPart(house, session, 'network')
	];
	// Before it: what they may read they may not write, and the innermost part does not exist for them.
	for (const [part, closed] of [
		[network, { code: 4403, reason: 'read-only' }],
		[here, { code: 4404 }]
	] as const) {
		const pen = await tryToWrite(laptop, part, 'Skrevet udenfor.');
		expect(await pen.closed).toMatchObject(closed);
		pen.put();
	}

	const citizen = await sitDown(house, laptop, code);
	await begin(laptop);
	for (const question of [
		'Hvordan har du det nu?',
		'Hvad vil du helst tale om?',
		'Hvordan har ugen været?',
		'Hvordan gik det?',
		'Hvad vil du gerne?'
	]) {
		await onTo(citizen, question);
	}
	const words = citizen.getByRole('main').getByRole('listitem');
	const early = await tryToWrite(laptop, here, 'Skrevet uden ret til det.');
	expect(await early.closed).toMatchObject({ code: 4403, reason: 'read-only' });
	early.put();

	await laptop.getByRole('button', { name: 'Jeg skriver for borgeren' }).click();
	await expect(laptop.getByText('Du skriver for borgeren.')).toBeVisible();
	const table = await laptop.context().newPage();
	await table.goto(`/meetings/${session}/session/table`);
	const field = table.getByLabel('Skriv det her');
	await field.fill('Sagt højt, skrevet ned.');
	await table.getByRole('button', { name: 'Gem det' }).click();
	await expect(words.filter({ hasText: 'Sagt højt, skrevet ned.' })).toBeVisible();
	const pen = await tryToWrite(laptop, here, 'Fra et andet program.');
	await expect(words.filter({ hasText: 'Fra et andet program.' })).toBeVisible();

	// The right is laid down while the session runs: the field goes, the words stay.
	await laptop.getByRole('button', { name: 'Jeg skriver ikke mere' }).click();
	await expect(field).toHaveCount(0);
	await laptop.getByRole('button', { name: 'Jeg skriver for borgeren' }).click();
	await expect(laptop.getByText('Du skriver for borgeren.')).toBeVisible();
	await expect(field).toBeVisible();

	// It ends with the session, on the open page and on the open line.
	await end(laptop, session);
	await expect(field).toHaveCount(0);
	expect((await pen.closed).code).toBeGreaterThanOrEqual(4403);
	pen.put();
	await expect(table.getByText('Sagt højt, skrevet ned.')).toHaveCount(0);
});

test('on a phone without a Danish voice the page says what to do instead', async ({ house }) => {
	const { laptop, code } = await openSession(house);
	const citizen = await sitDown(house, laptop, code, phone);
	await begin(laptop);
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Hvem er her i dag?');
	const plan = citizen.getByText('Læs højt', { exact: true });
	await plan.click();
	await expect(
		citizen.getByText('Denne enhed kan ikke læse højt på dansk. Bed en om at læse for dig.')
	).toBeVisible();
	await expect(citizen.getByRole('button', { name: 'Læs højt' })).toHaveCount(0);
	await picture(citizen, '60-no-voice');
	expect(await violations(citizen)).toEqual([]);
});

test('a seat taken away in mid-sentence: the words can be taken along before the door is shown', async ({
	house
}) => {
	const { laptop, session, code } = await makeSession(house, 'Første gang');
	const citizen = await sitDown(house, laptop, code);
	await begin(laptop);
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Hvem er her i dag?');
	for (const question of [
		'Hvordan har du det nu?',
		'Hvad vil du helst tale om?',
		'Hvad vil du gerne?'
	]) {
		await onTo(citizen, question);
	}
	const own = citizen.getByLabel('Skriv det her');
	await expect(own).toBeEditable();
	const letReceiptsGo = await holdReceipts(house);
	await own.fill('Jeg går en tur med hunden.');
	await citizen.getByRole('button', { name: 'Gem det' }).click();
	await expect(citizen.getByRole('listitem').getByText('Jeg går en tur med hunden.')).toBeVisible();
	await house.sql`update seat set state = 'ended' where meeting_id = ${session}`;

	const notice = citizen.getByRole('alert').filter({ hasText: 'Det, der er gemt, er gemt.' });
	await expect(notice.getByRole('textbox')).toHaveValue('Jeg går en tur med hunden.');
	await notice.getByRole('button', { name: 'Jeg skal ikke bruge det' }).click();
	await expect(notice).toHaveCount(0);
	await citizen.waitForURL('**/seat/door');
	await letReceiptsGo();
});
