import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { maximumText } from './layout.ts';
import { replacementOf, writeText } from './text.ts';

function play(before: string, after: string, caret?: number): string {
	const { index, removed, inserted } = replacementOf(before, after, caret);
	return before.slice(0, index) + inserted + before.slice(index + removed);
}

const strings = fc.string({ unit: 'grapheme', maxLength: 30 });

test('[B12] the replacement gives the new words', () => {
	fc.assert(
		fc.property(strings, strings, fc.nat(60), (before, after, caret) => {
			expect(play(before, after, caret)).toBe(after);
			expect(play(before, after)).toBe(after);
		})
	);
});

test('[B12] only what changed is replaced', () => {
	expect(replacementOf('madklub tirsdag', 'madklub hver tirsdag')).toEqual({
		index: 8,
		removed: 0,
		inserted: 'hver '
	});
});

test('[B12] a repeated sign is put where the caret stands', () => {
	expect(replacementOf('aaa', 'aaaa', 2)).toEqual({ index: 1, removed: 0, inserted: 'a' });
	expect(replacementOf('aaa', 'aaaa', 4)).toEqual({ index: 3, removed: 0, inserted: 'a' });
});

test('[B12] a sign of two halves is never cut', () => {
	fc.assert(
		fc.property(
			fc.constantFrom('😀', '😁', '🙂', 'a'),
			fc.constantFrom('😀', '😁', '🙂'),
			(a, b) => {
				const { inserted } = replacementOf(`x${a}y`, `x${b}y`);
				expect(inserted.isWellFormed()).toBe(true);
				expect(play(`x${a}y`, `x${b}y`)).toBe(`x${b}y`);
			}
		)
	);
});

test('[B12] what somebody else wrote in the same text stays', () => {
	const signe = new Y.Doc();
	const karim = new Y.Doc();
	writeText(signe.getText('t'), 'tirsdag madklub');
	Y.applyUpdate(karim, Y.encodeStateAsUpdate(signe));
	writeText(signe.getText('t'), 'hver tirsdag madklub');
	writeText(karim.getText('t'), 'tirsdag madklub, torsdag svømning');
	Y.applyUpdate(karim, Y.encodeStateAsUpdate(signe));
	Y.applyUpdate(signe, Y.encodeStateAsUpdate(karim));
	expect(signe.getText('t').toString()).toBe('hver tirsdag madklub, torsdag svømning');
	expect(karim.getText('t').toString()).toBe(signe.getText('t').toString());
});

test('[B13] what does not fit is left out, and told', () => {
	const text = new Y.Doc().getText('t');
	expect(writeText(text, 'x'.repeat(maximumText - 1))).toBe(0);
	expect(writeText(text, `${'x'.repeat(maximumText - 1)}😀😀`)).toBe(4);
	expect(writeText(text, `${'x'.repeat(maximumText - 1)}abc`)).toBe(2);
	expect(text.length).toBe(maximumText);
	expect(writeText(text, `y${text.toString()}`)).toBe(1);
});
