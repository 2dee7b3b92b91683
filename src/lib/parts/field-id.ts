import { tick } from 'svelte';

/** The element id of a card's field, the same wherever it is drawn. */
export function fieldId(root: string, key: string, field: string): string {
	return `field-${root}-${key}-${field}`;
}

/** Puts the focus in a field that may only just have been made. */
export async function focusField(root: string, key: string | null, field: string): Promise<void> {
	if (key === null) return;
	await tick();
	document.getElementById(fieldId(root, key, field))?.focus();
}
