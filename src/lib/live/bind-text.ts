import type { Attachment } from 'svelte/attachments';
import type * as Y from 'yjs';
import { maximumText } from '#lib/board/layout.ts';
import { replacementOf } from '#lib/board/text.ts';
import type { LiveText } from './live-text.svelte.ts';

export interface BindTextOptions {
	/** So much of what was typed or pasted did not fit, and is not there. */
	onrefuse?: (leftOut: number) => void;
	/** Somebody else's words came in while I was writing here; both are there. */
	onjoin?: () => void;
	/** The browser's own undo (menu, shaking a phone) would undo others' words; it is handed here. */
	onundo?: () => void;
	onredo?: () => void;
}

type Field = HTMLTextAreaElement | HTMLInputElement;
type Delta = Y.YTextEvent['delta'];

/**
 * Ties a field to a Y.Text. What is typed becomes the smallest change; what comes from elsewhere
 * leaves caret and selection with the words they stood at. While an input method composes, the
 * field is left alone and what came meanwhile is joined afterwards.
 */
export function bindText(text: LiveText, options: BindTextOptions = {}): Attachment<Field> {
	return (field) => {
		const yText = text.yText;
		/** What the field and the text last both said. */
		let agreed = yText.toString();
		/** What came since, while the field could not be touched. */
		let missed: { delta: Delta; local: boolean }[] = [];
		let composing = false;
		let writing = false;
		/** Since the focus came. */
		let wrote = false;

		if (field.value !== agreed) field.value = agreed;

		const observe = (event: Y.YTextEvent, transaction: Y.Transaction) => {
			if (writing) return;
			missed.push({ delta: event.delta, local: transaction.local });
			if (!transaction.local && wrote) options.onjoin?.();
			if (!composing) show();
		};

		/** Shows what came, with the caret where it belongs. */
		function show(): void {
			const { selectionStart, selectionEnd, selectionDirection, scrollTop } = field;
			const moved = (at: number | null) =>
				missed.reduce((index, { delta, local }) => follow(index, delta, local), at ?? 0);
			const [start, end] = [moved(selectionStart), moved(selectionEnd)];
			missed = [];
			agreed = yText.toString();
			if (field.value === agreed) return;
			field.value = agreed;
			// Setting a selection steals the focus in some browsers; only the focused field has a caret.
			if (field.ownerDocument.activeElement === field) {
				field.setSelectionRange(start, end, selectionDirection ?? undefined);
				field.scrollTop = scrollTop;
			}
		}

		/** Writes what was typed, moved past what came meanwhile. */
		function write(): void {
			const caret = field.selectionEnd ?? field.value.length;
			const typed = replacementOf(agreed, field.value, caret);
			const past = (at: number, stick: boolean) =>
				missed.reduce((index, { delta }) => follow(index, delta, stick), at);
			const from = past(typed.index, false);
			const to = Math.max(from, past(typed.index + typed.removed, false));
			const room = maximumText - (yText.length - (to - from));
			const fits = typed.inserted.slice(0, Math.max(0, room));
			writing = true;
			try {
				yText.doc?.transact(() => {
					if (to > from) yText.delete(from, to - from);
					if (fits !== '') yText.insert(from, fits);
				});
			} finally {
				writing = false;
			}
			const leftOut = typed.inserted.length - fits.length;
			const joined = missed.length > 0 || leftOut > 0;
			missed = [];
			agreed = yText.toString();
			if (joined && field.value !== agreed) {
				field.value = agreed;
				field.setSelectionRange(from + fits.length, from + fits.length);
			}
			if (leftOut > 0) options.onrefuse?.(leftOut);
		}

		const input = () => {
			wrote = true;
			if (!composing) write();
		};
		const leave = () => {
			wrote = false;
		};
		const startComposing = () => {
			composing = true;
		};
		const endComposing = () => {
			composing = false;
			write();
			if (missed.length > 0) show();
		};
		const beforeInput = (event: Event) => {
			if (!(event instanceof InputEvent)) return;
			const undo = event.inputType === 'historyUndo';
			if (!undo && event.inputType !== 'historyRedo') return;
			event.preventDefault();
			if (undo) options.onundo?.();
			else options.onredo?.();
		};

		yText.observe(observe);
		field.addEventListener('input', input);
		field.addEventListener('blur', leave);
		field.addEventListener('beforeinput', beforeInput);
		field.addEventListener('compositionstart', startComposing);
		field.addEventListener('compositionend', endComposing);
		return () => {
			yText.unobserve(observe);
			field.removeEventListener('input', input);
			field.removeEventListener('blur', leave);
			field.removeEventListener('beforeinput', beforeInput);
			field.removeEventListener('compositionstart', startComposing);
			field.removeEventListener('compositionend', endComposing);
		};
	};
}

/**
 * Where an index stands after a change. What comes in exactly at it pushes it only when `stick`:
 * my own undo carries the caret along, others' words do not.
 */
export function follow(index: number, delta: Delta, stick: boolean): number {
	let at = 0;
	let moved = index;
	for (const part of delta) {
		if (part.retain !== undefined) at += part.retain;
		else if (part.insert !== undefined) {
			const length = typeof part.insert === 'string' ? part.insert.length : 1;
			if (at < moved || (stick && at === moved)) moved += length;
			at += length;
		} else if (part.delete !== undefined && at < moved) {
			moved -= Math.min(part.delete, moved - at);
		}
	}
	return moved;
}
