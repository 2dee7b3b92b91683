import type { Chance } from './chance.ts';

/** Invented pairings of names that many have; no pair is meant to be anybody. */
const givenNames =
	`Mikkel Mette Søren Kirsten Jørgen Anne Hanne Peter Jens Camilla Rasmus Line Thomas Louise Henrik
	Pernille Lars Birgitte Jesper Charlotte Martin Susanne Christian Lene Michael Tina Jakob Trine Anders Karina Niels
	Rikke Kasper Maja Simon Emma Oliver Freja Magnus Ida Mathias Cecilie Frederik Katrine Sebastian Julie Tobias Sofie
	Emil Amalie Lucas Caroline Nikolaj Nanna Benjamin Josefine Villads Signe Malthe Astrid Åse Øjvind Ægir Bjørn Jørn
	Bo Liv My Kim Sten Per Hans Bent Dan Tom Else Aage Kåre Ebbe Preben Flemming Torben Gunnar Svend Helge Kurt Bente
	Inger Grethe Karen Lis Ruth Gudrun Vibeke Annelise Marianne Dorthe Gitte Anne-Marie Hans-Henrik Jean-Pierre Karim
	Fatima Mohammed Aisha Ahmed Leyla Yusuf Zeynep Hassan Amira Omar Nadia Abdullahi Hodan Dragan Svetlana Piotr
	Agnieszka Nguyen Thi Oksana Viktor Aleksander Elisabeth Zoë René André Chloé Jürgen Günther Márton Iñaki`.split(
		/\s+/
	);
const familyNames =
	`Hansen Jensen Nielsen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen Petersen
	Madsen Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen Knudsen Jakobsen Jacobsen
	Mikkelsen Olesen Frederiksen Laursen Henriksen Lund Schmidt Eriksen Holm Kristiansen Clausen Simonsen Svendsen
	Andreasen Iversen Østergaard Jeppesen Mogensen Jespersen Nissen Lauridsen Frandsen Dahl Christoffersen Vestergaard
	Kjær Bertelsen Bruun Friis Aagaard Ågård Damgaard Overby Ravnsborg Kragelund Nørskov Højgaard Skovgaard
	Bisgaard Thorup Winther Toft Bach Vest Krogh Bang Juul Aarup Bakr Yilmaz Hussein Ali Osman Nowak Kowalski
	Ivanova Petrovic Haddad Rahimi Tran Celik Demir Warsame`.split(/\s+/);

export interface Invented {
	given: string;
	family: string;
}

export function inventNames(chance: Chance, count: number): Invented[] {
	const made = new Map<string, Invented>();
	while (made.size < count) {
		const name = { given: chance.one(givenNames), family: chance.one(familyNames) };
		made.set(`${name.given} ${name.family}`, name);
	}
	return [...made.values()];
}

type Disguise = (name: Invented, chance: Chance) => string | null;

const lookAlikes: Record<string, string> = {
	a: 'а',
	c: 'с',
	e: 'е',
	i: 'і',
	j: 'ј',
	k: 'к',
	o: 'о',
	p: 'р',
	s: 'ѕ',
	t: 'т',
	x: 'х',
	y: 'у',
	A: 'А',
	B: 'В',
	E: 'Е',
	H: 'Н',
	K: 'К',
	M: 'М',
	O: 'О',
	P: 'Р',
	T: 'Т',
	X: 'Х',
	C: 'С',
	S: 'Ѕ',
	J: 'Ј'
};
const greek: Record<string, string> = {
	a: 'α',
	e: 'ε',
	i: 'ι',
	k: 'κ',
	o: 'ο',
	r: 'г',
	n: 'η',
	v: 'ν',
	M: 'Μ',
	A: 'Α',
	H: 'Η',
	N: 'Ν',
	K: 'Κ',
	T: 'Τ',
	E: 'Ε',
	B: 'Β'
};

const letters = (word: string) => [...word.normalize('NFC')];
const swap = (word: string, table: Record<string, string>) =>
	letters(word)
		.map((letter) => table[letter] ?? letter)
		.join('');
const onlyLetters = (word: string) => /^\p{L}+$/u.test(word);
const atHalf = (word: string) => Math.ceil(letters(word).length / 2);
const cutWith = (gap: string, name: string, least = 4) =>
	onlyLetters(name) && letters(name).length >= least
		? letters(name).slice(0, atHalf(name)).join('') +
			gap +
			letters(name).slice(atHalf(name)).join('')
		: null;
const shifted = (word: string, capital: number, small: number) =>
	letters(word)
		.map((letter) => {
			if (letter >= 'A' && letter <= 'Z')
				return String.fromCodePoint(capital + letter.charCodeAt(0) - 65);
			if (letter >= 'a' && letter <= 'z')
				return String.fromCodePoint(small + letter.charCodeAt(0) - 97);
			return letter;
		})
		.join('');
const changed = (word: string, chance: Chance, how: (at: number, all: string[]) => string[]) => {
	const all = letters(word);
	if (!onlyLetters(word) || all.length < 6) return null;
	const written = how(1 + chance.number(all.length - 2), all).join('');
	return written.toLowerCase() === word.toLowerCase() ? null : written;
};
const otherLetter = (letter: string | undefined, chance: Chance) =>
	chance.one([...'abdefghijklmnoprtuv'].filter((one) => one !== letter));

/** Exactly as it is, or in a form that Danish gives it: none of these may slip through. */
export const plain: Record<string, Disguise> = {
	'as it is': ({ given }) => given,
	'family name': ({ family }) => family,
	'whole name': ({ given, family }) => `${given} ${family}`,
	'in small letters': ({ given }) => given.toLowerCase(),
	'in capitals': ({ family }) => family.toUpperCase(),
	genitive: ({ given }) => (/[sxz]$/i.test(given) ? `${given}'` : `${given}s`),
	'genitive of the family name': ({ family }) => `${family}s`,
	'genitive with apostrophe': ({ given }) => `${given}’s`,
	'the other way round': ({ given, family }) => `${family}, ${given}`
};

/** What somebody might do, or a text do to it by itself. */
export const disguised: Record<string, Disguise> = {
	'initials with stops': ({ given, family }) => `${given[0] ?? ''}.${family[0] ?? ''}.`,
	'initial and family name': ({ given, family }) => `${given[0] ?? ''}. ${family}`,
	'hyphen between': ({ given, family }) => `${given}-${family}`,
	'hyphen taken out': ({ given }) => (given.includes('-') ? given.replace('-', ' ') : null),
	'written together': ({ given, family }) => given.replace('-', '') + family,
	'letters apart': ({ given }) =>
		onlyLetters(given) && given.length > 2 ? letters(given).join(' ') : null,
	'stops between': ({ family }) => letters(family).join('.'),
	'hyphens between': ({ family }) => letters(family).join('-'),
	'capitals apart': ({ family }) => letters(family.toUpperCase()).join(' '),
	'over two lines': ({ family }) => cutWith('\n', family, 5),
	'hyphenated over two lines': ({ given }) => cutWith('-\n', given),
	'bold halfway': ({ given }) => {
		const cut = cutWith('**', given);
		return cut && `**${cut}`;
	},
	'tag halfway': ({ given }) => {
		const cut = cutWith('</b>', given);
		return cut && `<b>${cut}`;
	},
	'Cyrillic letters': ({ given }) => swap(given, lookAlikes),
	'Greek letters': ({ given }) => swap(given, greek),
	'wide letters': ({ family }) => shifted(family, 0xff21, 0xff41),
	'mathematical letters': ({ family }) => shifted(family, 0x1d400, 0x1d41a),
	'unseen signs': ({ given }, chance) =>
		letters(given).join(chance.one(['\u200b', '\u200d', '\u2060', '\ufeff'])),
	'soft hyphens': ({ family }) => letters(family).join('\u00ad'),
	'marks on letters': ({ given }) => letters(given).join('\u0323').normalize('NFD'),
	decomposed: ({ family }) => family.normalize('NFD'),
	'ae, oe and aa': ({ given, family }) => {
		const name = `${given} ${family}`;
		const written = swap(name, { æ: 'ae', ø: 'oe', å: 'aa', Æ: 'Ae', Ø: 'Oe', Å: 'Aa' });
		return written === name ? null : written;
	},
	'a and o': ({ given, family }) => {
		const name = `${given} ${family}`;
		const written = swap(name, { ø: 'o', å: 'a', Ø: 'O', Å: 'A' });
		return written === name ? null : written;
	},
	'å for aa': ({ family }) =>
		/aa/i.test(family) ? family.replace(/Aa/, 'Å').replace(/aa/, 'å') : null,
	'one letter changed': ({ given }, chance) =>
		changed(given, chance, (at, all) => all.with(at, otherLetter(all[at], chance))),
	'one letter left out': ({ family }, chance) =>
		changed(family, chance, (at, all) => all.toSpliced(at, 1)),
	'one letter too many': ({ given }, chance) =>
		changed(given, chance, (at, all) => all.toSpliced(at, 0, otherLetter(all[at], chance))),
	'two letters swapped': ({ family }, chance) =>
		changed(family, chance, (at, all) => all.toSpliced(at, 2, all[at + 1] ?? '', all[at] ?? '')),
	'digits for letters': ({ given }) => {
		const written = swap(given, { i: '1', e: '3', a: '4', o: '0', s: '5' });
		return written === given || letters(given).length < 4 ? null : written;
	},
	'in a file name': ({ given, family }) => `referat_${given}_${family}.docx`.toLowerCase(),
	'in an address': ({ given }) =>
		`https://foto.example/${encodeURIComponent(given.toLowerCase())}-2.jpg`,
	'as HTML': ({ family }) =>
		/[æøåÆØÅ]/.test(family)
			? swap(family, { æ: '&aelig;', ø: '&oslash;', å: '&aring;', Ø: '&Oslash;', Å: '&Aring;' })
			: null,
	'in alt text': ({ given }) => `![${given} ved søen](billede.png)`
};

const around: readonly [string, string][] = [
	['Jeg talte med ', ' i går, og det gik godt.'],
	['I mandags var ', ' ikke hjemme.'],
	['', ' har brug for ro.'],
	['Vi aftalte det sammen med ', ''],
	['Støttekontakten siger, at ', ' sover dårligt.']
];

export function inSentence(chance: Chance, name: string): string {
	const [before, after] = chance.one(around);
	return before + name + after;
}
