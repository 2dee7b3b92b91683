import * as v from 'valibot';

/** What a place is, so that something general can be said instead of its name. */
export const InstitutionKind = v.picklist([
	'housing',
	'dropIn',
	'treatment',
	'school',
	'hospital',
	'workplace',
	'other'
]);
export type InstitutionKind = v.InferOutput<typeof InstitutionKind>;

export const Named = v.object({
	given: v.string(),
	family: v.string(),
	role: v.picklist(['citizen', 'relative', 'professional'])
});
export type Named = v.InferOutput<typeof Named>;

/**
 * Whom and what a text must not name. On the server it is made from all cases of those who take part,
 * at the moment of the check, and kept nowhere. A browser is given the writer's own cases only.
 */
export const Dictionary = v.object({
	people: v.array(Named),
	addresses: v.array(v.string()),
	phones: v.array(v.string()),
	/** Of the cases themselves: "26-0143". */
	caseNumbers: v.array(v.string()),
	places: v.array(v.string()),
	institutions: v.array(v.object({ name: v.string(), kind: InstitutionKind })),
	/** The Danish date: an age is said in decades from it. */
	today: v.pipe(v.string(), v.isoDate())
});
export type Dictionary = v.InferOutput<typeof Dictionary>;

export const noDictionary = (today: string): Dictionary => ({
	people: [],
	addresses: [],
	phones: [],
	caseNumbers: [],
	places: [],
	institutions: [],
	today
});

/** "Anne Marie Holm" → Anne Marie, Holm; "Mikkel H." → Mikkel: a letter is no family name. */
export function namedFrom(name: string, role: Named['role']): Named {
	const words = name
		.replace(/["“”„»«()]/g, ' ')
		.split(/\s+/)
		.filter((word) => word.length > 0);
	const last = words.length > 1 ? (words.pop() ?? '') : '';
	const family = /^\p{L}\.?$/u.test(last) ? '' : last;
	return { given: words.join(' '), family, role };
}
