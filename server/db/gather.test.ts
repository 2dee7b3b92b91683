import { expect, test } from 'vitest';
import { gathered } from './gather.ts';

test('what is asked in one moment is asked together, and each gets its own answer', async () => {
	const asked: number[][] = [];
	const double = gathered(async (numbers: readonly number[]) => {
		asked.push([...numbers]);
		return numbers.map((number) => number * 2);
	});

	expect(await Promise.all([double(1), double(2), double(1)])).toEqual([2, 4, 2]);
	expect(await double(3)).toBe(6);
	expect(asked).toEqual([[1, 2, 1], [3]]);
});

test('nobody is answered by a statement that left before they asked', async () => {
	let open = true;
	let begun = (): void => undefined;
	const reading = new Promise<void>((resolve) => (begun = resolve));
	let answer = (): void => undefined;
	const late = new Promise<void>((resolve) => (answer = resolve));
	const isOpen = gathered(async (doors: readonly string[]) => {
		const seen = open;
		begun();
		await late;
		return doors.map(() => seen);
	});

	const before = isOpen('door');
	await reading;
	open = false;
	const after = isOpen('door');
	answer();

	expect(await before).toBe(true);
	expect(await after).toBe(false);
});

test('a question that fails, fails for all who asked it, and not for those after them', async () => {
	let works = false;
	const ask = gathered(async (questions: readonly string[]) => {
		if (!works) throw new Error('the database is away');
		return questions;
	});

	const both = await Promise.allSettled([ask('one'), ask('other')]);
	expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	works = true;
	expect(await ask('later')).toBe('later');
});
