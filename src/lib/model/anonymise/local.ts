import { commonWords } from './common-words.ts';
import type { Dictionary, InstitutionKind } from './dictionary.ts';
import { foldName, spanOf, type Folded } from './fold.ts';
import { say, type Hit, type HitKind, type Suggestion, type SuggestionKey } from './hit.ts';
import { origins, rareConditions, rareJobs } from './rare.ts';
import { isCapital } from './words.ts';

export interface LocalIndex {
	find(written: string): Hit[];
}

interface Phrase {
	/** Its first word, which the pattern begins with: looked for before the pattern, which costs more. */
	begins: string;
	pattern: RegExp;
	kind: HitKind;
	suggestion: Suggestion;
	/** A word as well, so that only a capital makes it a name. */
	needsCapital: boolean;
	verdict: Hit['verdict'];
}

const placeOf: Record<InstitutionKind, SuggestionKey> = {
	housing: 'housing',
	dropIn: 'dropIn',
	treatment: 'treatment',
	school: 'school',
	hospital: 'hospital',
	workplace: 'workplace',
	other: 'institution'
};

/** Places, institutions, case numbers and what is rare: prepared once for a dictionary. */
export function indexLocal(dictionary: Dictionary): LocalIndex {
	const phrases: Phrase[] = [
		...dictionary.places.flatMap((place) => phrase(place, 'place', say('place'), { ending: 's?' })),
		...dictionary.institutions.flatMap(({ name, kind }) =>
			phrase(name, 'institution', say(placeOf[kind]), { ending: '(?:s|et|en|ets|ens)?' })
		),
		...dictionary.caseNumbers.flatMap((number) =>
			phrase(number, 'caseNumber', say('case'), { verdict: 'block' })
		),
		...rarePhrases()
	];
	return {
		find(written) {
			const folded = foldName(written);
			return [
				...phrases.flatMap((one) => matches(folded, written, one)),
				...kindsOfPlace(written),
				...numbersOfCases(written)
			];
		}
	};
}

let rare: Phrase[] | null = null;

/** What is rare everywhere is in no dictionary: prepared once for all of them. */
function rarePhrases(): readonly Phrase[] {
	return (rare ??= [
		...rareConditions.flatMap((name) =>
			phrase(name, 'diagnosis', say('condition'), {
				ending: '(?:s|en|ens)?(?:\\s?(?:sygdom|syndrom|chorea|psykose))?'
			})
		),
		...rareJobs.flatMap((name) =>
			phrase(name, 'occupation', say('job'), { ending: '(?:e|en|et|er|ere|eren|ens|s)?' })
		),
		...origins.flatMap((name) => phrase(name, 'origin', say('origin'), { ending: '\\p{L}{0,6}' }))
	]);
}

function phrase(
	name: string,
	kind: HitKind,
	suggestion: Suggestion,
	{ ending = '', verdict = 'ask' }: { ending?: string; verdict?: Hit['verdict'] } = {}
): Phrase[] {
	const words = foldName(name).text.match(/[\p{L}\d]+/gu) ?? [];
	if (words.join('').length < 2) return [];
	const short = name === name.toUpperCase() && /^\p{L}+$/u.test(name);
	return [
		{
			begins: words[0] ?? '',
			pattern: new RegExp(
				String.raw`(?<![\p{L}\d])${words.join(String.raw`[\s.\-‐‑–—/_]*`)}${short ? '' : ending}(?![\p{L}\d])`,
				'gu'
			),
			kind,
			suggestion,
			needsCapital: short || (words.length === 1 && commonWords.has(words[0] ?? '')),
			verdict
		}
	];
}

function matches(folded: Folded, written: string, one: Phrase): Hit[] {
	if (!folded.text.includes(one.begins)) return [];
	return [...folded.text.matchAll(one.pattern)].flatMap((found) => {
		const span = spanOf(folded, found.index, found.index + found[0].length);
		if (one.needsCapital && !isCapital(written, span.start)) return [];
		return [{ ...span, kind: one.kind, verdict: one.verdict, suggestion: one.suggestion }];
	});
}

const placeWords: readonly [string, SuggestionKey][] = [
	[
		'botilbud(?:det)?|bosted(?:et)?|bofællesskab(?:et)?|opgangsfællesskab(?:et)?|plejehjem(?:met)?',
		'housing'
	],
	['værested(?:et)?|varmestue(?:n)?|aktivitetscent(?:er|ret)', 'dropIn'],
	[
		'rusmiddelcent(?:er|ret)|behandlingscent(?:er|ret)|misbrugscent(?:er|ret)|alkoholambulatori(?:um|et)',
		'treatment'
	],
	['forsorgshjem(?:met)?|herberg(?:et)?', 'housing'],
	['skole(?:n)?|efterskole(?:n)?|højskole(?:n)?|gymnasi(?:um|et)', 'school'],
	['hospital(?:et)?|sygehus(?:et)?|psykiatri(?:en)?', 'hospital'],
	['værksted(?:et)?|firmaet|virksomheden', 'workplace']
];
const kinds = placeWords.map(([words, key]): [RegExp, SuggestionKey] => [
	new RegExp(String.raw`(?<![\p{L}])(?:${words})\s["“”»]?\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)?`, 'giu'),
	key
]);

/** "botilbuddet Solsikken": a place of a known kind with a name, whether or not the list has it. */
function kindsOfPlace(written: string): Hit[] {
	return kinds.flatMap(([pattern, key]) =>
		[...written.matchAll(pattern)].flatMap((found): Hit[] => {
			const named = /\s["“”»]?(\p{L})/u.exec(found[0])?.[1] ?? '';
			// The pattern reads without regard to capitals; the name must have one.
			if (!isCapital(named, 0)) return [];
			const length =
				/^\S+\s["“”»]?\p{L}+(?:\s\p{Lu}\p{L}+)?/u.exec(found[0])?.[0].length ?? found[0].length;
			const { index: start } = found;
			return [
				{ start, end: start + length, kind: 'institution', verdict: 'ask', suggestion: say(key) }
			];
		})
	);
}

const caseNumber =
	/(?<![\d-])\d{2}-\d{4,5}(?![\d-])|(?:sagsn(?:umme)?r|sag\s?nr|journaln(?:umme)?r|j\.?\s?nr)\.?:?\s?[\p{L}\d][\p{L}\d./-]{3,}/giu;

/** Numbers in the pattern of ours, and whatever is called the number of a case. */
function numbersOfCases(written: string): Hit[] {
	return [...written.matchAll(caseNumber)].map((found) => ({
		start: found.index,
		end: found.index + found[0].length,
		kind: 'caseNumber',
		verdict: 'ask',
		suggestion: say('case')
	}));
}
