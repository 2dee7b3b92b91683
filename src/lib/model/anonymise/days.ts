import { foldLightly, spanOf } from './fold.ts';
import { say, type Hit, type Suggestion } from './hit.ts';

const monthNames =
	'januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december';
const shortMonths = 'jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec';
const inWords = new RegExp(
	String.raw`(?<![\d.,])(?:den\s|d\.\s?)?(\d{1,2})\.?\s?(${monthNames}|(?:${shortMonths})\.?(?![\p{L}]))(?:\s(?:i\s)?((?:18|19|20)\d{2}|'?\d{2}(?![\d.:])))?(?!\p{L})`,
	'giu'
);
const inNumbers =
	/(?<![\d.,/-])(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?((?:18|19|20)\d{2}|\d{2})(?![\d/]|[.-]\d)/gu;
const dayAndMonth = /(?<=(?:\bden|\bd\.|født|\bf\.)\s?)(\d{1,2})\s?[./]\s?(\d{1,2})(?![\d.,/:])/giu;
const iso = /(?<!\d)((?:18|19|20)\d{2})-?(\d{2})-?(\d{2})(?!\d)/gu;
const eight = /(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)/gu;
const six = /(?<!\d)(\d{2})\s?(\d{2})\s?(\d{2})(?:\s?-\s?[xX*•?]{4})?(?!\d)(?!-\d)/gu;
const hidden = /(?<!\d)(\d{2})(\d{2})(\d{2})\s?-\s?[xX*•?]{4}/gu;
const bornIn = /(?:født|årgang|fødselsår)(?:\si)?\s((?:19|20)\d{2})(?!\d)/giu;
const aged =
	/(?<![\d.,-])(1[5-9]|[2-9]\d)(?:\s?-?\s?årige?s?(?!\p{L})|\sår\s(?:gammel|gamle)|-års(?!\p{L}))|(?<=(?:er|blev|blevet|bliver|fyldt|fyldte|fylder|på)\s)(1[5-9]|[2-9]\d)\sår(?=[.,;!?)]|$)/giu;
const saysBirth =
	/(?:født|fødselsdag|fødselsdato|f\.|fødselsår|fylde[rt]?|fyldte)[\p{L}:\s]{0,16}$/iu;

/** Days that could be looked up, birthdays above all, and exact ages. */
export function findDays(written: string, today: string): Hit[] {
	const folded = foldLightly(written);
	const { text } = folded;
	const hits: Hit[] = [];
	const put = (found: RegExpMatchArray, day: number, month: number, year: string | undefined) => {
		if (day < 1 || day > 31 || month < 1 || month > 12) return;
		const start = found.index ?? 0;
		const birth = saysBirth.test(text.slice(Math.max(0, start - 28), start));
		const age = year === undefined ? null : ageIn(year, today);
		hits.push({
			...spanOf(folded, start, start + found[0].trimEnd().length),
			kind: birth ? 'birthDate' : 'date',
			verdict: birth ? 'block' : 'ask',
			suggestion: birth ? (age === null ? say('nothing') : inTheir(age)) : seasonOf(month)
		});
	};

	for (const found of text.matchAll(inWords)) {
		put(found, Number(found[1]), monthOf(found[2] ?? ''), found[3]?.replace("'", ''));
	}
	for (const pattern of [inNumbers, eight]) {
		for (const found of text.matchAll(pattern))
			put(found, Number(found[1]), Number(found[2]), found[3]);
	}
	for (const found of text.matchAll(dayAndMonth))
		put(found, Number(found[1]), Number(found[2]), undefined);
	for (const found of text.matchAll(iso)) put(found, Number(found[3]), Number(found[2]), found[1]);
	for (const found of text.matchAll(six)) {
		const before = text.slice(Math.max(0, found.index - 28), found.index);
		if (saysBirth.test(before)) put(found, Number(found[1]), Number(found[2]), found[3]);
	}
	for (const found of text.matchAll(hidden)) {
		const span = spanOf(folded, found.index, found.index + found[0].length);
		const suggestion = inTheir(ageIn(found[3] ?? '', today));
		hits.push({ ...span, kind: 'birthDate', verdict: 'block', suggestion });
	}
	for (const found of text.matchAll(bornIn)) {
		const span = spanOf(folded, found.index, found.index + found[0].length);
		const suggestion = inTheir(ageIn(found[1] ?? '', today));
		hits.push({ ...span, kind: 'birthDate', verdict: 'ask', suggestion });
	}
	for (const found of text.matchAll(aged)) {
		const span = spanOf(folded, found.index, found.index + found[0].length);
		const suggestion = inTheir(Number(found[1] ?? found[2]));
		hits.push({ ...span, kind: 'age', verdict: 'ask', suggestion });
	}
	return hits;
}

function monthOf(name: string): number {
	const start = name.toLowerCase().slice(0, 3);
	return monthNames.split('|').findIndex((month) => month.startsWith(start)) + 1;
}

/** Two digits are the nearest such year that is past. */
function ageIn(year: string, today: string): number {
	const now = Number(today.slice(0, 4));
	const full =
		year.length === 4 ? Number(year) : Number(year) + (Number(year) > now % 100 ? 1900 : 2000);
	return now - full;
}

function inTheir(age: number): Suggestion {
	if (age < 20 || age > 109) return say('young');
	return say('inTheir', { decade: String(Math.floor(age / 10) * 10) });
}

function seasonOf(month: number): Suggestion {
	if (month >= 3 && month <= 5) return say('spring');
	if (month >= 6 && month <= 8) return say('summer');
	return month >= 9 && month <= 11 ? say('autumn') : say('winter');
}
