import { commonWords, everydayWords } from './common-words.ts';
import type { Dictionary, Named } from './dictionary.ts';
import { foldName } from './fold.ts';
import { say, type Suggestion } from './hit.ts';

export interface NameEntry {
	people: ReadonlySet<Named>;
	/** A word as well: asked about, not refused. */
	common: boolean;
	suggestion: Suggestion;
}

export interface Initials {
	/** "mh", folded. */
	letters: string;
	person: Named;
}

export interface NameIndex {
	/** The name itself, or its genitive. */
	find(word: string): NameEntry | null;
	/** The name itself. */
	is(word: string): boolean;
	/** Single names of five letters and more, for misspellings. */
	long: readonly string[];
	/** Four letters and more, for "Mikkelsagen". */
	starts: readonly string[];
	longest: number;
	initials: readonly Initials[];
}

/** Between names, and nobody's. */
const particles = new Set([
	'af',
	'von',
	'van',
	'de',
	'den',
	'der',
	'la',
	'le',
	'el',
	'al',
	'di',
	'da',
	'bin',
	'zu',
	'og'
]);

export function partsOf(name: string): string[] {
	return [...foldName(name).text.matchAll(/\p{L}+/gu)]
		.map(([part]) => part)
		.filter((part) => part.length > 1 && !particles.has(part));
}

/** A word of the language too: "Bo"; and "André", which is "andre" without its accent. */
const isWord = (name: string) => commonWords.has(name) || everydayWords.has(name);

export function suggestionFor(people: Iterable<Named>): Suggestion {
	const roles = new Set([...people].map(({ role }) => role));
	if (roles.has('citizen')) return say('citizen');
	return say(roles.has('relative') ? 'relative' : 'colleague');
}

export function indexNames({ people }: Pick<Dictionary, 'people'>): NameIndex {
	const byWord = new Map<string, { people: Set<Named>; single: boolean }>();
	const initials: Initials[] = [];

	const put = (word: string, person: Named, single: boolean) => {
		const known = byWord.get(word) ?? { people: new Set<Named>(), single };
		known.people.add(person);
		known.single ||= single;
		byWord.set(word, known);
	};

	for (const person of people) {
		const given = partsOf(person.given);
		const family = partsOf(person.family);
		for (const part of [...given, ...family]) put(part, person, true);
		const joined = [given.join(''), family.join('')].filter((name) => name.length > 0);
		if (given.length > 1) put(given.join(''), person, false);
		if (family.length > 1) put(family.join(''), person, false);
		if (joined.length > 1) {
			put(joined.join(''), person, false);
			put(joined.reverse().join(''), person, false);
			for (const one of given) {
				for (const last of family) {
					put(one + last, person, false);
					put(last + one, person, false);
				}
			}
			const first = given.map((part) => part[0]).join('');
			const last = family.map((part) => part[0]).join('');
			initials.push({ letters: first + last, person });
			if (first.length + last.length > 2) {
				initials.push({ letters: first.slice(0, 1) + last.slice(-1), person });
			}
		}
	}

	const entries = new Map(
		[...byWord].map(([word, { people, single }]): [string, NameEntry & { single: boolean }] => [
			word,
			{ people, single, common: isWord(word), suggestion: suggestionFor(people) }
		])
	);
	const words = [...entries.keys()];
	return {
		is: (word) => entries.has(word),
		find: (word) =>
			entries.get(word) ?? (word.endsWith('s') ? (entries.get(word.slice(0, -1)) ?? null) : null),
		long: words.filter((word) => word.length >= 5),
		starts: words.filter((word) => word.length >= 4 && !isWord(word)),
		longest: Math.max(0, ...words.map((word) => word.length)) + 1,
		initials
	};
}
