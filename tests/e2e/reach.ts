import type { Page } from '@playwright/test';

/** What a finger and a keyboard find on a page for citizens, as it is now. */

const controls = 'a[href], button, summary, input, textarea, select';
/** 64 px for easy reading (DESIGN); a hair less is rounding. */
const easyTarget = 63.5;

/** Pixels that the page scrolls sideways. */
export function sideways(page: Page): Promise<number> {
	return page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
}

/** Controls lower than a finger needs. What a label holds is as high as its label. */
export function smallTargets(page: Page): Promise<string[]> {
	return page.evaluate(
		({ controls, easyTarget }) =>
			[...document.querySelectorAll<HTMLElement>(controls)].flatMap((one) => {
				const target = one.matches('input') ? (one.closest('label') ?? one) : one;
				const { width, height } = target.getBoundingClientRect();
				const isShown = target.checkVisibility({ visibilityProperty: true }) && width > 1;
				const isInText = getComputedStyle(target).display === 'inline' && one.matches('a');
				if (!isShown || isInText || target.matches('.skip-link') || height >= easyTarget) return [];
				return [`${Math.round(height)} px: ${one.outerHTML.slice(0, 120)}`];
			}),
		{ controls, easyTarget }
	);
}

/** Controls that Tab never comes to, from the top of the page to its end. */
export async function outOfReach(page: Page): Promise<string[]> {
	await page.evaluate(() => {
		(document.activeElement as HTMLElement | null)?.blur(); // reason: what has focus is an HTML element here
		getSelection()?.removeAllRanges();
	});
	// A day or a time is several stops: its numbers, and the calendar.
	const count =
		(await page.locator(controls).count()) +
		3 * (await page.locator('input[type="date"], input[type="time"]').count());
	await page.evaluate(() => {
		document.addEventListener('focusin', ({ target }) => {
			if (target instanceof Element) target.toggleAttribute('data-reached', true);
		});
	});
	const round = async () => {
		for (let presses = 0; presses <= count; presses += 1) await page.keyboard.press('Tab');
		return unreached(page);
	};
	const missed = await round();
	// What came while the keys went round was not counted: a second round meets it.
	return missed.length === 0 ? missed : round();
}

function unreached(page: Page): Promise<string[]> {
	return page.evaluate((controls) => {
		const all = [...document.querySelectorAll<HTMLElement>(controls)];
		const inGroup = (one: HTMLElement) =>
			one instanceof HTMLInputElement && one.type === 'radio'
				? all.some(
						(other) =>
							other instanceof HTMLInputElement &&
							other.name === one.name &&
							other.hasAttribute('data-reached')
					)
				: false;
		return all
			.filter((one) => !one.matches(':disabled') && one.checkVisibility())
			.filter((one) => !one.hasAttribute('data-reached') && !inGroup(one))
			.map((one) => one.outerHTML.slice(0, 120));
	}, controls);
}
