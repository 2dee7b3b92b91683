/**
 * A text as a finder reads it, where disguises are gone, with the way back: character `i` of `text`
 * was written at `from[i]` to `to[i]` of the original.
 */
export interface Folded {
	text: string;
	from: number[];
	to: number[];
}

/** Joiners, marks of direction, soft hyphens, variation selectors, fillers: nobody sees them. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Me}]/u;
const mark = /\p{M}/u;
const digit = /\p{Nd}/u;

/** Letters of other scripts that look like ours, after lower case. */
const lookAlikes: Record<string, string> = Object.fromEntries(
	[
		// Cyrillic
		'аa вb сc ԁd еe ёe һh іi їi јj кk ӏl мm нh оo рp ԛq гr ѕs тt уy ԝw хx үy ѵv ґr пn иu цu зe ьb',
		// Greek
		'αa βb γy ϲc εe ζz ηn ιi κk λl μm νv οo ρp σo ςs τt υu χx ωw ϳj',
		// Latin of elsewhere
		'ıi ȷj ɡg ɑa ʟl ɴn ʀr ʙb ɪi ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz łl đd ħh ŧt ƙk ɓb ƅb ðd þt ŋn ɩi ǀl'
	]
		.join(' ')
		.split(' ')
		.map((pair) => [pair.slice(0, -1), pair.slice(-1)])
);

/** Capitals that look like another letter of ours than their small one does. */
const capitalLookAlikes: Record<string, string> = {
	Η: 'h',
	Ν: 'n',
	Υ: 'y',
	Μ: 'm',
	Ρ: 'p',
	У: 'y'
};

/** Every script's digits run 0–9 without a gap, so the nearest non-digit below tells the value. */
function digitOf(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	if (code >= 0x30 && code <= 0x39) return character;
	let zero = code;
	while (code - zero < 9 && digit.test(String.fromCodePoint(zero - 1))) zero -= 1;
	// Mathematical digits are five alphabets in a row; NFKC has turned them into ours before.
	return String(code - zero);
}

type EachCharacter = (composed: string) => string;

function foldWith(written: string, each: EachCharacter): Folded {
	const folded: Folded = { text: '', from: [], to: [] };
	const characters = decode(written);
	for (let index = 0; index < characters.length;) {
		const first = characters[index] ?? nothing;
		index += 1;
		// Most of what anybody writes; asking the tables of Unicode about it takes longer than all the rest.
		if (isPlain(first.is) && isPlain(characters[index]?.is ?? ' ')) {
			for (const unit of each(first.is)) push(folded, unit, first.from, first.to);
			continue;
		}
		if (unseen.test(first.is)) continue;
		let cluster = first.is;
		let end = first.to;
		for (; index < characters.length; index += 1) {
			const next = characters[index] ?? nothing;
			if (unseen.test(next.is)) continue;
			if (!mark.test(next.is)) break;
			cluster += next.is;
			end = next.to;
		}
		for (const composed of cluster.normalize('NFKC')) {
			const put = digit.test(composed) ? digitOf(composed) : each(composed);
			for (const unit of put) push(folded, unit, first.from, end);
		}
	}
	return folded;
}

/** A sign of ASCII that is seen: it is composed with nothing before it, and is its own digit. */
function isPlain(character: string): boolean {
	return character >= ' ' && character <= '~';
}

function push(folded: Folded, unit: string, from: number, to: number): void {
	folded.text += unit;
	folded.from.push(from);
	folded.to.push(to);
}

interface Written {
	is: string;
	from: number;
	to: number;
}
const nothing: Written = { is: '', from: 0, to: 0 };

const encoded = /(?:%[0-9a-f]{2})+|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/giu;
const entities: Record<string, string> = {
	aelig: 'æ',
	oslash: 'ø',
	aring: 'å',
	eacute: 'é',
	ouml: 'ö',
	auml: 'ä',
	uuml: 'ü',
	shy: '\u00ad',
	nbsp: ' ',
	zwj: '\u200d',
	zwnj: '\u200c',
	amp: '&'
};

/** The characters of a text, those of addresses ("%C3%B8") and of HTML ("&oslash;") read as what they are. */
function decode(written: string): Written[] {
	const characters: Written[] = [];
	const put = (text: string, from: number, to: number | null) => {
		let at = from;
		for (const is of text) {
			characters.push({ is, from: to === null ? at : from, to: to ?? at + is.length });
			at += is.length;
		}
	};
	let read = 0;
	for (const found of written.matchAll(encoded)) {
		const text = decoded(found[0]);
		if (text === null) continue;
		put(written.slice(read, found.index), read, null);
		read = found.index + found[0].length;
		put(text, found.index, read);
	}
	put(written.slice(read), read, null);
	return characters;
}

function decoded(code: string): string | null {
	if (code.startsWith('%')) {
		try {
			return decodeURIComponent(code);
		} catch {
			return null;
		}
	}
	const name = code.slice(1, -1).toLowerCase();
	if (!name.startsWith('#')) return entities[name] ?? null;
	const value = name.startsWith('#x') ? parseInt(name.slice(2), 16) : Number(name.slice(1));
	return value > 0 && value <= 0x10ffff ? String.fromCodePoint(value) : null;
}

/** For numbers: invisible signs gone, every script's digits ours, letters as they were. */
export function foldLightly(written: string): Folded {
	return foldWith(written, (composed) => composed);
}

/**
 * For names: lower case, look-alikes ours, diacritics gone, and each Danish letter in its narrowest
 * spelling, so that "Søren", "Soeren" and "Soren" are one word, and so are "Åse", "Aase" and "Ase".
 */
export function foldName(written: string): Folded {
	const folded = foldWith(written, (composed) => {
		const capital = capitalLookAlikes[composed];
		if (capital) return capital;
		let put = '';
		for (const letter of composed.toLowerCase()) put += narrow(letter);
		return put;
	});
	return contract(folded);
}

function narrow(letter: string): string {
	if (isPlain(letter)) return letter;
	switch (letter) {
		case 'æ':
		case 'ä':
			return 'ae';
		case 'ø':
		case 'ö':
		case 'ɵ':
		case 'ө':
			return 'o';
		case 'å':
			return 'a';
		case 'ß':
			return 'ss';
		case 'œ':
			return 'o';
		default: {
			const bare = letter.normalize('NFKD').replace(/\p{M}/gu, '');
			return lookAlikes[bare] ?? bare;
		}
	}
}

/** A word in letters that are ours already, spelled as `foldName` spells it. */
export function narrowed(word: string): string {
	return word.replaceAll('aa', 'a').replaceAll('oe', 'o');
}

/** "aa" is å and "oe" is ø: both become one letter. */
function contract({ text, from, to }: Folded): Folded {
	const folded: Folded = { text: '', from: [], to: [] };
	for (let at = 0; at < text.length; at += 1) {
		const pair = text.slice(at, at + 2);
		const two = pair === 'aa' || pair === 'oe';
		folded.text += text[at] ?? '';
		folded.from.push(from[at] ?? 0);
		folded.to.push(to[two ? at + 1 : at] ?? 0);
		if (two) at += 1;
	}
	return folded;
}

/** The same without what matches, so that letters on both sides of it stand together. */
export function without(folded: Folded, what: RegExp): Folded | null {
	const left: Folded = { text: '', from: [], to: [] };
	let read = 0;
	const keep = (end: number) => {
		left.text += folded.text.slice(read, end);
		left.from.push(...folded.from.slice(read, end));
		left.to.push(...folded.to.slice(read, end));
	};
	for (const found of folded.text.matchAll(what)) {
		keep(found.index);
		read = found.index + found[0].length;
	}
	if (read === 0) return null;
	keep(folded.text.length);
	return left;
}

/** Where characters `start` to `end` of a folded text stand in the original. */
export function spanOf(folded: Folded, start: number, end: number): { start: number; end: number } {
	return { start: folded.from[start] ?? 0, end: folded.to[end - 1] ?? 0 };
}
