import type { Folded } from './fold.ts';

/** What the thread that folds is asked, and what it answers. Many updates travel as one piece. */
export type Job = Packed &
	({ is: 'merge' } | { is: 'fold'; hasSnapshot: boolean; upto: number; seqs: number[] });
export type Answer =
	| { is: 'merged'; update: Uint8Array }
	| { is: 'folded'; folded: Folded }
	| { is: 'failed'; why: string };

export interface Packed {
	bytes: Uint8Array<ArrayBuffer>;
	sizes: number[];
}

export function packed(updates: readonly Uint8Array[]): Packed {
	const sizes = updates.map(({ byteLength }) => byteLength);
	const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
	let at = 0;
	for (const update of updates) {
		bytes.set(update, at);
		at += update.byteLength;
	}
	return { bytes, sizes };
}

/** The updates that `packed` made one piece of: they share its memory. */
export function unpacked({ bytes, sizes }: Packed): Uint8Array[] {
	let at = 0;
	return sizes.map((size) => bytes.subarray(at, (at += size)));
}
