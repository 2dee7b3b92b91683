import * as v from 'valibot';

/** What somebody could be known by. */
export const HitKind = v.picklist([
	'cpr',
	'name',
	'initials',
	'phone',
	'mail',
	'link',
	'address',
	'birthDate',
	'date',
	'age',
	'caseNumber',
	'place',
	'institution',
	'diagnosis',
	'occupation',
	'origin'
]);
export type HitKind = v.InferOutput<typeof HitKind>;

/**
 * `stop`: a CPR number, which never passes. `block`: a name or a way to reach somebody, which must
 * be written otherwise. `ask`: whoever writes may say that it is nobody.
 */
export const Verdict = v.picklist(['stop', 'block', 'ask']);
export type Verdict = v.InferOutput<typeof Verdict>;

/** What could stand there instead. Each is a sentence part that parts have in every language. */
export const SuggestionKey = v.picklist([
	/** Leave it out. */
	'nothing',
	'citizen',
	'relative',
	'colleague',
	/** `decade: "30"`. */
	'inTheir',
	'young',
	'spring',
	'summer',
	'autumn',
	'winter',
	'home',
	'place',
	'institution',
	'housing',
	'dropIn',
	'treatment',
	'school',
	'hospital',
	'workplace',
	'condition',
	'job',
	'origin',
	'case'
]);
export type SuggestionKey = v.InferOutput<typeof SuggestionKey>;

export const Suggestion = v.object({
	key: SuggestionKey,
	/** `decade: "30"` for "i 30'erne". */
	params: v.record(v.string(), v.string())
});
export type Suggestion = v.InferOutput<typeof Suggestion>;

/** A stretch of the text as it was written: `text.slice(start, end)`. */
export const Hit = v.object({
	start: v.pipe(v.number(), v.integer(), v.minValue(0)),
	end: v.pipe(v.number(), v.integer(), v.minValue(1)),
	kind: HitKind,
	verdict: Verdict,
	suggestion: Suggestion
});
export type Hit = v.InferOutput<typeof Hit>;

export function say(key: SuggestionKey, params: Record<string, string> = {}): Suggestion {
	return { key, params };
}

const weight: Record<Verdict, number> = { stop: 3, block: 2, ask: 1 };

/** In reading order, each stretch once: where two overlap the graver stays, then the longer. */
export function settle(hits: readonly Hit[]): Hit[] {
	const graveFirst = [...hits].sort(
		(a, b) =>
			weight[b.verdict] - weight[a.verdict] ||
			b.end - b.start - (a.end - a.start) ||
			a.start - b.start
	);
	const kept: Hit[] = [];
	for (const hit of graveFirst) {
		if (kept.every((one) => hit.end <= one.start || hit.start >= one.end)) kept.push(hit);
	}
	return kept.sort((a, b) => a.start - b.start);
}
