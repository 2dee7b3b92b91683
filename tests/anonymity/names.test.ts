import { describe, expect, test } from 'vitest';
import { noDictionary, type Dictionary, type Named } from '#lib/model/anonymise/dictionary.ts';
import { createGuard } from '#lib/model/anonymise/guard.ts';
import { benign } from './benign-corpus.ts';
import { createChance, seeds, type Chance } from './chance.ts';
import { disguised, inSentence, inventNames, plain, type Invented } from './name-corpus.ts';

const named = (name: Invented): Named => ({ ...name, role: 'citizen' });
const knowing = (names: readonly Invented[]): Dictionary => ({
	...noDictionary('2026-11-25'),
	people: names.map(named)
});
const percent = (part: number, of: number) => `${((part / of) * 100).toFixed(2)} %`;

interface Count {
	all: number;
	missed: string[];
}

/** Each name in each disguise, with the dictionary of a case or two: itself and some others. */
function measure(chance: Chance, ways: typeof plain): Map<string, Count> {
	const names = inventNames(chance, 520);
	const counts = new Map<string, Count>();
	for (const name of names) {
		const guard = createGuard(knowing([name, ...chance.some(names, 6)]));
		for (const [how, disguise] of Object.entries(ways)) {
			const written = disguise(name, chance);
			if (written === null) continue;
			const before = inSentence(chance, '|').split('|');
			const text = before.join(written);
			const start = before[0]?.length ?? 0;
			const found = guard
				.find(text)
				.some((hit) => hit.start < start + written.length && hit.end > start);
			const count = counts.get(how) ?? { all: 0, missed: [] };
			count.all += 1;
			if (!found) count.missed.push(`${name.given} ${name.family}: ${JSON.stringify(text)}`);
			counts.set(how, count);
		}
	}
	return counts;
}

const sum = (counts: Map<string, Count>) =>
	[...counts.values()].reduce(
		(total, { all, missed }) => ({ all: total.all + all, missed: total.missed + missed.length }),
		{ all: 0, missed: 0 }
	);
const worst = (counts: Map<string, Count>) =>
	[...counts]
		.filter(([, { missed }]) => missed.length > 0)
		.map(([how, { missed, all }]) => `${how} ${missed.length} of ${all}`)
		.join(', ') || 'nothing';
const show = (counts: Map<string, Count>) => {
	if (process.env.SHOW)
		console.log([...counts.values()].flatMap(({ missed }) => missed.slice(0, 4)));
};

describe.each(seeds)('[C-52] names, seed %i', (seed) => {
	test('every name as it is or inflected is found', () => {
		const counts = measure(createChance(seed), plain);
		const { all, missed } = sum(counts);
		console.log(
			`Names as they are, seed ${seed}: ${percent(all - missed, all)} of ${all} (missed: ${worst(counts)})`
		);
		show(counts);
		expect(missed).toBe(0);
	});

	test('at least 99 % of the names in disguise are found', () => {
		const counts = measure(createChance(seed), disguised);
		const { all, missed } = sum(counts);
		console.log(
			`Names in ${counts.size} disguises, seed ${seed}: ${percent(all - missed, all)} of ${all} (missed: ${worst(counts)})`
		);
		show(counts);
		expect(counts.size).toBeGreaterThanOrEqual(25);
		expect((all - missed) / all).toBeGreaterThanOrEqual(0.99);
	});

	test('at most 0.5 % of the sentences about practice are refused, with 520 names known', () => {
		const chance = createChance(seed);
		const sentences = benign(chance, 2_200);
		const many = createGuard(knowing(inventNames(chance, 520)));
		const few = createGuard(knowing(inventNames(chance, 8)));
		const refused = sentences.filter((text) =>
			many.find(text).some(({ verdict }) => verdict !== 'ask')
		);
		const asked = sentences.filter((text) => few.find(text).length > 0);
		console.log(
			`Sentences about practice, seed ${seed}: ${percent(refused.length, sentences.length)} of ${sentences.length} refused; ` +
				`${percent(asked.length, sentences.length)} asked about with the names of a case or two`
		);
		if (process.env.SHOW) {
			const marks = (guard: typeof many, text: string) =>
				guard
					.find(text)
					.map(({ start, end, kind, verdict }) => `${text.slice(start, end)} ${kind} ${verdict}`);
			console.log(refused.slice(0, 20).map((text) => [text, ...marks(many, text)]));
			console.log(asked.slice(0, 20).map((text) => [text, ...marks(few, text)]));
		}
		expect(sentences.length).toBeGreaterThanOrEqual(2_000);
		expect(refused.length / sentences.length).toBeLessThanOrEqual(0.005);
	});
});
