import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { addDecision, addNextStep } from '../../src/lib/board/edit-agreements.ts';
import type { MemberId } from '../../src/lib/model/ids.ts';
import type { MeetingCommand } from '../../src/lib/model/meeting-commands.ts';
import { expect, test, violations, type House } from './house.ts';
import { writeAs } from './pen.ts';
import { hold } from './script.ts';

const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const onWall = { viewport: { width: 1920, height: 1080 } };

/** The meeting of today on case 26-0143, opened by its facilitator. */
async function openRoom(house: House) {
	const [meeting] = await house.sql<{ id: string; case_id: string }[]>`
		update meeting set phase = 'open', join_code = '482913' where phase = 'invited'
		and title = 'Aftener og fællesskab' returning id, case_id`;
	if (!meeting) throw new Error('the demo municipality has no meeting today');
	const [agreements] = await house.sql<{ id: string }[]>`
		select id from document where case_id = ${meeting.case_id} and kind = 'agreements'`;
	const [citizen] = await house.sql<{ id: string }[]>`
		select id from case_member where case_id = ${meeting.case_id} and role = 'citizen'`;
	if (!agreements || !citizen) throw new Error('the case has no agreements or no citizen');

	const signe = await house.signIn('rusmiddel');
	await signe.goto(`/meetings/${meeting.id}/room`);
	return {
		signe,
		meeting: meeting.id,
		agreements: agreements.id,
		citizen: citizen.id,
		does: (command: MeetingCommand) =>
			signe.evaluate(
				async ([address, body]) => {
					const headers = { 'content-type': 'application/json' };
					const answer = await fetch(address, { method: 'POST', headers, body });
					if (!answer.ok) throw new Error(`${answer.status}`);
				},
				[`/meetings/${meeting.id}/commands`, JSON.stringify(command)] as const
			)
	};
}

async function pairScreen(house: House, signe: Page): Promise<Page> {
	const wall = await house.stranger(onWall);
	await wall.goto('/screen');
	const pin = await wall.locator('.pin').innerText();
	await signe.getByLabel('PIN fra skærmen').fill(pin);
	await signe.getByRole('button', { name: 'Vis mødet på skærmen' }).click();
	await expect(signe.getByText('Skærmen viser mødet')).toBeVisible();
	return wall;
}

async function joinByCode(house: House, signe: Page): Promise<Page> {
	const phone = await house.stranger(onPhone);
	await phone.goto('/join');
	await phone.getByLabel('De seks tal').fill('482 913');
	await phone.getByLabel('Hvad hedder du?').fill('Mikkel');
	await phone.getByRole('button', { name: 'Vær med' }).click();
	await expect(phone.getByText('Signe lukker dig ind.')).toBeVisible();
	await signe.getByRole('button', { name: 'Luk ind' }).click();
	await expect(phone.getByRole('button', { name: 'Ræk hånden op' })).toBeVisible();
	return phone;
}

test('a screen paired by its PIN follows the meeting, goes blank by B and says so', async ({
	house
}) => {
	const { signe, does, agreements, meeting } = await openRoom(house);
	const wall = await pairScreen(house, signe);
	await expect(wall.getByRole('heading', { level: 1 })).toHaveText('Velkommen');
	await expect(wall.getByText('482 913')).toBeVisible();
	const preview = signe.frameLocator('iframe[title="Sådan ser skærmen ud nu"]');
	await expect(preview.getByRole('heading', { level: 1 })).toHaveText('Velkommen');
	await expect(signe.getByText('Prøv at sløre skærmen én gang')).toBeVisible();
	// The frame lies in a browser that somebody works in, and leaves its language alone.
	const spoken = (await signe.context().cookies()).find((one) => one.name === 'samtavle-locale');
	expect(spoken?.value ?? 'da').toBe('da');
	expect(await violations(signe)).toEqual([]);

	await does({ do: 'begin' });
	await expect(wall.getByText('Punkt 1 af')).toBeVisible();
	await does({ do: 'goTo', at: 0, step: 6 });
	await expect(wall.getByRole('heading', { level: 1 })).toHaveText('Hvem gør hvad?');
	await writeAs(signe, agreements, (doc) => {
		addDecision(doc, { text: 'Tre faste aftener', agreed: 'all', meeting });
	});
	for (const screen of [wall, preview]) {
		await expect(screen.getByText('Tre faste aftener')).toBeVisible();
	}

	await signe.getByRole('heading', { level: 1 }).click();
	await signe.keyboard.press('b');
	await expect(signe.getByText('Skærmen er sløret')).toBeVisible();
	await expect(signe.getByText('Sløret er prøvet.')).toBeVisible();
	for (const screen of [wall, preview]) {
		await expect(screen.getByText('Tre faste aftener')).toHaveCount(0);
	}
	await signe.getByRole('button', { name: 'Vis igen' }).click();
	await expect(wall.getByText('Tre faste aftener')).toBeVisible();
});

test('the wall opens only the meeting and the agreements, and nothing on it scrolls or is small', async ({
	house
}) => {
	const { signe, does, agreements, meeting, citizen } = await openRoom(house);
	const asked: string[] = [];
	const wall = await house.stranger(onWall);
	wall.on('websocket', (socket) => asked.push(new URL(socket.url()).pathname));
	await wall.goto('/screen');
	await signe.getByLabel('PIN fra skærmen').fill(await wall.locator('.pin').innerText());
	await signe.getByRole('button', { name: 'Vis mødet på skærmen' }).click();
	await does({ do: 'begin' });
	await writeAs(signe, agreements, (doc) => {
		for (const text of ['Tre faste aftener', 'Mikkel vælger retten', 'Pia finder ud af ledsager']) {
			addDecision(doc, { text, agreed: 'all', meeting });
		}
		addNextStep(doc, {
			what: 'Gå med til madklub de første fire gange',
			owner: citizen,
			meeting,
			due: '2026-12-01',
			agreedOn: '2026-11-24'
		});
	});
	await expect(wall.getByText('Pia finder ud af ledsager')).toBeVisible();

	const kinds = async () => {
		const ids = asked.map((path) => path.split('/').at(-1) ?? '');
		const rows = await house.sql<{ kind: string }[]>`
			select distinct kind from document where id in ${house.sql(ids)} order by kind`;
		return rows.map(({ kind }) => kind);
	};
	await expect.poll(kinds).toEqual(['agreements', 'meeting']);
	const others = await house.sql<{ id: string }[]>`
		select id from document where kind not in ('agreements', 'meeting')`;
	for (const { id } of others.slice(0, 6)) {
		expect(await closeCode(wall, `/live/${id}?as=screen`)).toBe(4404);
	}

	for (const [step, theme] of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((step) =>
		(['light', 'dark'] as const).map((theme) => [step, theme] as const)
	)) {
		if (theme === 'light' && step > 0) await does({ do: 'goTo', at: step - 1, step });
		await signe.getByRole('button', { name: theme === 'dark' ? 'Mørk' : 'Lys' }).click();
		await expect(wall.getByText(`Punkt ${step + 1} af 10`)).toBeVisible();
		await expect(wall.locator(`[data-surface=wall][data-theme=${theme}]`)).toHaveCount(1);
		await wall.screenshot({ path: `test-results/room/wall-${step + 1}-${theme}.png` });
		expect(await violations(wall), `step ${step + 1}, ${theme}`).toEqual([]);
		expect(await smallLetters(wall), `step ${step + 1}`).toEqual([]);
		expect(await scrolls(wall)).toBe(false);
	}
	await signe.getByRole('button', { name: 'Ekstra stor' }).click();
	await expect(wall.locator('[data-size=large]')).toHaveCount(1);
	await does({ do: 'goTo', at: 9, step: 6 });
	await expect(wall.getByText('Punkt 7 af 10')).toBeVisible();
	await wall.screenshot({ path: 'test-results/room/wall-large.png' });
	expect(await cutRows(wall)).toEqual([]);
	expect(await scrolls(wall)).toBe(false);

	// Everybody's name, and the whole round.
	const everybody = await house.sql<{ id: MemberId }[]>`
		select member_id as id from invitation where meeting_id = ${meeting}`;
	for (const { id } of everybody) await does({ do: 'attend', member: id, here: true });
	await does({ do: 'goTo', at: 6, step: 0 });
	await expect(wall.getByText('Else', { exact: true })).toBeAttached();
	expect(await namesUnderneath(wall)).toEqual([]);
	await does({ do: 'goTo', at: 0, step: 3 });
	await does({ do: 'startRound', order: everybody.map(({ id }) => id) });
	await expect(wall.getByText(/taler nu/)).toBeVisible();
	expect(await namesUnderneath(wall)).toEqual([]);
});

test('the one who leads shows words that the citizen shared with the network, one at a time', async ({
	house
}) => {
	const { signe, does, meeting } = await openRoom(house);
	const wall = await pairScreen(house, signe);
	await does({ do: 'begin' });
	await signe.goto(`/meetings/${meeting}/run`);
	const quote = wall.locator('blockquote');
	await expect(wall.getByText('Punkt 1 af')).toBeVisible();
	await expect(quote).toHaveCount(0);

	await signe.getByText('Vis ord fra Mikkel på storskærmen').click();
	const offers = signe.getByRole('button', { name: /^Vis på skærmen/ });
	await expect(offers.filter({ hasText: 'At jeg kan passe en hund.' })).toBeVisible();
	// Signe may read both, and the citizen did not give them to the room.
	await expect(offers.filter({ hasText: 'Jeg er bange for, at I bliver skuffede' })).toHaveCount(0);
	await expect(offers.filter({ hasText: 'Natvagten' })).toHaveCount(0);
	expect(await violations(signe)).toEqual([]);

	const shared = ['Et arbejde, hvor jeg bruger hænderne.', 'At jeg kan passe en hund.'];
	// A long list scrolls in its own column; the page around it cannot be pushed out of sight.
	const pushed = await signe.evaluate(() => {
		window.scrollTo(0, 500);
		return window.scrollY;
	});
	expect(pushed).toBe(0);

	for (const words of shared) {
		if (!(await offers.first().isVisible())) {
			await signe.getByText('Vis ord fra Mikkel på storskærmen').click();
		}
		await offers.filter({ hasText: words }).click();
		await expect(quote).toContainText(words);
		await expect(signe.getByText('På storskærmen nu:')).toHaveCount(1);
	}
	// On every step, also where the table itself is not drawn.
	await does({ do: 'goTo', at: 0, step: 6 });
	await expect(wall.getByText('Punkt 7 af')).toBeVisible();
	await expect(quote).toContainText(shared[1] ?? '');
	await signe.getByRole('button', { name: /^Tag af skærmen/ }).click();
	await expect(quote).toHaveCount(0);
	const rows = await house.sql`
		select event from audit_event where event in ('table:shown', 'table:cleared') order by seq`;
	expect(rows.map(({ event }) => String(event))).toEqual([
		'table:shown',
		'table:shown',
		'table:cleared',
		'table:cleared'
	]);
});

test('when the line is gone, wall and seat say so, and follow again when it is back', async ({
	house
}) => {
	const { signe, does } = await openRoom(house);
	const wall = await pairScreen(house, signe);
	const phone = await joinByCode(house, signe);
	await does({ do: 'begin' });
	await expect(wall.getByText('Punkt 1 af 10')).toBeVisible();
	await house.kill();
	await expect(wall.getByText('Nettet er væk.')).toBeVisible();
	await expect(phone.getByText('Nettet er væk.')).toBeVisible();
	await house.restart();
	await expect(wall.getByText('Nettet er væk.')).toHaveCount(0, { timeout: 30_000 });
	await expect(phone.getByText('Nettet er væk.')).toHaveCount(0, { timeout: 30_000 });
	await does({ do: 'next', at: 0 });
	await expect(wall.getByText('Punkt 2 af 10')).toBeVisible();
	await expect(phone.getByText('Punkt 2 af 10')).toBeVisible();
});

test('a seat loads at most 90 kB of script at once, and fits a phone 320 px wide', async ({
	house
}) => {
	const { signe, does } = await openRoom(house);
	const phone = await joinByCode(house, signe);
	await does({ do: 'begin' });
	await expect(phone.getByText('Punkt 1 af 10')).toBeVisible();
	const afresh = await house.stranger({
		...onPhone,
		storageState: await phone.context().storageState()
	});
	const scripts: { bytes: Promise<number>; first: boolean }[] = [];
	let isLoaded = false;
	afresh.on('response', (response) => {
		if (!response.url().endsWith('.js')) return;
		const bytes = response.body().then((body) => gzipSync(body).length);
		scripts.push({ bytes, first: !isLoaded });
	});
	await afresh.goto('/seat', { waitUntil: 'load' });
	isLoaded = true;
	await expect(afresh.getByRole('timer')).toBeVisible();
	const weights = await Promise.all(scripts.filter((one) => one.first).map((one) => one.bytes));
	const kilobytes = weights.reduce((sum, one) => sum + one, 0) / 1024;
	console.log(`script, gzipped: seat ${kilobytes.toFixed(1)} kB`);
	expect(kilobytes).toBeGreaterThan(10);
	expect(kilobytes).toBeLessThanOrEqual(90);
	await phone.setViewportSize({ width: 320, height: 700 });
	for (const tab of ['Nu', 'Planen', 'Aftaler', 'Tjek ind']) {
		await phone.getByRole('navigation').getByRole('button', { name: tab }).click();
		expect(await violations(phone), tab).toEqual([]);
		const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
		expect(wide, tab).toBeLessThanOrEqual(320);
	}
});

test('a phone whose line is gone while its later parts are fetched has them when it is back', async ({
	house
}) => {
	const { signe, does } = await openRoom(house);
	const phone = await joinByCode(house, signe);
	await does({ do: 'begin' });
	await expect(phone.getByText('Punkt 1 af 10')).toBeVisible();
	// All that is fetched at first is here; the later parts are fetched three seconds after.
	await phone.reload({ waitUntil: 'networkidle' });
	let isGone = true;
	let refused = 0;
	await phone.route('**/_app/immutable/chunks/*.js', async (route) => {
		if (!isGone) return route.fallback();
		refused += 1;
		await route.abort();
	});
	await expect.poll(() => refused).toBeGreaterThan(3);
	await expect(phone.locator('.saved')).toHaveCount(0);
	isGone = false;
	await expect(phone.locator('.saved')).toHaveAttribute('data-state', 'saved');
	await phone.getByRole('button', { name: 'Foreslå noget' }).click();
	await expect(phone.getByLabel('Hvad skal vi aftale?')).toBeVisible();
});

test('the citizen joins on a phone in easy Danish, raises a hand and says yes to a task', async ({
	house
}) => {
	const { signe, does, agreements, meeting, citizen } = await openRoom(house);
	const phone = await joinByCode(house, signe);
	await does({ do: 'begin' });
	await expect(phone.getByText('Punkt 1 af 10')).toBeVisible();
	await expect(phone.getByRole('heading', { name: 'Det gør du' })).toBeVisible();

	await phone.getByRole('button', { name: 'Ræk hånden op' }).click();
	await expect(phone.getByRole('button', { name: 'Hånden er oppe' })).toBeVisible();
	const hands = await house.sql<{ name: string }[]>`select name from hand`;
	expect(hands.map(({ name }) => name)).toEqual(['Mikkel H.']);

	await writeAs(signe, agreements, (doc) => {
		addNextStep(doc, {
			what: 'Jeg vælger retten til tirsdag',
			owner: citizen,
			meeting,
			due: '2026-12-01',
			agreedOn: '2026-11-24'
		});
	});
	await phone.getByRole('button', { name: 'Ja, det gør jeg' }).click();
	await expect(phone.getByText('Du har sagt ja')).toBeVisible();
	const records = await house.sql<{ answer: string; text: string }[]>`
		select answer, text from record where kind = 'nextStep' and by like 'seat:%'`;
	expect(records).toMatchObject([{ answer: 'accepted' }]);
	expect(records[0]?.text).toContain('Jeg vælger retten til tirsdag');

	await phone.getByRole('button', { name: 'Foreslå noget' }).click();
	await phone.getByLabel('Hvad skal vi aftale?').fill('Vi ses hver tirsdag');
	await phone.getByRole('button', { name: 'Send' }).click();
	await expect(phone.getByText('Dit forslag er gemt.')).toBeVisible();
	await expect(phone.getByRole('button', { name: 'Luk' })).toBeFocused();
	await phone.keyboard.press('Enter');
	await expect(phone.getByText('Vi ses hver tirsdag')).toBeVisible();
	await expect(phone.getByRole('button', { name: 'Foreslå noget' })).toBeFocused();
	await phone.getByRole('button', { name: 'Sig stop' }).press('Enter');
	await expect(phone.getByRole('heading', { name: 'Du må gerne holde pause' })).toBeFocused();
	await phone.getByRole('button', { name: 'Bliv i mødet' }).press('Enter');
	await expect(phone.getByRole('button', { name: 'Sig stop' })).toBeFocused();
	await phone.screenshot({ path: 'test-results/room/seat-now.png', fullPage: true });
	expect(await violations(phone)).toEqual([]);

	for (const [tab, name] of [
		['Planen', 'agenda'],
		['Aftaler', 'agreements'],
		['Tjek ind', 'mood']
	] as const) {
		await phone.getByRole('navigation').getByRole('button', { name: tab }).click();
		expect(await violations(phone), name).toEqual([]);
		await phone.screenshot({ path: `test-results/room/seat-${name}.png`, fullPage: true });
	}
	await phone.getByText('Godt', { exact: true }).click();
	await expect(phone.getByText('Dit svar er gemt')).toBeVisible();
});

test('a professional has the same in the hand, in Danish', async ({ house }) => {
	const { signe, does, meeting } = await openRoom(house);
	await does({ do: 'begin' });
	await signe.goto(`/meetings/${meeting}/room`);
	const lone = await house.signIn('stoette', onPhone);
	await lone.goto(`/meetings/${meeting}/phone`);
	await expect(lone.getByRole('heading', { name: 'Dine opgaver herfra' })).toBeVisible();
	await lone.getByRole('button', { name: 'Ræk hånden op' }).click();
	await expect(lone.getByRole('button', { name: 'Hånden er oppe' })).toBeVisible();
	await lone.screenshot({ path: 'test-results/room/phone-now.png', fullPage: true });
	expect(await violations(lone)).toEqual([]);
	const outsider = await house.signIn('rusmiddel2', onPhone);
	const answer = await outsider.goto(`/meetings/${meeting}/phone`);
	expect(answer?.status()).toBe(404);
});

test('a citizen without a phone checks in on the laptop beside them', async ({ house }) => {
	const { signe, does, meeting, citizen } = await openRoom(house);
	await does({ do: 'begin' });
	// A face pressed before the script has come is shown as chosen, so it is sent when it has.
	const come = await hold(signe, /\.js$/);
	await signe.goto(`/meetings/${meeting}/run`, { waitUntil: 'commit' });
	await signe.getByText('Godt', { exact: true }).click();
	await expect(signe.getByRole('radio', { name: 'Godt', exact: true })).toBeChecked();
	come();
	await expect(signe.getByText('Tak. Svaret er gemt')).toBeVisible();
	await expect(signe.getByRole('radio')).toHaveCount(0);
	const moods = await house.sql<{ who: string; face: number }[]>`select who, face from mood`;
	expect([...moods]).toEqual([{ who: `member:${citizen}`, face: 4 }]);
	expect(await violations(signe)).toEqual([]);
});

test('outside its meeting a seat gets nothing, and is told so kindly', async ({ house }) => {
	const { signe, agreements } = await openRoom(house);
	const phone = await joinByCode(house, signe);
	await signe.getByRole('button', { name: /^Afslut pladsen/ }).click();
	await signe.getByRole('button', { name: 'Ja, afslut pladsen' }).click();
	await expect(phone.getByRole('heading', { name: 'Tak for i dag' })).toBeVisible();
	await expect(phone.getByText('Det, der er gemt, er gemt.')).toBeVisible();
	const status = await phone.evaluate(async () => {
		const headers = { 'content-type': 'application/json' };
		const body = JSON.stringify({ do: 'raiseHand' });
		return (await fetch('/room/commands', { method: 'POST', headers, body })).status;
	});
	expect(status).toBe(401);
	expect(await closeCode(phone, `/live/${agreements}?as=seat`)).toBe(4401);
	expect(await violations(phone)).toEqual([]);
});

test('joining works without JavaScript, and a wrong code is answered at its field', async ({
	house
}) => {
	const { signe } = await openRoom(house);
	const phone = await house.stranger({ ...onPhone, javaScriptEnabled: false });
	await phone.goto('/join');
	await phone.getByLabel('De seks tal').fill('000000');
	await phone.getByLabel('Hvad hedder du?').fill('Else');
	await phone.getByRole('button', { name: 'Vær med' }).click();
	await expect(phone.getByText('Tallene passer ikke.')).toBeVisible();
	await phone.getByLabel('De seks tal').fill('482913');
	await phone.getByRole('button', { name: 'Vær med' }).click();
	await expect(phone.getByRole('heading', { name: 'Vent lidt' })).toBeVisible();
	await expect(signe.getByText('Else venter')).toBeVisible();
});

test('a scanned code is filled in and leaves the address at once', async ({ house }) => {
	await openRoom(house);
	const phone = await house.stranger(onPhone);
	await phone.goto('/join#482913');
	await expect(phone.getByLabel('De seks tal')).toHaveValue('482913');
	expect(new URL(phone.url()).hash).toBe('');
	await phone.screenshot({ path: 'test-results/room/join.png' });
	expect(await violations(phone)).toEqual([]);
});

/** How the server answers a socket to this address, opened from this page. */
async function closeCode(page: Page, address: string): Promise<number> {
	return page.evaluate(
		(to) =>
			new Promise<number>((resolve) => {
				const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + to);
				socket.onclose = ({ code }) => resolve(code);
			}),
		address
	);
}

/** Words on the wall that are drawn smaller than 34 px. */
async function smallLetters(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const small: string[] = [];
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const parent = node.parentElement;
			if (!node.textContent?.trim() || !parent?.checkVisibility()) continue;
			if (parent.closest('.visually-hidden, script, style, #svelte-announcer')) continue;
			const size = parseFloat(getComputedStyle(parent).fontSize);
			if (size < 33.9) small.push(`${node.textContent} ${size}`);
		}
		return small;
	});
}

/** Names that lie under the agenda at the foot of the wall. */
function namesUnderneath(wall: Page): Promise<string[]> {
	return wall.evaluate(() => {
		const foot = document.querySelector('.progress')?.getBoundingClientRect().top ?? 0;
		return [...document.querySelectorAll<HTMLElement>('.content .chip')]
			.filter((chip) => getComputedStyle(chip).visibility === 'visible')
			.filter((chip) => chip.getBoundingClientRect().bottom > foot)
			.map((chip) => chip.innerText);
	});
}

/** Rows of the page shown that stick out of their frame: no text on the wall is cut. */
async function cutRows(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		[...document.querySelectorAll<HTMLElement>('.frame li:not([data-elsewhere])')]
			.filter((row) => {
				const frame = row.closest('.frame')?.getBoundingClientRect();
				return frame && row.getBoundingClientRect().bottom > frame.bottom + 1;
			})
			.map((row) => row.innerText)
	);
}

async function scrolls(page: Page): Promise<boolean> {
	return page.evaluate(() => {
		const root = document.documentElement;
		return root.scrollHeight > root.clientHeight || root.scrollWidth > root.clientWidth;
	});
}
