import type { Page } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { expect, test } from './house.ts';

/** Kilobytes of script, gzipped, that a first visit to an address loads before anything is pressed. */
async function weightOf(page: Page, address: string): Promise<number> {
	const sizes: Promise<number>[] = [];
	page.on('response', (response) => {
		if (/javascript/.test(response.headers()['content-type'] ?? '')) {
			sizes.push(response.body().then((body) => gzipSync(body).byteLength));
		}
	});
	await page.goto(address);
	await page.waitForLoadState('networkidle');
	const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
	return Math.round(bytes / 102.4) / 10;
}

test('the board weighs at most 220 kB of script, what a citizen opens first at most 90 kB', async ({
	house
}) => {
	const [care] = await house.sql`select id from care_case where number = '26-0143'`;
	const signe = await house.signIn('rusmiddel');
	const board = await weightOf(await signe.context().newPage(), `/cases/${String(care?.id)}/board`);
	const join = await weightOf(await house.stranger(), '/join');
	const screen = await weightOf(await house.stranger(), '/screen');
	console.log(`script, gzipped: board ${board} kB, join ${join} kB, screen ${screen} kB`);
	expect(board).toBeLessThanOrEqual(220);
	expect(join).toBeLessThanOrEqual(90);
	expect(screen).toBeLessThanOrEqual(120);
});

test('a page and its script go over the line packed', async ({ house }) => {
	const signe = await house.signIn('rusmiddel');
	const packed = new Map<string, string | undefined>();
	signe.on('response', (response) => {
		const { 'content-type': type = '', 'content-encoding': encoding } = response.headers();
		packed.set(`${new URL(response.url()).pathname} ${type}`, encoding);
	});
	await signe.goto('/cases');
	await signe.waitForLoadState('networkidle');
	const page = [...packed].find(([what]) => what.startsWith('/cases text/html'));
	const scripts = [...packed].filter(([what]) => /entry.*javascript/.test(what));
	expect(page?.[1]).toBeDefined();
	expect(scripts.length).toBeGreaterThan(0);
	for (const [what, encoding] of scripts) expect(encoding, what).toBe('br');
});
