import { foldLightly, spanOf, without, type Folded } from './fold.ts';
import { saysMoney, saysOtherNumber } from './other-numbers.ts';

/**
 * How sure it is that a number is a CPR number. Modulus 11 may only raise it: numbers without it
 * have been given out since 2007, and whoever has one must be kept as safe as everybody else.
 */
export type CprScore = 'high' | 'medium';

export interface CprFound {
	start: number;
	end: number;
	score: CprScore;
}

const gap = String.raw`[\s.\-‐‑‒–—−·•_/\\:,|+*~]`;
/** Four digits; or, in a replacement number, two or three letters and the rest. */
const serial = String.raw`(\d{4}|[A-Z]{2}\d{2}|[A-Z]{3}\d)`;
const months = 'jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec';

type Layout = 'usual' | 'parts' | 'spaced' | 'pairs' | 'fullYear' | 'words' | 'apart' | 'odd';

/** Each finds day, month, year and serial, however they are set apart. */
const layouts: readonly [Layout, RegExp][] = [
	[
		'usual',
		new RegExp(`(?<!\\d)(\\d{2})(\\d{2})(\\d{2})(${gap}{0,3})${serial}(?![\\p{L}\\d])`, 'gu')
	],
	[
		'parts',
		new RegExp(
			`(?<!\\d)(\\d{2})${gap}{1,3}(\\d{2})${gap}{1,3}(\\d{2})(${gap}{0,3})${serial}(?![\\p{L}\\d])`,
			'gu'
		)
	],
	[
		'fullYear',
		new RegExp(
			`(?<!\\d)(\\d{2})${gap}{0,2}(\\d{2})${gap}{0,2}(?:18|19|20)(\\d{2})(${gap}{1,3})(\\d{4})(?!\\d)`,
			'gu'
		)
	],
	[
		'words',
		new RegExp(
			`(?<!\\d)(\\d{1,2})\\.?\\s*(${months})\\p{L}*\\.?\\s*(?:18|19|20)?(\\d{2})(\\s*[-–—/,]?\\s*)(\\d{4})(?!\\d)`,
			'giu'
		)
	],
	[
		'apart',
		new RegExp(
			`(?<!\\d)(\\d{2})${gap}{0,2}(\\d{2})${gap}{0,2}(\\d{2})(\\D{1,24}(?:sidste|cifre|løbenummer|kontrol)\\D{0,24})(\\d{4})(?!\\d)`,
			'giu'
		)
	]
];

const spaced = new RegExp(`(?<!\\d)(?<!\\d${gap})\\d(?:${gap}{1,3}\\d){9}(?!${gap}?\\d)`, 'gu');
const pairs = /(?<![\d+])(?<!\d[\s.-])\d{2}([\s.-])\d{2}\1\d{2}\1\d{2}\1\d{2}(?!\d)(?![\s.-]\d)/gu;
const odd = new RegExp(
	`(?<![\\d+])(?<!\\d${gap})\\d{1,9}(?:${gap}{1,3}\\d{1,9}){1,3}(?!\\d)(?!${gap}\\d)`,
	'gu'
);

const named =
	/(?:cpr|c\.p\.r|personn(?:umme)?r|person-n(?:umme)?r|erstatningsn|fødselsnummer|p\.?nr)/iu;
const markup = /<\/?[a-z][^<>]*>|[*_~`^\\]+/giu;

export interface CprNumbers {
	/** Digits of numbers that the house knows to be something else. */
	known?: ReadonlySet<string>;
}

/** CPR numbers in a text, in every disguise that SPEC.md lists. */
export function findCpr(written: string, { known = new Set() }: CprNumbers = {}): CprFound[] {
	const folded = foldLightly(written);
	const bare = without(folded, markup);
	const found = [folded, ...(bare ? [bare] : [])].flatMap((one) => inFolded(one, known));
	return longestFirst(found);
}

function longestFirst(found: readonly CprFound[]): CprFound[] {
	const sorted = [...found].sort(
		(a, b) =>
			Number(b.score === 'high') - Number(a.score === 'high') || b.end - b.start - (a.end - a.start)
	);
	const kept: CprFound[] = [];
	for (const one of sorted) {
		if (kept.every((other) => one.end <= other.start || one.start >= other.end)) kept.push(one);
	}
	return kept.sort((a, b) => a.start - b.start);
}

function inFolded(folded: Folded, known: ReadonlySet<string>): CprFound[] {
	const text = lettersAsDigits(folded.text);
	const found: CprFound[] = [];
	const put = (layout: Layout, at: number, all: string, between: string, parts: Parts) => {
		if (!isDate(parts)) return;
		const score = scoreOf(text, { layout, at, all, between, parts, known });
		if (score) found.push({ ...spanOf(folded, at, at + all.length), score });
	};
	for (const [layout, pattern] of layouts) {
		for (const match of text.matchAll(pattern)) {
			const [all, day = '', month = '', year = '', between = '', last = ''] = match;
			put(layout, match.index, all, between, { day, month: monthOf(month), year, last });
		}
	}
	for (const [layout, pattern] of [
		['spaced', spaced],
		['pairs', pairs],
		['odd', odd]
	] as const) {
		for (const match of text.matchAll(pattern)) {
			const digits = match[0].replace(/\D/g, '');
			if (digits.length === 10) put(layout, match.index, match[0], ' ', partsOf(digits));
		}
	}
	return found;
}

interface Parts {
	day: string;
	month: string;
	year: string;
	last: string;
}

function partsOf(digits: string): Parts {
	return {
		day: digits.slice(0, 2),
		month: digits.slice(2, 4),
		year: digits.slice(4, 6),
		last: digits.slice(6)
	};
}

function monthOf(month: string): string {
	const at = months.split('|').indexOf(month.toLowerCase());
	return at < 0 ? month : String(at + 1).padStart(2, '0');
}

/** "O1O19O-1234": an O is a nought and an l is a one where digits are around. Keeps the length. */
function lettersAsDigits(text: string): string {
	return text.replace(/(?<!\p{L})[\dOolI|]{2,}(?![\p{L}])/gu, (run) =>
		/\d/.test(run) ? run.replace(/[Oo]/g, '0').replace(/[lI|]/g, '1') : run
	);
}

/** Replacement numbers add sixty to the day. The seventh digit and the year tell the century. */
function isDate({ day, month, year, last }: Parts): boolean {
	const date = Number(day) > 60 ? Number(day) - 60 : Number(day);
	return centuriesOf(Number(year), last[0] ?? '').some((century) => {
		const at = new Date(Date.UTC(century + Number(year), Number(month) - 1, date));
		return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === date && date > 0;
	});
}

function centuriesOf(year: number, seventh: string): number[] {
	if (!/\d/.test(seventh)) return [1900, 2000];
	const digit = Number(seventh);
	if (digit <= 3) return [1900];
	if (digit === 4 || digit === 9) return [year <= 36 ? 2000 : 1900];
	return [year <= 57 ? 2000 : 1800];
}

const weights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

function hasModulus11(digits: string): boolean {
	if (!/^\d{10}$/.test(digits)) return false;
	return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11 === 0;
}

function scoreOf(
	text: string,
	seen: {
		layout: Layout;
		at: number;
		all: string;
		between: string;
		parts: Parts;
		known: ReadonlySet<string>;
	}
): CprScore | null {
	const { layout, at, all, between, parts, known } = seen;
	const digits = parts.day + parts.month + parts.year + parts.last;
	if (known.has(digits)) return null;
	const before = text.slice(Math.max(0, at - 32), at);
	const after = text.slice(at + all.length, at + all.length + 16);
	if (named.test(before) || named.test(after)) return 'high';
	const adds = hasModulus11(digits.padStart(10, '0'));
	const parted = /[^\s,|]/u.test(between);
	if (layout === 'usual' || layout === 'parts' || layout === 'fullYear') {
		if (/[A-Z]/.test(parts.last)) return parted || Number(parts.day) > 60 ? 'high' : 'medium';
		if (parted && !(layout === 'parts' && saysOtherNumber(before))) return 'high';
	}
	if (layout === 'words' || layout === 'apart')
		return parted || layout === 'apart' ? 'high' : 'medium';
	if (saysOtherNumber(before) || saysMoney(after)) return adds ? 'medium' : null;
	// Set apart as nobody does: a line break may have cut it; otherwise only a number that adds up.
	if (layout === 'odd') return adds || /\n/.test(all) ? 'medium' : null;
	if (layout === 'spaced') return 'high';
	return adds ? 'high' : 'medium';
}
