/**
 * A card that moves from one plan to another lies in both for a moment, or for as long as two lines
 * differ: it is one card, by its key, and is shown once, where it is most open.
 */
export function once<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Entry[] {
	const seen = new Set<string>();
	return entries.filter((entry) => {
		const key = keyOf(entry);
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
}
