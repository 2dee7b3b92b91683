import { expect, test } from 'vitest';
import { across, apart, isLabelled, lineThrough, up, widthIn, type Frame } from './scale.ts';

const frame: Frame = { width: 100, height: 60, left: 10, right: 10, top: 10, bottom: 10 };

test('answers lie evenly, and a single one in the middle', () => {
	expect([0, 1, 2].map((index) => across(frame, index, 3))).toEqual([10, 50, 90]);
	expect(across(frame, 0, 1)).toBe(50);
	expect([5, 3, 1].map((level) => up(frame, level))).toEqual([10, 30, 50]);
});

test('labels stand clear of each other, in the order they lie', () => {
	const placed = apart(
		[
			{ key: 'low', y: 22 },
			{ key: 'high', y: 20 }
		],
		10
	);
	expect(placed).toEqual({ high: 20, low: 30 });
});

test('a line has a gap where there is no answer', () => {
	expect(lineThrough([{ x: 1, y: 2 }, { x: 3, y: 4 }, null, { x: 5, y: 6 }])).toBe(
		'M1.0 2.0L3.0 4.0M5.0 6.0'
	);
});

test('a chart is as wide as its place, and only as many labels stand under it as there is room for', () => {
	expect([0, 100, 300, 900].map(widthIn)).toEqual([520, 240, 300, 520]);
	const labelled = (width: number) =>
		[0, 1, 2, 3].filter((index) => isLabelled({ ...frame, width }, index, 4, 40));
	expect(labelled(140)).toEqual([0, 1, 2, 3]);
	expect(labelled(100)).toEqual([1, 3]);
});
