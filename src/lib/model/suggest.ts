import { addDays, nextWeekday, type DateString } from './dates.ts';
import { givenName } from './person.ts';

/** Somebody whom a sentence may name. */
export interface Nameable {
	id: string;
	name: string;
}

export interface Suggestion {
	owner: string | null;
	helper: string | null;
	due: DateString | null;
}

/**
 * What a sentence says of who does it and when: "Karim finder en ledsager senest 2. dec.". Only a
 * suggestion, shown as such: the one who writes can always choose otherwise.
 */
export function suggest(
	sentence: string,
	{ people, me, today }: { people: readonly Nameable[]; me: string | null; today: DateString }
): Suggestion {
	const named = namedIn(sentence, people);
	const helper = named.find(({ at }) =>
		/\b(?:med|with|sammen med)\s+$/i.test(sentence.slice(0, at))
	);
	const owner =
		named.find((one) => one !== helper)?.id ??
		(/^(?:jeg|Jeg|I)\b/.test(sentence.trim()) ? me : null);
	return {
		owner,
		helper: owner === null ? null : (helper?.id ?? null),
		due: dateIn(sentence, today)
	};
}

const letter = /[\p{L}\p{N}]/u;

/** The people that are named, in the order they are. Two with the same given name need more of it. */
function namedIn(sentence: string, people: readonly Nameable[]): { id: string; at: number }[] {
	const found = people.flatMap(({ id, name }) => {
		const given = givenName(name);
		const alone = people.filter((one) => givenName(one.name) === given).length === 1;
		const at = wordAt(sentence, alone ? given : name);
		return at < 0 ? [] : [{ id, at }];
	});
	return found.sort((a, b) => a.at - b.at);
}

/** Where a word stands on its own, also as "Karims"; -1 when it does not. */
function wordAt(sentence: string, word: string): number {
	const text = sentence.toLocaleLowerCase('da');
	const wanted = word.toLocaleLowerCase('da');
	for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
		const before = text[at - 1] ?? ' ';
		const after = text.slice(at + wanted.length).replace(/^['’]?s(?!\p{L})/u, '')[0] ?? ' ';
		if (!letter.test(before) && !letter.test(after)) return at;
	}
	return -1;
}

const months =
	'jan(?:uar|uary)?|feb(?:ruar|ruary)?|mar(?:ts|ch)?|apr(?:il)?|ma[jy]|jun[ie]?|jul[iy]?|aug(?:ust)?|sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const inWords = new RegExp(
	String.raw`(?<![\d.])(\d{1,2})\.?\s*(${months})\b\.?(?:\s+(\d{4}))?`,
	'i'
);
const inNumbers = /(?<![\d.:/])(\d{1,2})[/.](\d{1,2})(?:[/.-](\d{4}))?(?![\d:])/;
const monthStarts = [
	'jan',
	'feb',
	'mar',
	'apr',
	'ma',
	'jun',
	'jul',
	'aug',
	'sep',
	'o',
	'nov',
	'dec'
];

const weekdays = [
	/\b(?:søndag|sunday)/i,
	/\b(?:mandag|monday)/i,
	/\b(?:tirsdag|tuesday)/i,
	/\b(?:onsdag|wednesday)/i,
	/\b(?:torsdag|thursday)/i,
	/\b(?:fredag|friday)/i,
	/\b(?:lørdag|saturday)/i
];

const numbers: Record<string, number> = {
	en: 1,
	et: 1,
	one: 1,
	a: 1,
	to: 2,
	two: 2,
	tre: 3,
	three: 3,
	fire: 4,
	four: 4
};

/** The date a text names: a date itself, else a day from today. Danish and English. */
export function dateIn(text: string, today: DateString): DateString | null {
	const words = inWords.exec(text);
	if (words) return dated(Number(words[1]), monthOf(words[2] ?? ''), words[3], today);
	const digits = inNumbers.exec(text);
	if (digits) {
		const date = dated(Number(digits[1]), Number(digits[2]), digits[3], today);
		if (date) return date;
	}
	if (/\bi ?overmorgen\b/i.test(text)) return addDays(today, 2);
	if (/\b(?:i ?morgen|tomorrow)\b/i.test(text)) return addDays(today, 1);
	if (/\b(?:i ?dag|today)\b/i.test(text)) return today;
	const ahead = /\b(?:om|in)\s+(\d{1,2}|\p{L}+)\s+(dag|uge|day|week)/iu.exec(text);
	if (ahead) {
		const count = Number(ahead[1]) || numbers[(ahead[1] ?? '').toLowerCase()];
		const days = /^(?:uge|week)/i.test(ahead[2] ?? '') ? 7 : 1;
		if (count) return addDays(today, count * days);
	}
	const weekday = weekdays.findIndex((name) => name.test(text));
	// "Tirsdag" said on a Tuesday is the next one.
	return weekday < 0 ? null : nextWeekday(addDays(today, 1), weekday);
}

function monthOf(name: string): number {
	const lower = name.toLowerCase();
	return monthStarts.findIndex((start) => lower.startsWith(start) && fits(lower, start)) + 1;
}

/** "ma" is May only when March has not been said. */
function fits(name: string, start: string): boolean {
	return start !== 'ma' || !name.startsWith('mar');
}

/** The first such date from today on, unless a year is said. Null when the calendar has none. */
function dated(
	day: number,
	month: number,
	year: string | undefined,
	today: DateString
): DateString | null {
	const thisYear = Number(today.slice(0, 4));
	const years = year
		? [Number(year)]
		: [thisYear, thisYear + 1, thisYear + 2, thisYear + 3, thisYear + 4];
	for (const one of years) {
		const at = new Date(Date.UTC(one, month - 1, day));
		const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
		const date = exists ? at.toISOString().slice(0, 10) : '';
		if (exists && (year || date >= today)) return date;
	}
	return null;
}
