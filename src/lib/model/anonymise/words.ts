import type { Folded } from './fold.ts';

/** A run of letters in a folded text. */
export interface Token {
	is: string;
	start: number;
	end: number;
	/** Written with a capital. */
	capital: boolean;
	/** Opens a sentence or the text, so that the capital says nothing. */
	opens: boolean;
}

export function tokensOf(folded: Folded, written: string): Token[] {
	return [...folded.text.matchAll(/\p{L}+/gu)].map((found) => {
		const start = found.index;
		const at = folded.from[start] ?? 0;
		// A little of what stands before is enough, and the same whatever the length of the text.
		const near = written.slice(Math.max(0, at - 24), at);
		const before = near.replace(/[\s"“”„»«'’()*_-]+$/u, '');
		return {
			is: found[0],
			start,
			end: start + found[0].length,
			capital: isCapital(written, at),
			opens: before === '' || /[.!?:…•]$/.test(before) || /\n[\s"“”„»«'’()*_-]*$/u.test(near)
		};
	});
}

export function isCapital(written: string, at: number): boolean {
	return /^\p{Lu}/u.test(written.slice(at, at + 2).normalize('NFKC'));
}

/** "fotoAfMikkel" → foto, Af, Mikkel. Nothing when a word has no capital inside. */
export function camelParts(token: Token, folded: Folded, written: string): Token[] {
	const cuts = [token.start];
	for (let at = token.start + 1; at < token.end; at += 1) {
		const here = folded.from[at] ?? 0;
		const before = folded.from[at - 1] ?? 0;
		if (here !== before && isCapital(written, here) && !isCapital(written, before)) cuts.push(at);
	}
	if (cuts.length === 1) return [];
	return cuts.map((start, index) => {
		const end = cuts[index + 1] ?? token.end;
		const is = folded.text.slice(start, end);
		return { is, start, end, capital: true, opens: false };
	});
}

/** At most one letter put in, left out, exchanged, or swapped with its neighbour (Damerau–Levenshtein). */
export function oneOff(a: string, b: string): boolean {
	if (Math.abs(a.length - b.length) > 1) return false;
	let same = 0;
	while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
	const restA = a.slice(same);
	const restB = b.slice(same);
	return (
		restA.slice(1) === restB.slice(1) ||
		restA.slice(1) === restB ||
		restA === restB.slice(1) ||
		(restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
	);
}
