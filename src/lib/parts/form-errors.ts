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
