import { m } from '#lib/paraglide/messages.js';
import type { Smiley } from '#lib/ui/SmileyScale.svelte';

/** How it is right now. Nothing chosen is an answer as well. */
export function faces(): Smiley[] {
	return [
		{ value: 1, label: m.citizen_face_1(), pictogram: 'meget-skidt' },
		{ value: 2, label: m.citizen_face_2(), pictogram: 'skidt' },
		{ value: 3, label: m.citizen_face_3(), pictogram: 'midt' },
		{ value: 4, label: m.citizen_face_4(), pictogram: 'godt' },
		{ value: 5, label: m.citizen_face_5(), pictogram: 'meget-godt' }
	];
}
