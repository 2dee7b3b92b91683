import { expect, test } from 'vitest';
import { pagesThatFit } from './pages-that-fit.ts';

function rows(...heights: number[]) {
	let top = 0;
	return heights.map((height) => ({ top, bottom: (top += height) }));
}

test('what fits is one page, and so is nothing', () => {
	expect(pagesThatFit([], 100)).toEqual([0]);
	expect(pagesThatFit(rows(40, 30, 30), 100)).toEqual([0]);
});

test('what does not fit begins the next page, whole', () => {
	expect(pagesThatFit(rows(40, 40, 40, 40, 40), 100)).toEqual([0, 2, 4]);
	expect(pagesThatFit(rows(60, 50, 50, 10), 100)).toEqual([0, 1, 3]);
});

test('a row taller than a page has one of its own', () => {
	expect(pagesThatFit(rows(20, 180, 20), 100)).toEqual([0, 1, 2]);
	expect(pagesThatFit(rows(180), 100)).toEqual([0]);
});
