import { expect, type Page } from '@playwright/test';

/** When a page's script comes: what holds before it, and what from then on. */

/** From here on links and forms are the page's own, and no longer the browser's. */
export function awake(page: Page): Promise<void> {
	return expect(page.locator('body script:not([src])')).toHaveCount(0);
}

/** What a page asks for at such addresses is held back until the answer is called. */
export async function hold(page: Page, of: RegExp): Promise<() => void> {
	let release: () => void = () => undefined;
	const released = new Promise<void>((resolve) => (release = resolve));
	await page.route(of, async (route) => {
		await released;
		await route.continue();
	});
	return release;
}
