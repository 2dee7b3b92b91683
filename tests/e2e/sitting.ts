import type { Page } from '@playwright/test';
import { expect, type House } from './house.ts';

/** A planning session as those in it see it: a laptop, a big screen, and the citizen's tablet. */

export const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true };
const wallSize = { viewport: { width: 1920, height: 1080 } };

/** Pictures of every step are taken into this folder when it is named. */
const album = process.env.SESSION_ALBUM;

export async function picture(page: Page, name: string): Promise<void> {
	if (album) await page.screenshot({ path: `${album}/${name}.png`, fullPage: false });
}

export interface Opened {
	laptop: Page;
	session: string;
	code: string;
}

async function codeOf(house: House, session: string): Promise<string> {
	const [room] = await house.sql`select join_code from meeting where id = ${session}`;
	return String(room?.join_code);
}

/** The session of today on case 26-0098, opened on the laptop of its coordinator. */
export async function openSession(house: House): Promise<Opened> {
	const [session] = await house.sql<{ id: string }[]>`
		select id from meeting where kind = 'planning' and phase = 'invited'`;
	if (!session) throw new Error('the demo municipality has no session today');
	const laptop = await house.signIn('social2');
	await laptop.goto(`/meetings/${session.id}`);
	await laptop.getByRole('button', { name: 'Åbn rummet' }).click();
	await laptop.waitForURL('**/session');
	return { laptop, session: session.id, code: await codeOf(house, session.id) };
}

/** Another kind of session on case 26-0098, made now. */
export async function makeSession(
	house: House,
	kind: string,
	{ allTools = false } = {}
): Promise<Opened> {
	const laptop = await house.signIn('social2');
	const [care] = await house.sql`select id from care_case where number = '26-0098'`;
	await laptop.goto(`/cases/${String(care?.id)}/sessions/new`);
	await laptop.getByText(kind, { exact: true }).click();
	const tools = allTools ? await laptop.locator('[name="tools"]').all() : [];
	for (const tool of tools) await tool.check();
	await laptop.getByRole('button', { name: 'Opret mødet' }).click();
	await laptop.waitForURL('**/session');
	const session = new URL(laptop.url()).pathname.split('/')[2] ?? '';
	return { laptop, session, code: await codeOf(house, session) };
}

export async function knock(guest: Page, code: string, name: string): Promise<void> {
	await guest.goto('/join');
	await guest.getByLabel('De seks tal').fill(code);
	await guest.getByLabel('Hvad hedder du?').fill(name);
	await guest.getByRole('button', { name: 'Vær med' }).click();
}

export async function sitDown(
	house: House,
	laptop: Page,
	code: string,
	options: object = tablet
): Promise<Page> {
	const citizen = await house.stranger(options);
	await knock(citizen, code, 'Per');
	// The case has a number and no name: who it is, the coordinator says.
	await laptop.getByLabel('Hvem er det?').selectOption({ label: '26-0098 · Borger' });
	await laptop.getByRole('button', { name: 'Luk ind' }).click();
	await citizen.waitForURL('**/seat/session');
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('Vi begynder snart');
	return citizen;
}

export async function begin(laptop: Page): Promise<void> {
	await laptop.getByRole('button', { name: 'Begynd', exact: true }).click();
}

export async function end(laptop: Page, session: string): Promise<void> {
	await laptop.getByRole('button', { name: 'Afslut mødet' }).click();
	await laptop.getByRole('dialog').getByRole('button', { name: 'Afslut mødet' }).click();
	await laptop.waitForURL(`**/meetings/${session}`);
}

export async function pair(house: House, laptop: Page): Promise<Page> {
	const wall = await house.stranger(wallSize);
	await wall.goto('/screen');
	await laptop.getByLabel('PIN fra skærmen').fill(await wall.locator('.pin').innerText());
	await laptop.getByRole('button', { name: 'Vis mødet på skærmen' }).click();
	await expect(
		wall.getByRole('heading', { name: 'Vi begynder snart' }).or(wall.getByText('Vi begynder snart'))
	).toBeVisible();
	return wall;
}

/** Leaves the step `at` (from 0) of a session, whatever it asks, and waits until the next one is whole. */
export async function skip(house: House, citizen: Page, at: number): Promise<void> {
	const answer = await citizen.request.post('/seat/session/answers', {
		headers: { origin: house.url },
		data: { do: 'next', at, skip: true }
	});
	expect(await answer.json()).toEqual({ ok: true });
	const steps = await citizen.locator('nav li').count();
	await expect(citizen.locator('nav .place')).toHaveText(`${at + 2} af ${steps}`);
	// What a step holds comes a moment after its question.
	await citizen.waitForLoadState('networkidle');
}

/** Passes by steps until this is asked. */
export async function skipTo(house: House, citizen: Page, question: string): Promise<void> {
	const title = citizen.getByRole('heading', { level: 1 });
	const place = citizen.locator('nav .place');
	await expect(place).toHaveText(/^[1-9]\d* af/);
	const steps = await citizen.locator('nav li').count();
	for (let at = parseInt(await place.innerText(), 10) - 1; at < steps - 1; at += 1) {
		if ((await title.innerText()) === question) return;
		await skip(house, citizen, at);
	}
	await expect(title).toHaveText(question);
}

/** Goes on by the citizen's finger, until the step asks this. */
export async function onTo(
	citizen: Page,
	question: string,
	how: 'Videre' | 'Spring over' = 'Videre'
): Promise<void> {
	await citizen.getByRole('button', { name: how, exact: true }).click();
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText(question);
}

/** Goes on from a step whose words are read back first. */
export async function readBackAndOn(citizen: Page, question: string): Promise<void> {
	await citizen.getByRole('button', { name: 'Videre', exact: true }).click();
	await citizen.getByRole('button', { name: 'Ja, det er rigtigt' }).click();
	await expect(citizen.getByRole('heading', { level: 1 })).toHaveText(question);
}
