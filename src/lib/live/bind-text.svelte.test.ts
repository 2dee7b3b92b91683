import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { maximumText } from '#lib/board/layout.ts';
import { twoScreens } from './two-screens.svelte.ts';
import { bindText, follow, type BindTextOptions } from './bind-text.ts';
import { LiveText } from './live-text.svelte.ts';

/** One person's field, and the same text on somebody else's screen. */
function field(words: string, options: BindTextOptions = {}) {
	const [signe, karim] = twoScreens();
	const there = karim.doc.getText('t');
	there.insert(0, words);
	const element = document.createElement('textarea');
	document.body.append(element);
	const live = new LiveText(signe.doc.getText('t'));
	const unbind = bindText(live, options)(element);
	onTestFinished(() => {
		unbind?.();
		element.remove();
	});
	element.focus();
	return {
		element,
		there,
		here: signe.doc.getText('t'),
		types(text: string, at = element.selectionStart, until = at) {
			element.setRangeText(text, at, until, 'end');
			element.dispatchEvent(new InputEvent('input', { bubbles: true }));
		}
	};
}

test('what is typed is on the other screen', () => {
	const { types, there } = field('tirsdag');
	types(' madklub', 7);
	expect(there.toString()).toBe('tirsdag madklub');
	types('onsdag', 0, 7);
	expect(there.toString()).toBe('onsdag madklub');
});

test('the caret and the selection stay with their words when somebody writes before them', () => {
	const { element, there } = field('tirsdag madklub');
	element.setSelectionRange(8, 15, 'backward');
	there.insert(0, 'Hver ');
	expect(element.value).toBe('Hver tirsdag madklub');
	expect([element.selectionStart, element.selectionEnd]).toEqual([13, 20]);
	there.delete(0, 13);
	expect([element.selectionStart, element.selectionEnd]).toEqual([0, 7]);
	there.insert(7, ' torsdag');
	expect([element.selectionStart, element.selectionEnd]).toEqual([0, 7]);
});

test('an input method composes undisturbed, and both sides’ words are there afterwards', () => {
	const { element, there, here } = field('tirsdag madklub');
	element.setSelectionRange(7, 7);
	element.dispatchEvent(new CompositionEvent('compositionstart'));
	element.setRangeText('´', 7, 7, 'end');
	element.dispatchEvent(new InputEvent('input', { isComposing: true }));
	there.insert(0, 'Hver ');
	expect(element.value).toBe('tirsdag´ madklub');
	element.setRangeText('é', 7, 8, 'end');
	element.dispatchEvent(new CompositionEvent('compositionend'));
	expect(element.value).toBe('Hver tirsdagé madklub');
	expect(here.toString()).toBe(element.value);
	expect(there.toString()).toBe(element.value);
	expect(element.selectionStart).toBe(13);
});

test('[B13] what does not fit is not there, and the person is told', () => {
	const refused: number[] = [];
	const { element, types, there } = field('x'.repeat(maximumText - 2), {
		onrefuse: (leftOut) => refused.push(leftOut)
	});
	types('abcde', 0);
	expect(refused).toEqual([3]);
	expect(there.length).toBe(maximumText);
	expect(element.value).toBe(there.toString());
	expect(element.value.startsWith('abx')).toBe(true);
	expect(element.selectionStart).toBe(2);
});

test('the browser’s own undo is handed on, because it would take others’ words', () => {
	const done: string[] = [];
	const { element } = field('a', {
		onundo: () => done.push('undo'),
		onredo: () => done.push('redo')
	});
	for (const inputType of ['historyUndo', 'historyRedo', 'insertText']) {
		const event = new InputEvent('beforeinput', { inputType, cancelable: true });
		element.dispatchEvent(event);
		expect(event.defaultPrevented).toBe(inputType !== 'insertText');
	}
	expect(done).toEqual(['undo', 'redo']);
});

test('[B12] whoever types where, field and both texts say the same', () => {
	const typing = fc.record({
		mine: fc.boolean(),
		composing: fc.boolean(),
		at: fc.nat(20),
		removed: fc.nat(4),
		text: fc.constantFrom('', 'a', 'aa', 'æø', '\n')
	});
	fc.assert(
		fc.property(fc.array(typing, { maxLength: 20 }), (moves) => {
			const [signe, karim] = twoScreens();
			karim.doc.getText('t').insert(0, 'aaa bbb');
			const there = karim.doc.getText('t');
			const here = signe.doc.getText('t');
			const element = document.createElement('textarea');
			const unbind = bindText(new LiveText(here))(element);
			let composing = false;
			for (const move of moves) {
				if (move.composing !== composing) {
					composing = move.composing;
					const type = composing ? 'compositionstart' : 'compositionend';
					element.dispatchEvent(new CompositionEvent(type));
				}
				if (move.mine) {
					const at = Math.min(move.at, element.value.length);
					element.setRangeText(
						move.text,
						at,
						Math.min(at + move.removed, element.value.length),
						'end'
					);
					element.dispatchEvent(new InputEvent('input'));
				} else {
					const at = Math.min(move.at, there.length);
					there.delete(at, Math.min(move.removed, there.length - at));
					there.insert(at, move.text);
				}
			}
			if (composing) element.dispatchEvent(new CompositionEvent('compositionend'));
			expect(element.value).toBe(here.toString());
			expect(there.toString()).toBe(here.toString());
			unbind?.();
		})
	);
});

test('an index follows its place', () => {
	expect(follow(3, [{ retain: 3 }, { insert: 'xx' }], false)).toBe(3);
	expect(follow(3, [{ retain: 3 }, { insert: 'xx' }], true)).toBe(5);
	expect(follow(5, [{ retain: 2 }, { delete: 2 }], false)).toBe(3);
	expect(follow(3, [{ retain: 2 }, { delete: 9 }], false)).toBe(2);
});
