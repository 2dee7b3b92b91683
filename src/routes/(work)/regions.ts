/**
 * F6 goes round the regions of the page, as in a desktop program: menu, content, side, bars. A region
 * is `<main>`, or an element marked `data-region`, that is seen right now.
 */
export function nextRegion(backwards: boolean): void {
	const regions = [...document.querySelectorAll<HTMLElement>('[data-region], main')].filter(
		(region) => region.getClientRects().length > 0
	);
	if (regions.length === 0) return;

	const at = regions.findIndex((region) => region.contains(document.activeElement));
	const step = backwards ? -1 : 1;
	const next = regions[(at + step + regions.length) % regions.length];
	if (!next) return;
	if (!next.hasAttribute('tabindex')) next.tabIndex = -1;
	next.focus();
	next.scrollIntoView({ block: 'nearest' });
}
