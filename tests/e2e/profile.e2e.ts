import type { Page } from '@playwright/test';
import { expect, test, violations, type Account, type House } from './house.ts';
import { pagesOf } from './paper.ts';
import { hold } from './script.ts';
import { begin, makeSession, onTo, pair, sitDown, skip } from './sitting.ts';
import { casePath, comeIn, makeAddress } from './way-in.ts';

/** The communication profile: what is agreed on one page is obeyed by every screen the citizen looks at. */

const caseNumber = '26-0098';

/** The coordinator writes it down; what is not named stays. */
async function agree(
	house: House,
	change: { selects?: Record<string, string>; boxes?: Record<string, boolean> },
	{ by = 'social2', number = caseNumber }: { by?: Account; number?: string } = {}
): Promise<void> {
	const coordinator = await house.signIn(by);
	await coordinator.goto(`${await casePath(house, number)}/citizen`);
	for (const [name, value] of Object.entries(change.selects ?? {})) {
		await coordinator.locator(`select[name="${name}"]`).selectOption(value);
	}
	for (const [name, value] of Object.entries(change.boxes ?? {})) {
		await coordinator.locator(`input[name="${name}"]`).setChecked(value);
	}
	await coordinator.getByRole('button', { name: 'Gem, hvordan vi taler sammen' }).click();
	await expect(coordinator.getByText('Gemt. Åbne skærme retter sig efter det')).toBeVisible();
	await coordinator.close();
}

test('what is chosen before the script has come stays chosen', async ({ house }) => {
	const coordinator = await house.signIn('social2');
	const come = await hold(coordinator, /\.js$/);
	await coordinator.goto(`${await casePath(house, caseNumber)}/citizen`, { waitUntil: 'commit' });
	const level = coordinator.locator('select[name="textLevel"]');
	await level.selectOption('everyday');
	come();
	// A page that lives changes what it shows at a press.
	await expect(async () => {
		await coordinator.keyboard.press('Control+k');
		await expect(coordinator.getByRole('dialog')).toBeVisible({ timeout: 500 });
	}).toPass();
	await expect(level).toHaveValue('everyday');
});

/** A colour of the design as this screen draws it. */
const colour = (page: Page, name: string) =>
	page
		.locator('[data-surface]')
		.last()
		.evaluate((surface, property) => {
			const probe = surface.appendChild(document.createElement('i'));
			probe.style.color = `var(${property})`;
			const { color } = getComputedStyle(probe);
			probe.remove();
			return color;
		}, name);

const loud = 'rgb(255, 210, 74)';
const quiet = 'rgb(236, 220, 174)';
const aboutUse = /drik|ryge|\bøl\b|lyst til|sælge/i;

test('every step of a session obeys the profile, and follows when it changes', async ({
	house
}) => {
	test.slow();
	await agree(house, {
		selects: { minutes: '60', choices: '2', textLevel: 'short' },
		boxes: { pictures: false, calm: true, readAloud: false, leaveOutTopics: true }
	});
	const { laptop, code } = await makeSession(house, 'Planlægning', { allTools: true });
	const wall = await pair(house, laptop);
	const citizen = await sitDown(house, laptop, code);
	await begin(laptop);
	const title = citizen.getByRole('heading', { level: 1 });
	await expect(title).toHaveText('Hvem er her i dag?');
	const steps = await citizen.locator('nav li').count();
	const seen: string[] = [];
	for (let at = 0; at < steps; at += 1) {
		const question = await title.innerText();
		seen.push(question);
		const face = citizen.locator('.faces label').first();
		if (await face.isVisible()) {
			await face.click();
			await expect(citizen.getByRole('heading', { name: 'Vil du vælge et kort?' })).toBeVisible();
		}
		expect.soft(await colour(citizen, '--borger'), question).toBe(quiet);
		expect.soft(await citizen.locator('.pictogram:visible').count(), question).toBe(0);
		expect.soft(await citizen.locator('[data-detail]:visible, .hint:visible').count()).toBe(0);
		expect.soft(await citizen.getByText('Læs højt').count(), question).toBe(0);
		expect.soft(await citizen.getByRole('main').innerText(), question).not.toMatch(aboutUse);
		// What is chosen among, never more at once than is looked at with ease; scales are whole.
		for (const group of await citizen.locator('main [role="group"]:has(~ .button)').all()) {
			expect.soft(await group.getByRole('button').count(), question).toBeLessThanOrEqual(2);
		}
		expect.soft(await wall.locator('.pictogram:visible').count(), `${question} wall`).toBe(0);
		expect.soft(await colour(wall, '--borger'), `${question} wall`).toBe(quiet);
		if (at === steps - 1) break;
		await skip(house, citizen, at);
	}
	expect(seen).not.toContain('Hvad giver det dig?');
	expect(seen.length).toBeGreaterThan(8);

	await agree(house, { boxes: { pictures: true, calm: false } });
	await expect(citizen.locator('.pictogram:visible').first()).toBeVisible();
	await expect.poll(() => colour(citizen, '--borger')).toBe(loud);
	await expect.poll(() => colour(wall, '--borger')).toBe(loud);
});

test('a break is offered when one has sat as long as the citizen said, and not again at once', async ({
	house
}) => {
	await agree(house, { selects: { breakEvery: '10' } });
	const { laptop, session, code } = await makeSession(house, 'Første gang');
	const citizen = await sitDown(house, laptop, code);
	await begin(laptop);
	await onTo(citizen, 'Hvordan har du det nu?');
	const offer = citizen.getByText('Vil du holde pause?');
	await expect(offer).toHaveCount(0);
	// Ten minutes pass: the server's clock is what every screen shows.
	await house.sql`
		update meeting set version = version + 1, clock = jsonb_set(clock, '{stepStartedAt}',
			to_jsonb((clock->>'stepStartedAt')::bigint - 600000)) where id = ${session}`;
	await citizen.reload();
	await expect(offer).toBeVisible();
	await citizen.getByRole('button', { name: 'Nej, ikke nu' }).click();
	await expect(offer).toHaveCount(0);
	await onTo(citizen, 'Hvad vil du helst tale om?');
	await expect(offer).toHaveCount(0);
	await citizen.reload();
	await citizen.getByRole('button', { name: 'Ja, pause' }).click();
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Vi holder pause');
});

test('the citizen’s own pages obey it: fewer words, or more, no pictures, quiet colours', async ({
	house
}) => {
	const address = await makeAddress(house, 'social2', caseNumber);
	const citizen = await comeIn(house, address);
	await citizen.goto('/my-plan/today');
	const status = citizen.getByRole('radio', { name: 'På vej' });
	await expect(status.first()).toBeVisible();
	expect(await colour(citizen, '--borger')).toBe(loud);

	await agree(house, {
		selects: { textLevel: 'everyday' },
		boxes: { pictures: false, calm: true }
	});
	await expect.poll(() => colour(citizen, '--borger')).toBe(quiet);
	for (const path of ['today', '', 'hard', 'feelings', 'people', 'agreement', 'paper', 'mine']) {
		await citizen.goto(`/my-plan/${path}`);
		await citizen.locator('h1').first().waitFor();
		expect.soft(await citizen.locator('.pictogram:visible').count(), path).toBe(0);
		expect.soft(await colour(citizen, '--borger'), path).toBe(quiet);
	}
	await citizen.goto('/my-plan/today');
	await expect(citizen.getByRole('radio', { name: 'I gang' }).first()).toBeVisible();
	await citizen.goto('/my-plan/write/words');
	await citizen.getByRole('button', { name: 'Tilføj et ønske' }).click();
	await expect(citizen.getByText('Hvem må se det?').first()).toBeVisible();
	await expect(citizen.getByText('Vælg et billede')).toHaveCount(0);
});

/** A sheet as it stands on a page, and in points as it is printed. */
async function sheetOf(page: Page) {
	const sheet = page.locator('.easy-sheet');
	await page.emulateMedia({ media: 'print' });
	const points = await sheet.evaluate(
		(one) => (parseFloat(getComputedStyle(one).fontSize) * 3) / 4
	);
	await page.emulateMedia({ media: null });
	return {
		points: Math.round(points * 10) / 10,
		pictures: await sheet.locator('.pictogram:visible').count(),
		words: await sheet.innerText()
	};
}

test('paper that a professional prints for the citizen obeys it: letters, words, pictures, subjects, who helps', async ({
	house
}) => {
	test.slow();
	const page = await house.signIn('social');
	const [held] = await house.sql`
		select m.meeting_id as id from minutes m join meeting on meeting.id = m.meeting_id
		join care_case c on c.id = meeting.case_id where c.number = '26-0143'`;
	const [planned] = await house.sql`
		select id from meeting where kind = 'planning' and phase = 'invited'`;
	const copy = `/meetings/${String(held?.id)}/citizen-copy`;
	const agenda = `/meetings/${String(planned?.id)}/agenda`;
	const supporter = await house.signIn('social2');
	await page.goto(copy);
	const before = await sheetOf(page);
	expect(before.points).toBe(14.4);
	expect(before.pictures).toBeGreaterThan(2);
	expect(before.words).toContain('Jeg kan altid sige');
	await supporter.goto(agenda);
	const steps = await supporter.locator('.easy-sheet li').count();

	const wanted = {
		selects: { textSize: 'largest', textLevel: 'everyday', minutes: '20' },
		boxes: { pictures: false, calm: true, readAloud: false, leaveOutTopics: true }
	};
	await agree(house, wanted);
	const mikkels = { by: 'social', number: '26-0143' } as const;
	await agree(house, wanted, mikkels);
	const [helper] = await house.sql`
		select m.id, m.name from case_member m join care_case c on c.id = m.case_id
		where c.number = '26-0143' and m.role = 'relative'`;
	await agree(house, { selects: { helper: String(helper?.id) } }, mikkels);

	await page.goto(copy);
	const after = await sheetOf(page);
	expect(after).toMatchObject({ points: 20.2, pictures: 0 });
	const name = String(helper?.name).split(' ')[0] ?? '';
	expect(after.words).toContain(`${name} hjælper dig`);
	await expect(page.locator('.easy-sheet')).toHaveAttribute('data-calm', 'true');
	await expect(page.getByRole('button', { name: 'Læs højt' })).toHaveCount(0);
	expect(await violations(page)).toEqual([]);
	await supporter.goto(agenda);
	const sheet = await sheetOf(supporter);
	expect(sheet).toMatchObject({ points: 20.2, pictures: 0 });
	expect(sheet.words).not.toMatch(aboutUse);
	// Twenty minutes, as the session will be when it is opened.
	expect(await supporter.locator('.easy-sheet li').count()).toBeLessThan(steps);
	expect(await violations(supporter)).toEqual([]);
	for (const one of [page, supporter]) {
		const pdf = await one.pdf({ preferCSSPageSize: true, printBackground: true });
		expect(pagesOf(pdf)).toBeLessThanOrEqual(2);
	}

	// The fewest words: what is not needed is left out.
	await agree(house, { selects: { textLevel: 'short' } }, mikkels);
	await page.reload();
	expect((await sheetOf(page)).words).not.toContain('Jeg kan altid sige');
});
