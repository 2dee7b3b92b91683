/**
 * LIX for Danish: words per sentence, plus the share of words with seven letters or more. A line or
 * a button is a sentence of its own; dots in numbers and dates are none.
 */
export interface Reading {
	lix: number;
	words: string[];
	/** Words in the longest sentence. */
	longestSentence: number;
}

const sentenceEnds = /[.!?:;…]+|\n+/;
const word = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu;
const longWord = 7;

export function readingOf(text: string): Reading {
	const plain = text
		.normalize('NFC')
		.replace(/(\d)[.,:](?=\d)/g, '$1')
		.replace(/(\d)\.(?=\s*(?:\p{Ll}|$))/gu, '$1');
	const sentences = plain
		.split(sentenceEnds)
		.map((sentence) => sentence.match(word) ?? [])
		.filter((words) => words.length > 0);
	const words = sentences.flat();
	const long = words.filter((one) => letters(one) >= longWord).length;
	const lix =
		words.length === 0 ? 0 : words.length / sentences.length + (100 * long) / words.length;
	return {
		lix,
		words,
		longestSentence: Math.max(0, ...sentences.map((sentence) => sentence.length))
	};
}

export function letters(text: string): number {
	return (text.match(/\p{L}/gu) ?? []).length;
}

/** The rules of easy Danish, for the catalogue's test and for who writes to a citizen. */
export const mostWordsInASentence = 10;
export const longestWord = 12;
export const hardestLix = 25;

export const abbreviations =
	/(?<![\p{L}])(bl\.a\.|f\.eks\.|fx|m\.fl\.|dvs\.|evt\.|osv\.|jf\.|kl\.|min\.|tlf\.|ca\.|nr\.|pga\.|mv\.)/iu;
export const blame = /(misbrug|clean|afvis|mangelfuld|overskredet|du må ikke|husk nu)/i;

/** What makes a text hard; nothing of it: easy to read. Each word once, as it was written. */
export interface Hardness {
	longWords: string[];
	/** Words in the longest sentence, when they are too many. */
	longSentence: number | null;
	/** Something is shortened. */
	shortened: string | null;
	/** A word that may sound like blame. */
	blames: string | null;
}

export function hardnessOf(text: string): Hardness {
	const { words, longestSentence } = readingOf(text);
	return {
		longWords: [...new Set(words.filter((one) => letters(one) > longestWord))],
		longSentence: longestSentence > mostWordsInASentence ? longestSentence : null,
		shortened: abbreviations.exec(text)?.[0] ?? null,
		blames: blame.exec(text)?.[0] ?? null
	};
}
