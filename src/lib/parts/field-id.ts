import { tick } from 'svelte';
import { m } from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toast.ts';

/** The element id of a card's field, the same wherever it is drawn. */
export function fieldId(root: string, key: string, field: string): string {
	return `field-${root}-${key}-${field}`;
}

/**
 * Puts the focus in a field that may only just have been made. Without a key it could not be made:
 * the board is not live yet, and the person is told so instead of pressing in vain.
 */
export async function focusField(root: string, key: string | null, field: string): Promise<void> {
	if (key === null) {
		say(m.live_not_ready());
		return;
	}
	await tick();
	document.getElementById(fieldId(root, key, field))?.focus();
}
