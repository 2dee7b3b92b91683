import type * as Y from 'yjs';
import { maximumText } from './layout.ts';

/** One replacement in a text: at `index`, `removed` units go and `inserted` comes. */
export interface Replacement {
	index: number;
	removed: number;
	inserted: string;
}

/**
 * [B12] The smallest single replacement that turns `before` into `after`. Of several that are as
 * small ("aa" → "aaa") the one that ends at `caret` is taken, because that is where it was typed.
 */
export function replacementOf(before: string, after: string, caret = after.length): Replacement {
	const longest = Math.min(before.length, after.length);
	const beyondCaret = Math.max(0, after.length - caret);
	let tail = 0;
	while (tail < Math.min(longest, beyondCaret) && sameAt(before, after, tail)) tail += 1;
	let head = 0;
	while (head < longest - tail && before[head] === after[head]) head += 1;
	while (tail < longest - head && sameAt(before, after, tail)) tail += 1;

	// A pair of surrogates is one sign: never cut between its halves.
	if (isHighSurrogate(before, head - 1) || isHighSurrogate(after, head - 1)) head -= 1;
	if (isLowSurrogate(before, before.length - tail) || isLowSurrogate(after, after.length - tail)) {
		tail -= 1;
	}
	return {
		index: head,
		removed: before.length - tail - head,
		inserted: after.slice(head, after.length - tail)
	};
}

function sameAt(before: string, after: string, fromEnd: number): boolean {
	return before[before.length - 1 - fromEnd] === after[after.length - 1 - fromEnd];
}

function isHighSurrogate(text: string, index: number): boolean {
	const unit = text.charCodeAt(index);
	return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(text: string, index: number): boolean {
	const unit = text.charCodeAt(index);
	return unit >= 0xdc00 && unit <= 0xdfff;
}

/** [B12] [B13] Makes a text say `after`; answers how many units did not fit and were left out. */
export function writeText(text: Y.Text, after: string, caret?: number): number {
	const before = text.toString();
	const { index, removed, inserted } = replacementOf(before, after, caret);
	const room = Math.max(0, maximumText - (before.length - removed));
	const fits = cut(inserted, room);
	if (removed === 0 && fits === '') return inserted.length;
	const change = () => {
		if (removed > 0) text.delete(index, removed);
		if (fits !== '') text.insert(index, fits);
	};
	if (text.doc) text.doc.transact(change);
	else change();
	return inserted.length - fits.length;
}

function cut(text: string, length: number): string {
	if (text.length <= length) return text;
	return text.slice(0, isHighSurrogate(text, length - 1) ? length - 1 : length);
}

/** [B20] What looks the same is the same. */
export function normaliseText(text: string): string {
	return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
