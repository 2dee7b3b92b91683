/**
 * Where things lie in a chart. Two straight lines are all that these charts need, so no library for
 * scales is brought along for them.
 */
export interface Frame {
	width: number;
	height: number;
	left: number;
	right: number;
	top: number;
	bottom: number;
}

/** Drawn as wide as there is room for, so that letters keep their size on a phone; on paper and before it is measured, wide. */
export const widest = 520;
const narrowest = 240;

export function widthIn(room: number): number {
	return room > 0 ? Math.min(widest, Math.max(narrowest, room)) : widest;
}

/** Whether a label has room under place number `index` of `count`: the last has one, and from there every so many. */
export function isLabelled(
	{ width, left, right }: Frame,
	index: number,
	count: number,
	labelWidth: number
): boolean {
	const apart = (width - left - right) / Math.max(1, count - 1);
	return (count - 1 - index) % Math.max(1, Math.ceil(labelWidth / apart)) === 0;
}

/** Place number `index` of `count`, evenly from left to right; a single one stands in the middle. */
export function across({ width, left, right }: Frame, index: number, count: number): number {
	const room = width - left - right;
	return count < 2 ? left + room / 2 : left + (room * index) / (count - 1);
}

/** A level from 1 to 5, the highest on top. */
export function up({ height, top, bottom }: Frame, level: number): number {
	return top + ((height - top - bottom) * (5 - level)) / 4;
}

/** Labels on the right that stand clear of each other: each at least `gap` below the one above. */
export function apart(wanted: readonly { key: string; y: number }[], gap: number) {
	const placed: Record<string, number> = {};
	let last = -Infinity;
	for (const { key, y } of [...wanted].sort((a, b) => a.y - b.y)) {
		last = Math.max(y, last + gap);
		placed[key] = last;
	}
	return placed;
}

/** The points of a line, for `d`; a gap where there is no answer. */
export function lineThrough(points: readonly ({ x: number; y: number } | null)[]): string {
	let isOpen = false;
	return points
		.map((point) => {
			if (!point) {
				isOpen = false;
				return '';
			}
			const to = `${isOpen ? 'L' : 'M'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
			isOpen = true;
			return to;
		})
		.join('');
}
