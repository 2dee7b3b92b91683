import type { Page } from '@playwright/test';
import { expect, test, violations, type House } from './house.ts';

/**
 * A whole sparring in eight steps: Signe (`rusmiddel`) has the case, Karim (`social`) leads, Jonas
 * (`rusmiddel2`) and Hanne (`social2`) are the team. Four browsers, real sockets, a real database.
 */
async function planned(house: House): Promise<string> {
	const [row] = await house.sql`select id from sparring where phase = 'planned'`;
	return `/sparring/${String(row?.id)}`;
}

const heading = (page: Page) => page.getByRole('main').getByRole('heading', { level: 1 });
const field = (page: Page) => page.getByRole('textbox', { name: 'Skriv her' });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const list = (page: Page, name: string) => page.getByRole('region', { name });

async function write(page: Page, text: string, how = 'Vis for alle') {
	await field(page).fill(text);
	await press(page, how);
	await expect(field(page)).toHaveValue('');
}

test('four colleagues spar in eight steps: silent notes, a name stopped, one struck, and all of it erased', async ({
	house
}) => {
	test.setTimeout(240_000);
	const address = await planned(house);
	const signe = await house.signIn('rusmiddel');
	const karim = await house.signIn('social');
	const jonas = await house.signIn('rusmiddel2');
	const hanne = await house.signIn('social2', { viewport: { width: 390, height: 844 } });
	const all = [signe, karim, jonas, hanne];

	// The focus person prepares alone: a name is marked while it is typed, and nothing is kept with it.
	await signe.goto(`${address}/prepare`);
	await signe.getByRole('textbox', { name: 'Situationen' }).fill('Mikkel drikker mest om aftenen.');
	const keep = signe.getByRole('button', { name: 'Gem til sparringen' });
	await expect(keep).toBeDisabled();
	await signe
		.getByRole('textbox', { name: 'Situationen' })
		.fill('En mand drikker mest, når han er alene.');
	await signe.getByRole('textbox', { name: 'Mit spørgsmål' }).fill('Hvordan holder vi fast?');
	await signe.getByRole('radio', { name: 'Nej, det tror jeg ikke' }).check();
	await keep.click();
	await expect(signe.getByText('Gemt. Kun du ser det indtil videre.')).toBeVisible();

	for (const page of all) {
		await page.goto(`${address}/room`);
		await expect(page.getByText('Anonymt · ingen beslutninger').first()).toBeVisible();
	}
	await press(karim, 'Begynd');
	for (const page of all) await expect(heading(page)).toHaveText('Hvad fylder hos dig lige nu?');

	// 1: a round of one line each. Whoever has not the word cannot write.
	await expect(jonas.getByText('Signe Aarup har ordet', { exact: true })).toBeVisible();
	for (const page of all) await expect(page.getByText('af 1 min.')).toBeVisible();
	await write(signe, 'Han åbner ikke døren om mandagen.');
	for (const page of all) await expect(list(page, 'Problemer')).toContainText('om mandagen');
	await press(karim, 'Næste i runden');
	await write(karim, 'Vi når aldrig det, vi aftaler.');
	await press(karim, /^Videre: Vælg/);

	// 2: one vote each, counted for nobody, shown when all have voted.
	for (const page of all) {
		await page
			.getByRole('listitem')
			.filter({ hasText: 'om mandagen' })
			.getByRole('button', { name: 'Stem på den' })
			.click();
	}
	await expect(hanne.getByText('4 af 4 har stemt')).toBeVisible();
	await press(karim, 'Vis stemmerne');
	await expect(list(jonas, 'Problemer')).toContainText('4 stemmer');
	await press(karim, /^Videre: Problemet/);

	// 3: the account is shown; the others listen.
	for (const page of all) {
		await expect(list(page, 'Fokuspersonens sag')).toContainText('når han er alene');
	}
	await press(karim, /^Videre: Spørgerunde/);

	// 4: only questions, one at a time.
	await expect(signe.getByText('Du lytter i dette trin')).toBeVisible();
	await field(karim).fill('Ring til ham om morgenen.');
	await press(karim, 'Vis for alle');
	await expect(karim.getByText('Her er der kun spørgsmål')).toBeVisible();
	await write(karim, 'Hvornår går det godt?');
	await expect(list(hanne, 'Spørgsmål')).toContainText('Hvornår går det godt?');
	await press(karim, /^Videre: Egne forslag/);

	// 5: the focus person alone.
	await expect(jonas.getByText('Fokuspersonen skriver her')).toBeVisible();
	await write(signe, 'Jeg vil komme en anden dag.');
	await press(karim, /^Videre: Giv et godt råd/);

	// 6: silence. A name is stopped on the server, nobody sees anything, only a number is told.
	await field(jonas).fill('Spørg Mikkel, hvad der hjælper.');
	await press(jonas, 'Læg i bunken');
	await expect(jonas.getByText('Ingen andre har set det').first()).toBeVisible();
	await field(jonas).fill('Spørg, hvad der plejer at hjælpe.');
	await press(jonas, 'Jeg er klar');
	await field(hanne).fill('Kom forbi med hunden Buller.');
	await press(hanne, 'Jeg er klar');
	await expect(karim.getByText('2 af 3 er klar')).toBeVisible();
	await expect(karim.getByText('plejer at hjælpe')).toHaveCount(0);
	await jonas.reload();
	await expect(jonas.getByRole('button', { name: 'Ikke klar alligevel' })).toBeVisible();
	await field(karim).fill('Gør besøget kort.');
	await press(karim, 'Jeg er klar');
	await expect(karim.getByText('3 af 3 er klar')).toBeVisible();
	expect(await violations(karim)).toEqual([]);
	await press(karim, 'Vis alle noter');
	for (const page of all) {
		await expect(list(page, 'Råd').getByRole('listitem')).toHaveCount(3);
	}

	// Shown, they are talked about: whoever wants the word raises a hand, and the one who leads gives it.
	await press(jonas, 'Ræk hånden op');
	await expect(hanne.getByText('Vil gerne sige noget: Jonas')).toBeVisible();
	await press(karim, 'Jonas får ordet');
	await expect(jonas.getByRole('button', { name: 'Ræk hånden op' })).toBeVisible();
	await expect(signe.getByRole('button', { name: 'Ræk hånden op' })).toHaveCount(0);

	// Somebody sees that the dog gives it away: one press, and it is nowhere.
	await press(signe, 'Stryg det: Kom forbi med hunden Buller.');
	for (const page of all) {
		await expect(list(page, 'Råd').getByRole('listitem')).toHaveCount(2);
	}
	// The screens are told first; the rows follow before the press is answered.
	const rowsWithIt = async () => {
		const rows = await house.sql`
			select update as bytes from document_update
			union all select state from document_snapshot`;
		return rows.filter(({ bytes }) => Buffer.from(bytes).includes('Buller')).length;
	};
	await expect.poll(rowsWithIt).toBe(0);
	await press(karim, /^Videre: Plusser/);

	// 7: the focus person sorts, and nobody else can.
	await expect(jonas.getByRole('button', { name: 'Plus', exact: true })).toHaveCount(0);
	await signe
		.getByRole('listitem')
		.filter({ hasText: 'Gør besøget kort.' })
		.getByRole('button', { name: 'Plus', exact: true })
		.click();
	await expect(
		list(hanne, 'Råd').getByRole('listitem').filter({ hasText: 'Gør besøget kort.' })
	).toContainText('Plus');
	await press(karim, /^Videre: Hvad tager jeg med/);

	// 8: what was learned; a line for oneself; and the end.
	await write(signe, 'Vi spørger for lidt.');
	await jonas
		.getByRole('textbox', { name: 'En linje til dig selv' })
		.fill('Spørg mere, råd mindre.');
	await press(jonas, 'Læg i notesbogen');
	await expect(jonas.getByText('Lagt i din notesbog')).toBeVisible();
	for (const [page, face] of [
		[signe, 'Rigtig godt'],
		[jonas, 'Godt'],
		[hanne, 'Rigtig godt']
	] as const) {
		await page.getByText(face, { exact: true }).click();
		await press(page, 'Læg i bunken');
	}
	await expect(karim.getByText('3 af 4 har svaret')).toBeVisible();
	await press(karim, 'Vis svarene');
	await karim.getByRole('dialog').getByRole('button', { name: 'Vis svarene' }).click();
	for (const page of all) {
		const faces = list(page, 'Hvordan gik sparringen?').getByRole('listitem');
		await expect(faces.filter({ hasText: 'Rigtig godt' })).toContainText('2 valgte det');
	}
	await press(karim, 'Slut sparringen');
	await karim.getByRole('dialog').getByRole('button', { name: 'Slut sparringen' }).click();
	for (const page of all) await expect(heading(page)).toHaveText('Sparringen er slut');

	await jonas.goto('/sparring/notebook');
	await expect(jonas.getByText('Spørg mere, råd mindre.')).toBeVisible();
	await signe.goto('/sparring/notebook');
	await expect(signe.getByText('Spørg mere')).toHaveCount(0);

	// The learning note leaves the session by its own door, where two others must find it anonymous.
	await hanne.getByRole('link', { name: 'Skriv et læringsnotat' }).click();
	await hanne.waitForURL('**/learning/new?sparring=*');
	await expect(hanne.getByRole('textbox', { name: 'Det lærte jeg' })).toHaveValue(
		'Vi spørger for lidt.'
	);
	await expect(hanne.getByText('Noten bliver vist for dem, der var med')).toContainText('Karim');
	await hanne.getByRole('textbox', { name: 'Overskrift' }).fill('Spørg en gang til');
	await hanne.getByRole('radio', { name: 'Nej, det tror jeg ikke' }).check();
	await press(hanne, 'Send til læsning');
	await expect(hanne.getByText('Noten er sendt til læsning')).toBeVisible();
	await karim.getByRole('link', { name: 'Læs det, en af de andre har skrevet' }).click();
	await signe.getByRole('link', { name: 'Læringsrum' }).click();
	for (const reader of [signe, karim]) {
		await press(reader, 'Den er anonym: Spørg en gang til');
		await expect(reader.getByText(/^Tak\./)).toBeVisible();
	}
	await hanne.goto('/learning');
	await expect(hanne.getByRole('region', { name: 'Læringsnoter' })).toContainText('Spørg en gang');
	const [note] = await house.sql`select state, readers from learning_note`;
	expect(note).toEqual({ state: 'entered', readers: null });

	// A leader sees numbers, and takes the content away before its date.
	const leader = await house.signIn('leder');
	const answer = await leader.request.get('/api/sparring');
	const told = await answer.text();
	expect(told).toContain('"held":true');
	for (const word of ['mandagen', 'besøget', 'Signe', 'alene']) expect(told).not.toContain(word);
	expect((await leader.request.get(`${address}/room`)).status()).toBe(404);
	await house.sql`update sparring set erase_on = '2026-01-01' where id = ${address.slice(10)}`;
	const shut = await karim.request.get(`${address}/room`);
	expect(shut.status()).toBe(409);
	expect(await shut.text()).not.toContain('besøget');
});

test('what a sparring cannot hold is refused at its doors, and said where it belongs', async ({
	house
}) => {
	const address = await planned(house);
	const karim = await house.signIn('social');
	await karim.goto(address);
	const post = (path: string, data: object) =>
		karim.request.post(`${address}${path}`, { data, headers: { origin: house.url } });
	for (const kind of ['decision', 'nextStep', 'responsibility', 'attachment', 'caseLink']) {
		for (const answer of [await post('/posts', { kind }), await post('/commands', { do: kind })]) {
			expect(answer.status(), kind).toBe(422);
			expect((await answer.json()).message, kind).toMatch(/hører til/);
		}
	}
	expect((await post('/posts', { kind: 'post', at: 0, text: 'Hej' })).status()).toBe(409);
	expect((await post('/posts', { kind: 'poem' })).status()).toBe(400);
});

test('a sparring is planned for a series, moved, and called off', async ({ house }) => {
	const signe = await house.signIn('rusmiddel');
	await signe.goto('/sparring/new');
	for (const name of ['Karim Bendtsen', 'Jonas Vinther']) {
		await signe.getByRole('checkbox', { name }).check();
	}
	await signe.getByLabel('Sparringsleder').selectOption({ label: 'Signe Aarup' });
	await press(signe, 'Planlæg og inviter');
	await expect(signe.getByText('Ingen leder sparring om sin egen sag').first()).toBeVisible();
	await signe.getByLabel('Sparringsleder').selectOption({ label: 'Karim Bendtsen' });
	await signe.getByLabel('Antal gange').fill('3');
	await press(signe, 'Planlæg og inviter');
	await signe.waitForURL(/\/sparring\/[\w-]{22}$/);
	await expect(signe.getByText(/^Næste gang/)).toBeVisible();
	const ics = await signe.request.get(`${new URL(signe.url()).pathname}/invitation.ics`);
	expect(await ics.text()).toContain('SUMMARY:Møde i Samtavle');
	expect(await ics.text()).not.toMatch(/Signe|sparring:/i);

	const karim = await house.signIn('social');
	await karim.goto(new URL(signe.url()).pathname);
	await press(karim, 'Aflys');
	await karim.waitForURL('**/sparring');
});

test('the server is killed in the middle of a step: everybody comes back to it, with what they were writing', async ({
	house
}) => {
	const address = await planned(house);
	const signe = await house.signIn('rusmiddel');
	const karim = await house.signIn('social');
	for (const page of [signe, karim]) {
		await page.goto(`${address}/room`);
		await expect(page.getByText('Anonymt · ingen beslutninger').first()).toBeVisible();
	}
	const begins = karim.getByRole('button', { name: 'Begynd' });
	await expect(async () => {
		if (await begins.isVisible()) await begins.click();
		await expect(begins).toHaveCount(0, { timeout: 1_000 });
	}).toPass();
	for (const page of [signe, karim]) {
		await expect(heading(page)).toHaveText('Hvad fylder hos dig lige nu?');
	}
	await field(signe).fill('Han åbner ikke døren om mandagen.');
	await house.kill();
	await house.restart();
	await expect(field(signe)).toHaveValue('Han åbner ikke døren om mandagen.');
	await press(signe, 'Vis for alle');
	for (const page of [signe, karim]) {
		await expect(list(page, 'Problemer')).toContainText('om mandagen', { timeout: 30_000 });
	}
	await press(karim, /^Videre: Vælg/);
	for (const page of [signe, karim]) {
		await expect(heading(page)).not.toHaveText('Hvad fylder hos dig lige nu?', { timeout: 30_000 });
	}
});
