import * as Y from 'yjs';
import { weigh } from './gate.ts';
import { Known } from './known.ts';
import { logged } from './limits.ts';
import type { Stored } from './update-log.ts';

export interface Folded {
	/** Everything foldable as one update; null when there is nothing. */
	state: Uint8Array | null;
	/** The highest row in it. */
	upto: number;
	/** The rows that are in it now, and only those. */
	rows: number[];
	/** Rows that are no updates. They are set aside, never thrown away. */
	damaged: number[];
}

/**
 * Merges a snapshot and the rows after it into a new snapshot. A row that stands on something not
 * there (another node may still be writing it) stays a row; one that cannot be read is named as
 * damaged, and the rest is folded without it, so that every document can always be opened.
 */
export function fold(stored: Stored): Folded {
	const { updates, rows, damaged } = readable(stored);
	// What cannot be read is kept as it is, for somebody who can.
	if (damaged.includes(snapshotSeq)) throw new Error('the snapshot is damaged');
	if (rows.length === 0) return { state: null, upto: stored.upto, rows: [], damaged };
	const doc = made(updates);
	const state = Y.encodeStateAsUpdate(doc);
	check(doc, state);
	doc.destroy();
	const upto = rows.reduce((most, seq) => Math.max(most, seq), stored.upto);
	return { state, upto, rows, damaged };
}

/** One update of many, in the order in which they apply. What was deleted is left out, as Yjs does it. */
export function merge(updates: readonly Uint8Array[]): Uint8Array {
	const doc = made(updates);
	const whole = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return whole;
}

/** The document that updates make, applied in their order. Whoever made it destroys it. */
export function made(updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update);
	});
	return doc;
}

/** Stands for the snapshot among the numbers of rows, which begin at 1. */
export const snapshotSeq = 0;

/** The stored updates in an order in which they can be applied, and those that cannot be read. */
export function readable(stored: Stored): {
	updates: Uint8Array[];
	rows: number[];
	damaged: number[];
	waiting: { seq: number; update: Uint8Array }[];
	known: Known;
} {
	const known = new Known();
	const updates: Uint8Array[] = [];
	const rows: number[] = [];
	const damaged: number[] = [];
	let waiting = [...stored.rows];
	if (stored.snapshot) waiting.unshift({ seq: snapshotSeq, update: stored.snapshot });
	for (let before = -1; before !== waiting.length;) {
		before = waiting.length;
		waiting = waiting.filter(({ seq, update }) => {
			const weighed = weigh(update, known, null, logged);
			if (weighed.is === 'waits') return true;
			if (weighed.is === 'refused') damaged.push(seq);
			else {
				if (weighed.is === 'fits') known.take(weighed.news);
				updates.push(update);
				if (seq !== snapshotSeq) rows.push(seq);
			}
			return false;
		});
	}
	return { updates, rows, damaged, waiting, known };
}

/** A snapshot replaces what it was made of, so it is read back before anything is removed. */
function check(doc: Y.Doc, state: Uint8Array): void {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, state);
	const isWhole = copy.store.pendingStructs === null && copy.store.pendingDs === null;
	if (!isWhole || !Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(copy))) {
		throw new Error('a folded document does not equal its rows');
	}
	copy.destroy();
}
