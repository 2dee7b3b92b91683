/** What a form says of its fields that must be looked at again: at each field, and together on top. */
export function formErrors(
	wrong: readonly string[],
	texts: Record<string, string>
): { at(name: string): string | undefined; all: { id: string; text: string }[] } {
	return {
		at: (name) => (wrong.includes(name) ? texts[name] : undefined),
		all: wrong.map((name) => ({ id: name, text: texts[name] ?? '' }))
	};
}

/**
 * The same for a form whose server says one word per field. `labels` are in the order of the form; a
 * field without one is said at its place only. The summary points at `plan-<field>`.
 */
export function planErrors<Field extends string, Word extends string>(
	faults: Partial<Record<Field, Word>>,
	said: Record<Word, () => string>,
	labels: Partial<Record<Field, () => string>>
): { at(field: Field): string | undefined; all: { id: string; text: string }[] } {
	const at = (field: Field) => {
		const word = faults[field];
		return word && said[word]();
	};
	// reason: the keys of `labels` are fields
	const fields = Object.keys(labels) as Field[];
	return {
		at,
		all: fields.flatMap((field) => {
			const what = at(field);
			return what ? [{ id: `plan-${field}`, text: `${labels[field]?.() ?? ''}: ${what}` }] : [];
		})
	};
}
