import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
	abbreviations,
	blame,
	hardestLix,
	letters,
	longestWord,
	mostWordsInASentence,
	readingOf
} from '#lib/model/reading.ts';

/** What a citizen reads has keys that begin so; what comes next names the view it stands in. */
const forCitizens = /^citizen_([a-z]+)_?/;

/** LIX says nothing about a handful of words; then the other rules stand alone. */
const enoughWordsForLix = 50;

function catalogue(locale: string): Map<string, string> {
	const folder = join(import.meta.dirname, 'messages', locale);
	const texts = new Map<string, string>();
	for (const file of readdirSync(folder)) {
		const read: Record<string, unknown> = JSON.parse(readFileSync(join(folder, file), 'utf8'));
		for (const [key, text] of Object.entries(read)) {
			if (typeof text === 'string' && !key.startsWith('$')) texts.set(key, text);
		}
	}
	return texts;
}

const danish = catalogue('da');
const easy = catalogue('da-simple');
const citizenKeys = [...danish.keys()].filter((key) => forCitizens.test(key));

/** A name or a date stands where the placeholder is: one short word. */
function asRead(text: string): string {
	return text.replace(/\{[^}]*\}/g, 'Mikkel');
}

describe('what a citizen reads, in easy Danish', () => {
	test('there is something to read, and all of it has an easy wording', () => {
		expect(citizenKeys.length).toBeGreaterThan(0);
		expect(citizenKeys.filter((key) => !easy.has(key))).toEqual([]);
	});

	test('no sentence has more than ten words', () => {
		const long = citizenKeys.filter(
			(key) => readingOf(asRead(easy.get(key) ?? '')).longestSentence > mostWordsInASentence
		);
		expect(long).toEqual([]);
	});

	test('no word has thirteen letters or more', () => {
		const hard = citizenKeys.flatMap((key) =>
			readingOf(asRead(easy.get(key) ?? '')).words.filter((word) => letters(word) > longestWord)
		);
		expect(hard).toEqual([]);
	});

	test('nothing is shortened, shouted, capitalised or blamed', () => {
		for (const key of citizenKeys) {
			const text = easy.get(key) ?? '';
			expect(text, key).not.toMatch(abbreviations);
			expect(text.replace(/^Klaret!$/, ''), key).not.toContain('!');
			expect(text, key).not.toMatch(/\p{Lu}{4,}/u);
			expect(text, key).not.toMatch(blame);
		}
	});

	test('each view is very easy to read', () => {
		const views = new Map<string, string[]>();
		for (const key of citizenKeys) {
			const view = forCitizens.exec(key)?.[1] ?? '';
			views.set(view, [...(views.get(view) ?? []), asRead(easy.get(key) ?? '')]);
		}
		for (const [view, texts] of views) {
			const { lix, words } = readingOf(texts.join('\n'));
			if (words.length >= enoughWordsForLix) expect(lix, view).toBeLessThanOrEqual(hardestLix);
		}
	});
});

/** Every easy text of the content packs that come with Samtavle, by where it stands. */
function packTexts(): [string, string][] {
	const folder = join(import.meta.dirname, '..', '..', 'server', 'content');
	const texts: [string, string][] = [];
	const look = (part: unknown, path: string): void => {
		if (typeof part !== 'object' || part === null) return;
		for (const [key, value] of Object.entries(part)) {
			if (key === 'da-simple' && typeof value === 'string') texts.push([path, asRead(value)]);
			else look(value, `${path}.${key}`);
		}
	};
	for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
		look(JSON.parse(readFileSync(join(folder, file), 'utf8')), file);
	}
	return texts;
}

test('what a content pack asks a citizen is as easy as the rest', () => {
	const texts = packTexts();
	expect(texts.length).toBeGreaterThan(100);
	for (const [path, text] of texts) {
		const { longestSentence, words } = readingOf(text);
		expect(longestSentence, path).toBeLessThanOrEqual(mostWordsInASentence);
		expect(
			words.filter((word) => letters(word) > longestWord),
			path
		).toEqual([]);
		expect(text, path).not.toMatch(abbreviations);
		expect(text, path).not.toMatch(blame);
	}
});

test('LIX counts as its reference does', () => {
	expect(readingOf('Jeg går hjem. Du går ud.').lix).toBe(3);
	expect(readingOf('Vi mødes 10.15 den 2. december i rådhuset').longestSentence).toBe(8);
	expect(readingOf('Arbejdsdeling').lix).toBe(101);
});
