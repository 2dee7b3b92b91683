import { toast } from 'svelte-sonner';
import ReceiptIcon from './ReceiptIcon.svelte';

/**
 * A short receipt. With a button it stays until it is closed, since reading and deciding take the
 * time they take (WCAG 2.2.1); without, it goes by itself after six seconds.
 */
export function say(text: string, action?: { label: string; do: () => void }): void {
	if (!action) {
		toast(text, { duration: 6000 });
		return;
	}
	toast(text, {
		duration: Number.POSITIVE_INFINITY,
		icon: ReceiptIcon,
		action: { label: action.label, onClick: action.do }
	});
}
