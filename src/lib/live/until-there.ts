const firstWaitMs = 1_000;
const longestWaitMs = 15_000;

/**
 * A part of the page that is fetched later, asked for until it is there: the server may be away just
 * then, and the page stays open until it is back.
 */
export async function untilThere<Part>(fetchPart: () => Promise<Part>): Promise<Part> {
	for (let waitMs = firstWaitMs; ; waitMs = Math.min(2 * waitMs, longestWaitMs)) {
		try {
			return await fetchPart();
		} catch {
			await new Promise((resolve) => setTimeout(resolve, waitMs));
		}
	}
}

type Fetch = (...wanted: never[]) => Promise<unknown>;

/** The same for a whole list of parts. */
export function lasting<Parts extends Record<string, Fetch>>(parts: Parts): Parts {
	const last = ([name, fetchPart]: [string, Fetch]) => [
		name,
		(...wanted: never[]) => untilThere(() => fetchPart(...wanted))
	];
	// reason: the same names, arguments and promises; only what fails is asked again.
	return Object.fromEntries(Object.entries(parts).map(last)) as Parts;
}
