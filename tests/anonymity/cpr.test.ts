import { describe, expect, test } from 'vitest';
import { findCpr } from '#lib/model/anonymise/cpr.ts';
import { createChance, seeds } from './chance.ts';
import { negatives, newYearNumbers, positives, type Written } from './cpr-corpus.ts';

const found = ({ text }: { text: string }) => findCpr(text).length > 0;

/** "in pairs 4": what it was that went wrong, and how often. */
function tally(wrong: readonly Written[]): string {
	const counts = new Map<string, number>();
	for (const { how } of wrong) counts.set(how, (counts.get(how) ?? 0) + 1);
	return [...counts].map(([how, count]) => `${how} ${count}`).join(', ') || 'nothing';
}

describe.each(seeds)('[C-51] CPR numbers, seed %i', (seed) => {
	test('at least 99.5 % are found, and at least 98 % of what is found is one', () => {
		const chance = createChance(seed);
		const there = positives(chance, 2_400);
		const absent = negatives(chance, 2_400);
		const missed = there.filter((one) => !found(one));
		const mistaken = absent.filter(found);
		const hits = there.length - missed.length;
		const recall = hits / there.length;
		const precision = hits / (hits + mistaken.length);
		console.log(
			`CPR, seed ${seed}: recall ${(recall * 100).toFixed(2)} % of ${there.length} (missed: ${tally(missed)}); ` +
				`precision ${(precision * 100).toFixed(2)} % with ${absent.length} other numbers (mistaken: ${tally(mistaken)})`
		);
		if (process.env.SHOW) console.log(missed.slice(0, 20), mistaken.slice(0, 20));
		expect(recall).toBeGreaterThanOrEqual(0.995);
		expect(precision).toBeGreaterThanOrEqual(0.98);
	});

	test('numbers of the years that were given out without modulus 11 are found, every one', () => {
		const missed = newYearNumbers(createChance(seed)).filter((one) => !found(one));
		expect(missed.map(({ year }) => year)).toEqual([]);
	});
});
