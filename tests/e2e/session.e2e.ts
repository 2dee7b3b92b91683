import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test, violations } from './house.ts';
import { begin, end, knock, onTo, openSession, pair, picture, sitDown } from './sitting.ts';

test('a whole standard session: the tablet moves it, the wall and the laptop follow', async ({
	house
}) => {
	test.setTimeout(240_000);
	const { laptop, session, code } = await openSession(house);
	const wall = await pair(house, laptop);
	const citizen = await sitDown(house, laptop, code);
	await begin(laptop);

	const question = citizen.getByRole('heading', { level: 1 });
	await expect(question).toHaveText('Hvem er her i dag?');
	await expect(wall.getByRole('heading', { level: 1 })).toHaveText('Hvem er her i dag?');
	await expect(citizen.locator('[aria-current="step"]')).toContainText('Hej');
	await picture(citizen, '01-hello');
	expect(await violations(citizen)).toEqual([]);

	// Check-in: a face, a card, and nothing of it on the wall or in a document.
	await onTo(citizen, 'Hvordan har du det nu?');
	await citizen.getByText('Skidt', { exact: true }).click();
	await citizen.getByRole('button', { name: 'Træt' }).click();
	await expect(laptop.getByText('Skidt · Træt')).toBeVisible();
	await expect(wall.getByText('Meget godt')).toBeVisible();
	await expect(wall.getByText('Træt')).toHaveCount(0);
	await picture(citizen, '02-check-in');
	await picture(wall, '02-check-in-wall');
	await picture(laptop, '02-check-in-laptop');
	expect(await violations(citizen)).toEqual([]);
	expect(await violations(laptop)).toEqual([]);

	await onTo(citizen, 'Hvad vil du helst tale om?');
	await citizen.getByRole('button', { name: 'Mine aftener' }).click();
	await citizen.getByRole('button', { name: 'Mine folk' }).click();
	await expect(citizen.getByRole('button', { name: 'Mine folk' })).toContainText('2');
	await picture(citizen, '03-order');

	// The pulse was put in before "last time"; it can be skipped like everything.
	await onTo(citizen, 'Hvordan har ugen været?');
	await citizen.getByText('Nogle gange').first().click();
	await expect(citizen.getByText('Har du været sammen med nogen?')).toBeVisible();
	await picture(citizen, '04-pulse');
	expect(await violations(citizen)).toEqual([]);

	await onTo(citizen, 'Hvordan gik det?');
	await citizen.getByRole('button', { name: 'Jeg er på vej' }).click();
	await citizen.getByRole('button', { name: 'Det var svært' }).click();
	await picture(citizen, '05-last-time');

	// Own words go into the plan, and are read back before the step is left.
	await onTo(citizen, 'Hvad vil du gerne?');
	await citizen.getByLabel('Skriv det her').fill('Jeg vil have ro om aftenen.');
	await citizen.getByRole('button', { name: 'Gem det' }).click();
	await expect(
		citizen.getByRole('listitem').getByText('Jeg vil have ro om aftenen.')
	).toBeVisible();
	await picture(citizen, '06-wishes');
	await citizen.getByRole('button', { name: 'Videre', exact: true }).click();
	await expect(citizen.getByRole('heading', { name: 'Det sagde du' })).toBeVisible();
	await picture(citizen, '06-summary');
	expect(await violations(citizen)).toEqual([]);
	await citizen.getByRole('button', { name: 'Ja, det er rigtigt' }).click();

	// Cards are placed by a tap and by the keyboard; what helps may be shown on the wall.
	await expect(question).toHaveText('Hvad hjælper? Hvad er svært?');
	await citizen.getByRole('button', { name: 'Det hjælper', exact: true }).click();
	await citizen.getByRole('button', { name: 'Sammen', exact: true }).click();
	await citizen.getByRole('button', { name: 'Det er svært', exact: true }).focus();
	await citizen.keyboard.press('Enter');
	await expect(citizen.getByRole('button', { name: 'Flyt Min familie' })).toBeVisible();
	await dragCard(citizen, 'helps');
	await expect(citizen.getByRole('button', { name: 'Flyt Gå en tur' })).toBeVisible();
	await picture(citizen, '07-place');
	expect(await violations(citizen)).toEqual([]);
	await citizen.getByRole('button', { name: 'Vis på den store skærm' }).click();
	await expect(wall.getByText('Det hjælper: Være sammen med venner, Gå en tur')).toBeVisible();
	await picture(wall, '07-place-wall');
	await citizen.getByRole('button', { name: 'Videre', exact: true }).click();
	await citizen.getByRole('button', { name: 'Ja, det er rigtigt' }).click();

	// The break is only the disc, on every screen.
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Vi holder pause');
	await expect(wall.getByText('Det hjælper: Være sammen')).toHaveCount(0);
	await picture(citizen, '08-break');
	await picture(wall, '08-break-wall');
	await citizen.getByRole('button', { name: 'Jeg er klar' }).click();

	await expect(question).toHaveText('Hvad vælger du?');
	await citizen.getByRole('button', { name: 'Jeg ved det ikke endnu' }).click();
	await picture(citizen, '09-choice');
	await citizen.getByRole('button', { name: 'Videre', exact: true }).click();
	await citizen.getByRole('button', { name: 'Ja, det er rigtigt' }).click();

	// An agreement with a level of help becomes a next step of the case.
	await expect(question).toHaveText('Hvad aftaler vi?');
	await citizen.getByLabel('Hvad skal der ske?').fill('Jeg spiller kort med Bent');
	await citizen.getByRole('button', { name: 'Gem det' }).click();
	await citizen.getByRole('button', { name: 'Jeg gør det', exact: true }).click();
	await citizen.getByRole('button', { name: 'Om en uge' }).click();
	await picture(citizen, '10-agree');
	await citizen.getByRole('button', { name: 'Mind mig om det' }).click();
	await citizen.getByRole('button', { name: 'Vis flere' }).click();
	await citizen.getByRole('button', { name: 'Bent' }).click();
	await expect(citizen.getByText('Mind mig om det: Bent hjælper dig')).toBeVisible();
	await expect(wall.getByText('Jeg spiller kort med Bent')).toBeVisible();
	await expect
		.poll(async () => {
			const rows = await house.sql`
				select what, help_level from next_step where what = 'Jeg spiller kort med Bent'`;
			return rows.map((row) => row.help_level);
		})
		.toEqual(['reminded']);

	await onTo(citizen, 'Hvad har vi aftalt?');
	await citizen.getByRole('button', { name: 'Noget er klart' }).click();
	await expect(laptop.getByText('Delvist').last()).toBeVisible();
	await picture(citizen, '11-tell-back');
	expect(await violations(citizen)).toEqual([]);

	await onTo(citizen, 'Hvordan har du det nu?');
	await citizen.getByText('Godt', { exact: true }).click();
	await expect(citizen.getByText('Før: Skidt. Nu: Godt.')).toBeVisible();
	await citizen.getByLabel('Hvad gjorde forskellen?').fill('Vi grinede.');
	for (const asked of ['Hørte de på mig?', 'Talte vi om det vigtige?']) {
		await citizen.getByRole('group', { name: asked }).getByText('Ja', { exact: true }).click();
	}
	await expect(laptop.getByText('Vi grinede.')).toBeVisible();
	await picture(citizen, '12-farewell');
	expect(await violations(citizen)).toEqual([]);

	await end(laptop, session);
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Tak for i dag');

	// The audit trail says that there were answers, and never what they were.
	const [trail] = await house.sql`
		select count(*) filter (where event = 'answer:given')::int as given,
			count(*) filter (where details::text like '%grinede%')::int as told
		from audit_event where meeting_id = ${session}`;
	expect(trail?.given).toBeGreaterThan(0);
	expect(trail?.told).toBe(0);
});

/** By finger: from the card to a column, as a person would drag it. */
async function dragCard(citizen: Page, column: string): Promise<void> {
	const card = await citizen.locator('.card').boundingBox();
	const target = citizen.locator(`[data-drop="${column}"]`);
	await target.scrollIntoViewIfNeeded();
	const from = (await citizen.locator('.card').boundingBox()) ?? card;
	const to = await target.boundingBox();
	if (!from || !to) throw new Error('nothing to drag');
	await citizen.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
	await citizen.mouse.down();
	await citizen.mouse.move(to.x + to.width / 2, to.y + 40, { steps: 6 });
	await citizen.mouse.up();
}

test('stop is calm on every screen, can be taken back, and deletes the answers when the citizen says so', async ({
	house
}) => {
	const { laptop, session, code } = await openSession(house);
	const wall = await pair(house, laptop);
	const citizen = await sitDown(house, laptop, code, { viewport: { width: 390, height: 844 } });
	await begin(laptop);

	// A friend who sits along on a phone of his own may say stop, and has nothing to move.
	const friend = await house.stranger({ viewport: { width: 390, height: 844 } });
	await knock(friend, code, 'Bent');
	await laptop.getByRole('button', { name: 'Luk ind' }).click();
	await friend.waitForURL('**/seat/session');
	await expect(friend.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
	await expect(friend.getByRole('button', { name: 'Videre', exact: true })).toHaveCount(0);
	await picture(friend, '19-friend');
	expect(await violations(friend)).toEqual([]);

	await onTo(citizen, 'Hvordan har du det nu?');
	await expect(friend.getByRole('heading', { level: 1 })).toHaveText('Hvordan har du det nu?');
	await citizen.getByText('Meget skidt').click();
	await expect(laptop.getByText('Meget skidt').first()).toBeVisible();
	await picture(citizen, '20-phone');

	await citizen.getByRole('button', { name: 'Stop', exact: true }).click();
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Vi stopper nu');
	await expect(wall.getByText('Vi stopper nu')).toBeVisible();
	await expect(laptop.getByText('Borgeren har sagt stop.')).toBeVisible();
	await picture(citizen, '21-stop');
	expect(await violations(citizen)).toEqual([]);

	await citizen.getByRole('button', { name: 'Jeg vil gerne fortsætte' }).click();
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Hvordan har du det nu?');
	await citizen.getByRole('button', { name: 'Stop', exact: true }).click();
	await citizen.getByRole('button', { name: 'Stop, og slet mine svar' }).click();
	await citizen.getByRole('button', { name: 'Ja, slet dem' }).click();
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Tak for i dag');
	await expect(laptop.getByText('Mødet blev stoppet')).toBeVisible();
	const rows = await house.sql`select 1 from session_answer where meeting_id = ${session}`;
	expect(rows).toHaveLength(0);
});

test('how it goes is shown in words, pictures and tables, to those whom the citizen chose', async ({
	house
}) => {
	const [care] = await house.sql`select id from care_case where number = '26-0143'`;
	const address = `/cases/${String(care?.id)}/trend`;
	for (const colorScheme of ['light', 'dark'] as const) {
		const signe = await house.signIn('rusmiddel', { colorScheme });
		await signe.goto(address);
		await expect(signe.getByText('Kort sagt:')).toContainText('Kort sagt');
		await expect(signe.getByText('Svarene er til samtale')).toBeVisible();
		expect(await violations(signe)).toEqual([]);
		await picture(signe, `30-trend-${colorScheme}`);
		await signe.getByRole('button', { name: 'Vis som tabel' }).first().click();
		await expect(signe.getByRole('columnheader', { name: 'Tjek ud' })).toBeVisible();
		expect(await violations(signe)).toEqual([]);
		// To look at together: as the citizen reads it, and nothing that is measured.
		await signe.getByRole('link', { name: 'Let visning' }).click();
		await expect(signe.getByRole('heading', { name: 'Før og efter' })).toBeVisible();
		await expect(signe.getByText('Svarene er til at tale om.')).toBeVisible();
		await expect(signe.getByRole('img', { name: 'Fra tjek ind til tjek ud' })).toHaveCount(0);
		expect(await violations(signe)).toEqual([]);
		await picture(signe, `31-trend-easy-${colorScheme}`);
		await signe.getByRole('link', { name: 'Hele forløbet' }).click();
		await expect(signe.getByRole('heading', { name: 'Før og efter' })).toBeVisible();
	}
	await house.sql`update trend_sharing set audience = 'here' where case_id = ${care?.id}`;
	const karim = await house.signIn('social');
	await karim.goto(address);
	await expect(karim.getByText('Borgeren deler ikke sine svar med dig')).toBeVisible();
	await expect(karim.getByRole('img', { name: 'Fra tjek ind til tjek ud' })).toHaveCount(0);
});

test('the citizen’s page loads at most 90 kB of script, and nothing scrolls two ways at 320 px', async ({
	house
}) => {
	const { laptop, code } = await openSession(house);
	const citizen = await sitDown(house, laptop, code, { viewport: { width: 320, height: 700 } });
	await begin(laptop);
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Hvem er her i dag?');
	const fresh = await citizen.context().newPage();
	// What is fetched once the page has been quiet for a while waits, however slow the machine is.
	await fresh.addInitScript(() =>
		addEventListener('load', (event) => event.stopImmediatePropagation(), true)
	);
	const sizes: Promise<number>[] = [];
	let isCounting = true;
	fresh.on('response', (response) => {
		// Where a changed page leads is asked of the server, in script as well; that is an answer, no part of the page.
		if (isCounting && /\/immutable\/.*\.js$/.test(response.url())) {
			sizes.push(response.body().then((body) => gzipSync(body).byteLength));
		}
	});
	await fresh.goto('/seat/session');
	await expect(fresh.getByText('Du kan sige stop, når du vil.')).toBeVisible();
	isCounting = false;
	const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
	console.log(`script of the citizen's session, gzipped: ${Math.round(bytes / 102.4) / 10} kB`);
	expect(bytes / 1024).toBeLessThanOrEqual(90);
	const sideways = await fresh.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(sideways).toBe(0);
	expect(await violations(fresh)).toEqual([]);
	await picture(fresh, '40-narrow');
});
