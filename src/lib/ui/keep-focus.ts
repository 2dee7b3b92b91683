import type { Attachment } from 'svelte/attachments';

/**
 * For those who use the keyboard: when what they pressed goes away (it has done its work, or the card
 * is gone), the browser would send them to the top of the page. Here the first of `homes`
 * that is in the region has the focus instead. Whoever has left the region is left alone.
 */
export function keepFocus(...homes: string[]): Attachment<HTMLElement> {
	return (region) => {
		let held: EventTarget | null = null;
		const isGone = () => held instanceof Element && !held.isConnected;
		const isWaiting = () => held instanceof Element && held.matches(':disabled');
		const take = ({ target }: FocusEvent) => (held = target);
		const leave = ({ target }: FocusEvent) =>
			// Some browsers tell of it before what had the focus is gone; a button that waits loses it too.
			queueMicrotask(() => {
				if (held === target && !isGone() && !isWaiting()) held = null;
			});
		const watching = new MutationObserver(() => {
			if (!isGone()) return;
			held = null;
			const { activeElement, body } = document;
			if (activeElement !== null && activeElement !== body) return;
			const home = homes.map((one) => region.querySelector<HTMLElement>(one)).find(Boolean);
			home?.focus({ preventScroll: true });
		});
		region.addEventListener('focusin', take);
		region.addEventListener('focusout', leave);
		watching.observe(region, { childList: true, subtree: true });
		return () => {
			watching.disconnect();
			region.removeEventListener('focusin', take);
			region.removeEventListener('focusout', leave);
		};
	};
}
