import * as v from 'valibot';

/** What a form said, or which of its fields to look at again, with all of it given back. */
export type ReadForm<Output> =
	{ ok: true; value: Output } | { ok: false; wrong: string[]; given: Record<string, string> };

/**
 * Reads a form once, at the border, or what was read of one that brings a file. Fields that come several
 * times are lists.
 */
export async function readForm<Schema extends v.GenericSchema>(
	from: Request | FormData,
	schema: Schema,
	lists: readonly string[] = []
): Promise<ReadForm<v.InferOutput<Schema>>> {
	const form = from instanceof Request ? await from.formData() : from;
	const fields: Record<string, unknown> = {};
	const given: Record<string, string> = {};
	for (const name of new Set(form.keys())) {
		const all = form.getAll(name).filter((one) => typeof one === 'string');
		fields[name] = lists.includes(name) ? all : all[0];
		given[name] = all.join(',');
	}
	for (const name of lists) fields[name] ??= [];
	const parsed = v.safeParse(schema, fields);
	if (parsed.success) return { ok: true, value: parsed.output };
	const wrong = parsed.issues.map((issue) => String(issue.path?.[0]?.key ?? ''));
	return { ok: false, wrong: [...new Set(wrong)], given };
}

/** A text that must say something. */
export const Words = (most: number) =>
	v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(most));

/** A text that may be left empty; empty is null. */
export const MaybeWords = (most: number) =>
	v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.maxLength(most),
		v.transform((words) => words || null)
	);

/** A date field that may be left empty. */
export const MaybeDate = v.pipe(
	v.optional(v.string(), ''),
	v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]),
	v.transform((date) => date || null)
);

export const Checked = v.pipe(
	v.optional(v.string(), ''),
	v.transform((said) => said === 'on')
);
