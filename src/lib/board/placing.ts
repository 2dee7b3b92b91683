import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import type { Placed } from './order.ts';

/** Where a card is put among the others of its root. */
export type At = 'start' | 'end' | { before: string } | { after: string };

/** The index in `sorted` before which a card goes. A neighbour that is gone means the end. */
export function indexOf(sorted: readonly Placed[], at: At): number {
	if (at === 'start') return 0;
	if (at === 'end') return sorted.length;
	const neighbour = 'before' in at ? at.before : at.after;
	const found = sorted.findIndex((card) => card.key === neighbour);
	if (found < 0) return sorted.length;
	return 'before' in at ? found : found + 1;
}

/**
 * [B14] The orders to set so that a new card stands before `index`. Usually one; more where
 * neighbours tie or have no usable order, because nothing fits between them as they are.
 */
export function ordersFor(
	sorted: readonly Placed[],
	index: number
): { own: string; others: Map<string, string> } {
	let from = index;
	while (from > 0 && sorted[from - 1]?.order === null) from -= 1;
	const lower = sorted[from - 1]?.order ?? null;

	let to = index;
	while (to < sorted.length && !isAbove(sorted[to]?.order ?? null, lower)) to += 1;
	const upper = sorted[to]?.order ?? null;

	const before = sorted.slice(from, index);
	const behind = sorted.slice(index, to);
	const fresh = generateNKeysBetween(lower, upper, before.length + 1 + behind.length);
	const others = new Map<string, string>();
	[...before, ...behind].forEach((card, position) => {
		const order = fresh[position < before.length ? position : position + 1];
		if (order !== undefined) others.set(card.key, order);
	});
	return { own: fresh[before.length] ?? generateKeyBetween(lower, upper), others };
}

function isAbove(order: string | null, lower: string | null): boolean {
	return order !== null && (lower === null || order > lower);
}
