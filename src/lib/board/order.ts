/** What sorting needs to know of a card. */
export interface Placed {
	key: string;
	order: string | null;
}

/**
 * An order that fractional indexing can go on from: a letter that says how long the whole number is,
 * the number, and a fraction that does not end in 0. Asked here without the library that makes
 * orders, because whoever only reads (a phone in the room, a shared screen) need not load it.
 */
export function isOrder(order: unknown): order is string {
	if (typeof order !== 'string' || order.length > 200) return false;
	if (!/^[A-Za-z][0-9A-Za-z]*$/.test(order)) return false;
	const head = order.charCodeAt(0);
	const whole = order >= 'a' ? head - 'a'.charCodeAt(0) + 2 : 'Z'.charCodeAt(0) - head + 2;
	if (order.length < whole || order === lowest) return false;
	return order.length === whole || !order.endsWith('0');
}

/** Nothing fits below it, so it is nobody's. */
const lowest = `A${'0'.repeat(26)}`;

/** [B9] By order, those without one last, ties by key: the same on every screen. */
export function byOrder(a: Placed, b: Placed): number {
	if (a.order !== b.order) {
		if (a.order === null) return 1;
		if (b.order === null) return -1;
		return a.order < b.order ? -1 : 1;
	}
	return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
