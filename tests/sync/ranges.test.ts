import { expect, test } from 'vitest';
import { Ranges } from '#server/sync/ranges.ts';
import { Chance, seedOf } from './updates.ts';

test('[R44] [R51] ranges hold what a set of numbers would', () => {
	const seed = seedOf(1);
	const chance = new Chance(seed);
	for (let round = 0; round < 200; round++) {
		const ranges = new Ranges();
		let plain = new Set<number>();
		for (let move = 0; move < 30; move++) {
			const start = chance.below(60);
			const end = start + 1 + chance.below(8);
			if (chance.happens(8)) {
				ranges.dropBelow(start);
				plain = new Set([...plain].filter((number) => number >= start));
			} else {
				ranges.add(start, end);
				for (let number = start; number < end; number++) plain.add(number);
			}
			const held = [...ranges].flatMap(([from, to]) => numbers(from, to));
			const why = `round ${round}, move ${move}, seed ${seed}`;
			expect(held, why).toEqual([...plain].sort((one, other) => one - other));
			const missing = ranges.gaps(0, 80).flatMap(([from, to]) => numbers(from, to));
			expect(missing, why).toEqual(numbers(0, 80).filter((number) => !plain.has(number)));
			expect(ranges.count, why).toBe([...ranges].length);
		}
	}
});

function numbers(from: number, to: number): number[] {
	return Array.from({ length: to - from }, (_, at) => from + at);
}
