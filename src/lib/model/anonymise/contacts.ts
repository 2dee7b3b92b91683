import type { Dictionary } from './dictionary.ts';
import { foldLightly, foldName, spanOf, type Folded } from './fold.ts';
import { say, type Hit } from './hit.ts';
import { saysMoney, saysOtherNumber } from './other-numbers.ts';

/** Ways to reach somebody: mail, links, phones, addresses. */
export function findContacts(written: string, dictionary: Dictionary): Hit[] {
	const folded = foldLightly(written);
	return [
		...mails(folded),
		...links(folded),
		...phones(folded, new Set(dictionary.phones.map(lastEight))),
		...addresses(folded),
		...knownAddresses(written, dictionary.addresses)
	];
}

const at = String.raw`(?:\s?(?:@|\(at\)|\[at\]|\{at\}|\(a\)|\(snabel-?a\)|snabel-?a)\s?)`;
const dot = String.raw`(?:\.|\s?(?:\(dot\)|\[dot\]|\(punktum\)|\[punktum\]|\(\.\)|\[\.\])\s?|\sdot\s|\spunktum\s)`;
const mail = new RegExp(
	String.raw`[\p{L}\p{N}._%+\-]+${at}[\p{L}\p{N}\-]+(?:${dot}\p{L}{2,})+`,
	'giu'
);

function mails(folded: Folded): Hit[] {
	return [...folded.text.matchAll(mail)].map((found) => ({
		...spanOf(folded, found.index, found.index + found[0].length),
		kind: 'mail',
		verdict: 'block',
		suggestion: say('nothing')
	}));
}

const link =
	/(?:https?:\/\/|www\.)[^\s<>"]+|(?<![\p{L}\p{N}@.])[\p{L}\p{N}-]{2,}(?:\.[\p{L}\p{N}-]{2,})*\.(?:dk|com|net|org|eu|info|nu|io|app)(?![\p{L}\p{N}])(?:\/[^\s<>"]*)?|(?<!\S)@[\p{L}\p{N}_.]{3,}/giu;

function links(folded: Folded): Hit[] {
	return [...folded.text.matchAll(link)].map((found) => {
		const length = found[0].replace(/[.,;:!?)]+$/, '').length;
		return {
			...spanOf(folded, found.index, found.index + length),
			kind: 'link',
			verdict: 'block',
			suggestion: say('nothing')
		};
	});
}

const lastEight = (phone: string) => phone.replace(/\D/g, '').slice(-8);

const abroad = /(?<!\d)(?:\+|00)(?!45)[1-9]\d{0,2}(?:[\s.-]?\d){6,11}(?!\d)/gu;
const danish =
	/(?<![\d+])(?<!\d[.,/-])((?:\+|00)45[\s.-]?)?([2-9]\d{7}|[2-9]\d([\s.-])\d{2}\3\d{2}\3\d{2}|[2-9]\d{3}[\s.-]\d{4}|[2-9]\d[\s.-]\d{3}[\s.-]\d{3}|[2-9](?:[\s.-]\d){7})(?!\d)(?![.,/-]\d)/gu;
const saysPhone =
	/(?<!\p{L})(?:tlf|telefon|mobil|mob|ring(?:e|er)?|sms|nummer(?:et)?|nr|kontakt)[\p{L}.:\s]{0,12}$/iu;
const phoneWord = /(?<!\p{L})(?:tlf|telefon|mobil)[\p{L}.:\s]{0,12}$/iu;

function phones(folded: Folded, known: ReadonlySet<string>): Hit[] {
	const { text } = folded;
	const found = [...text.matchAll(danish)].flatMap((found): Hit[] => {
		const [all, country, number = '', gap] = found;
		const before = text.slice(Math.max(0, found.index - 28), found.index);
		const digits = number.replace(/\D/g, '');
		const mine = known.has(digits);
		const named = phoneWord.test(before);
		const other =
			!named && (saysOtherNumber(before) || saysMoney(text.slice(found.index + all.length)));
		if (!country && !mine && (other || isYears(number) || isDay(digits, number))) return [];
		const sure = country !== undefined || mine || gap !== undefined || saysPhone.test(before);
		const span = spanOf(folded, found.index, found.index + all.length);
		return [
			{ ...span, kind: 'phone', verdict: sure ? 'block' : 'ask', suggestion: say('nothing') }
		];
	});
	const far = [...text.matchAll(abroad)].map((found): Hit => {
		const span = spanOf(folded, found.index, found.index + found[0].length);
		return { ...span, kind: 'phone', verdict: 'block', suggestion: say('nothing') };
	});
	return [...found, ...far];
}

/** "2025-2026". */
const isYears = (number: string) => /^(?:19|20)\d{2}[\s.-](?:19|20)\d{2}$/.test(number);

/** "20261125", "24112026": a day, which the finder of days takes. */
function isDay(digits: string, written: string): boolean {
	if (written !== digits) return false;
	return (
		/^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits) ||
		/^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}$/.test(digits)
	);
}

const house = String.raw`\s+(?:nr\.?\s?)?\d{1,3}(?:\s?[A-Za-z](?![\p{L}]))?(?:\s?,?\s?(?:st|kl|\d{1,2})\.?\s?(?:sal)?\s?,?\s?(?:tv|th|mf)?\.?(?![\p{L}\d]))?`;
const notCounted = String.raw`(?![\p{L}\d])(?!\s*(?:dage?|gange?|timer?|uger?|år|min|minutter|måneder|personer|beboere|stk|kr|procent|%|,\d|km|meter|og|til|-\s?\d))`;
const street = new RegExp(
	String.raw`(?<![\p{L}])\p{L}{2,}(?:vej|vejen|gade|gaden|stræde|strædet|vænge|vænget|parken|torvet|toften|vangen|haven|bakken|lunden|engen|brinken|skrænten|stien|alléen|allé|boulevarden|gården|plads|pladsen|højen|krogen)${house}${notCounted}`,
	'giu'
);
const streetInWords = new RegExp(
	String.raw`(?<![\p{L}])(?:\p{Lu}[\p{L}.]*\s){1,3}(?:Allé|Alle|Plads|Torv|Have|Park|Boulevard|Vej|Gade|Stræde|Kaj|Bro|Strand|Vænge|Bakke|Sti)${house}${notCounted}`,
	'gu'
);
const postcode =
	/(?<![\d.,-])(?!19|20)[1-9]\d{3}\s+\p{Lu}\p{Ll}+(?:\s(?:[SNØVKCJ]|\p{Lu}\p{Ll}+))?(?![\p{L}])/gu;

function addresses(folded: Folded): Hit[] {
	const hits = (pattern: RegExp, verdictOf: (found: string) => Hit['verdict']) =>
		[...folded.text.matchAll(pattern)].map((found): Hit => {
			const span = spanOf(folded, found.index, found.index + found[0].trimEnd().length);
			return { ...span, kind: 'address', verdict: verdictOf(found[0]), suggestion: say('home') };
		});
	return [
		...hits(street, (found) => (/^\p{Lu}/u.test(found) ? 'block' : 'ask')),
		...hits(streetInWords, () => 'block'),
		...hits(postcode, () => 'ask')
	];
}

/** Addresses of the cases, however they are spaced. */
function knownAddresses(written: string, addresses: readonly string[]): Hit[] {
	const folded = foldName(written);
	return addresses.flatMap((address) => {
		const words = foldName(address).text.match(/[\p{L}\d]+/gu) ?? [];
		if (words.length < 2) return [];
		const pattern = new RegExp(
			String.raw`(?<![\p{L}\d])${words.join(String.raw`[\s,.\-]*`)}(?![\p{L}\d])`,
			'gu'
		);
		return [...folded.text.matchAll(pattern)].map((found): Hit => {
			const span = spanOf(folded, found.index, found.index + found[0].length);
			return { ...span, kind: 'address', verdict: 'block', suggestion: say('home') };
		});
	});
}
