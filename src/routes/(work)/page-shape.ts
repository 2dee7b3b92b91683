import type { SkeletonShape } from '#lib/ui/Skeleton.svelte';

const forms = /\/(new|edit|emergency|consent|people|citizen|prepare|close|me|calendar)$/;
const cards = /\/(\(work\)|board|together|trend|\[meeting\]|\[sparring\]|\[case\])$/;

/** What a page looks like while it is fetched, by its route. */
export function shapeOf(route: string): SkeletonShape {
	if (forms.test(route)) return 'form';
	return cards.test(route) ? 'cards' : 'list';
}
