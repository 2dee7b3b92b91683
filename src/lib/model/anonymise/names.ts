import { everydayWords } from './common-words.ts';
import { foldName, foldLightly, narrowed, spanOf, without, type Folded } from './fold.ts';
import { say, type Hit, type Verdict } from './hit.ts';
import type { NameEntry, NameIndex } from './name-index.ts';
import { camelParts, oneOff, tokensOf, type Token } from './words.ts';

/** A name in folded text, before it is laid back on the original. */
interface Found {
	start: number;
	end: number;
	entry: NameEntry;
	verdict: Verdict;
}

const markup = /<\/?[a-z][^<>]*>|\[\/?[a-z]{1,6}\]|[*_~`^\\]+/gu;

/** Names of the index in a text, in every disguise that is listed in SPEC.md. */
export function findNames(written: string, index: NameIndex): Hit[] {
	if (index.longest <= 1) return [];
	const folded = foldName(written);
	// Letters may stand together, or only look so, on both sides of markup: both are read.
	const bare = without(folded, markup);
	const hits = [folded, ...(bare ? [bare] : [])].flatMap((one) => inFolded(one, written, index));
	return [...hits, ...findInitials(written, index)];
}

function inFolded(folded: Folded, written: string, index: NameIndex): Hit[] {
	const tokens = tokensOf(folded, written);
	const found = [
		...tokens.flatMap((token) => asWord(token, index)),
		...tokens.flatMap((token) =>
			camelParts(token, folded, written).flatMap((part) => exactly(part, index))
		),
		...spacedOut(tokens, folded, index),
		...parted(tokens, folded, index),
		...withDigits(folded, index)
	];
	return sideBySide(found, folded).map(({ start, end, entry, verdict }) => ({
		...spanOf(folded, start, end),
		kind: 'name' as const,
		verdict,
		suggestion: entry.suggestion
	}));
}

function exactly({ is, start, end }: Token, index: NameIndex): Found[] {
	const entry = index.find(is);
	if (!entry) return [];
	// The genitive stays outside, so that what is written instead gets it: "borgerens".
	const last = index.is(is) ? end : end - 1;
	return [{ start, end: last, entry, verdict: entry.common ? 'ask' : 'block' }];
}

/** What is said of a case by its name: "Mikkelsagen". */
const afterName =
	/^(?:s?(?:sag|sagen|sagens|modet|tavlen|planen|forlobet|familien|gruppen|huset))$/;

function asWord(token: Token, index: NameIndex): Found[] {
	const exact = exactly(token, index);
	if (exact.length > 0) return exact;
	const { is, start, end } = token;
	const begun = index.starts.find(
		(name) => is.startsWith(name) && afterName.test(is.slice(name.length))
	);
	const compound = begun === undefined ? null : index.find(begun);
	if (begun !== undefined && compound) {
		return [{ start, end: start + begun.length, entry: compound, verdict: 'block' }];
	}
	if (is.length < 5 || everydayWords.has(is)) return [];
	const stem = is.endsWith('s') ? is.slice(0, -1) : is;
	const near = index.long.find(
		(name) => oneOff(is, name) || (stem.length > 4 && oneOff(stem, name))
	);
	const entry = near === undefined ? null : index.find(near);
	// A capital in the middle of a sentence is a name; otherwise it may be a word like any other.
	return entry
		? [{ start, end, entry, verdict: token.capital && !token.opens ? 'block' : 'ask' }]
		: [];
}

const betweenLetters = /^[\s.,\-‐‑–—·•_*/|+~:]{1,3}$/u;

/** "M i k k e l", "M.i.k.k.e.l", "M-i-k-k-e-l". */
function spacedOut(tokens: readonly Token[], folded: Folded, index: NameIndex): Found[] {
	const found: Found[] = [];
	for (let first = 0; first < tokens.length;) {
		let last = first;
		while (
			isLetter(tokens[last]) &&
			isLetter(tokens[last + 1]) &&
			between(tokens, last, folded, betweenLetters)
		) {
			last += 1;
		}
		if (last > first) found.push(...inLetters(tokens.slice(first, last + 1), index));
		first = last + 1;
	}
	return found;
}

const isLetter = (token: Token | undefined) => token?.is.length === 1;

function between(tokens: readonly Token[], at: number, folded: Folded, what: RegExp): boolean {
	const gap = folded.text.slice(tokens[at]?.end ?? 0, tokens[at + 1]?.start ?? 0);
	return what.test(gap);
}

function inLetters(letters: readonly Token[], index: NameIndex): Found[] {
	const found: Found[] = [];
	for (let first = 0; first < letters.length; first += 1) {
		let word = '';
		for (let last = first; last < letters.length && word.length <= index.longest; last += 1) {
			word += letters[last]?.is ?? '';
			const all = first === 0 && last === letters.length - 1;
			const entry = word.length > 2 || all ? index.find(narrowed(word)) : null;
			if (!entry || word.length < 2) continue;
			const start = letters[first]?.start ?? 0;
			const end = letters[last]?.end ?? 0;
			found.push({ start, end, entry, verdict: entry.common ? 'ask' : 'block' });
		}
	}
	return found;
}

/** A hyphen, with or without a new line after it: a name was cut. */
const cut = /^\s?[-‐‑–—_.]\s*$/u;
const lineBreak = /^[ \t]*\r?\n[ \t]*$/u;
const oneGap = /^[ \t/|+]{1,2}$/u;

/** "Mik-\nkel", "Mik\nkel", "Mik kel": parts that are a name only together. */
function parted(tokens: readonly Token[], folded: Folded, index: NameIndex): Found[] {
	const found: Found[] = [];
	tokens.forEach((first, at) => {
		let word = first.is;
		let whole = true;
		for (let next = at + 1; next < tokens.length && next <= at + 4; next += 1) {
			const isCut = between(tokens, next - 1, folded, cut);
			if (
				!isCut &&
				!between(tokens, next - 1, folded, lineBreak) &&
				!between(tokens, next - 1, folded, oneGap)
			)
				break;
			whole &&= isCut;
			word += tokens[next]?.is ?? '';
			if (word.length > index.longest) break;
			const entry = word.length >= 4 ? index.find(narrowed(word)) : null;
			if (!entry || isPlainWords(tokens.slice(at, next + 1), index)) continue;
			const end = tokens[next]?.end ?? first.end;
			found.push({
				start: first.start,
				end,
				entry,
				verdict: whole && !entry.common ? 'block' : 'ask'
			});
		}
	});
	return found;
}

/** "hans en": words that happen to spell a name when the gap is left out. Names in it are found as such. */
function isPlainWords(tokens: readonly Token[], index: NameIndex): boolean {
	return tokens.every(
		({ is }) => shortWords.has(is) || everydayWords.has(is) || index.find(is) !== null
	);
}

const shortWords = new Set(
	'ad af alt at da de den der dem det dig din dit du en er et for fra far han hans har her hos hun hvor i ikke ind jeg jer kan kom lad lidt man med men mig min mit mod mor nu når og om op os over på se sig sin sit som så til to tre ud under var ved vi vil være'
		.split(' ')
		.map((word) => foldName(word).text)
);

const digitLetters: Record<string, string> = {
	'0': 'o',
	'1': 'i',
	'3': 'e',
	'4': 'a',
	'5': 's',
	'7': 't',
	'8': 'b',
	'@': 'a',
	$: 's',
	'!': 'i',
	'€': 'e'
};

/** "M1kkel", "H@ns€n". A one may be an i or an l. */
function withDigits(folded: Folded, index: NameIndex): Found[] {
	return [...folded.text.matchAll(/[\p{L}\d@$!€]{4,}/gu)].flatMap((found) => {
		const [run] = found;
		if (!/\p{L}/u.test(run) || !/[\d@$!€]/.test(run)) return [];
		const read = [...run].map((sign) => digitLetters[sign] ?? sign).join('');
		const other = [...run]
			.map((sign) => (sign === '1' ? 'l' : (digitLetters[sign] ?? sign)))
			.join('');
		const entry = index.find(narrowed(read)) ?? index.find(narrowed(other));
		if (!entry) return [];
		const { index: start } = found;
		return [
			{ start, end: start + run.length, entry, verdict: entry.common ? 'ask' : 'block' } as const
		];
	});
}

/** A given name beside a family name of the same person is that person, whatever words they are. */
function sideBySide(found: readonly Found[], folded: Folded): Found[] {
	const inOrder = [...found].sort((a, b) => a.start - b.start || b.end - a.end);
	const joined: Found[] = [];
	for (const one of inOrder) {
		const before = joined.at(-1);
		const gap = before ? folded.text.slice(before.end, one.start) : '';
		const adjoins =
			before !== undefined &&
			one.start > before.end &&
			/^[\s,.\-‐‑–—_]{1,3}$/u.test(gap) &&
			!/\n\s*\n/.test(gap);
		const shared =
			adjoins && [...before.entry.people].some((person) => one.entry.people.has(person));
		const same = before !== undefined && before.entry === one.entry;
		if (adjoins && shared && !same) {
			joined[joined.length - 1] = { ...before, end: one.end, verdict: 'block' };
		} else joined.push(one);
	}
	return joined;
}

/** Letters that stand for a thing and are not taken for somebody. */
const abbreviations = new Set([
	'aa',
	'na',
	'ok',
	'tv',
	'it',
	'pc',
	'eu',
	'dk',
	'nb',
	'ps',
	'id',
	'cv',
	'hr',
	'km',
	'kl',
	'cm',
	'kg',
	'md',
	'mv',
	'dr',
	'st',
	'th'
]);

/** "M.H.", "M. H.", "MH": asked about, for letters are many things. */
function findInitials(written: string, index: NameIndex): Hit[] {
	const folded = foldLightly(written);
	const seen = [
		...folded.text.matchAll(
			/(?<![\p{L}\p{N}.])\p{Lu}(?:\.[ -]?|[ -])?\p{Lu}(?:(?:\.[ -]?|[ -])?\p{Lu}){0,2}\.?(?![\p{L}\p{N}])/gu
		)
	];
	return seen.flatMap((found) => {
		const letters = foldName(found[0]).text.replace(/[^\p{L}]/gu, '');
		const written = [...found[0].normalize('NFC')].filter((sign) => /\p{L}/u.test(sign));
		const asWritten = written.map((letter) => foldName(letter).text[0] ?? '').join('');
		const plain = !/[.\s-]/.test(found[0]);
		if (plain && abbreviations.has(letters)) return [];
		const known = index.initials.find(
			(one) => one.letters === letters || one.letters === asWritten
		);
		if (!known) return [];
		const role = known.person.role;
		const suggestion = say(role === 'professional' ? 'colleague' : role);
		const span = spanOf(folded, found.index, found.index + found[0].length);
		return [{ ...span, kind: 'initials' as const, verdict: 'ask' as const, suggestion }];
	});
}
