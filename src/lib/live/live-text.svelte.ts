import { createSubscriber } from 'svelte/reactivity';
import type * as Y from 'yjs';
import { writeText } from '#lib/board/text.ts';

/** A Y.Text that Svelte can read. Observed only while some effect or template is looking. */
export class LiveText {
	/** For `bindText`; templates read `value`. */
	readonly yText: Y.Text;
	readonly #subscribe: () => void;

	constructor(text: Y.Text) {
		this.yText = text;
		this.#subscribe = createSubscriber((update) => {
			text.observe(update);
			return () => text.unobserve(update);
		});
	}

	get value(): string {
		this.#subscribe();
		return this.yText.toString();
	}

	/** Makes the text say something else [B12]. Answers how much did not fit [B13]. */
	write(value: string, caret?: number): number {
		return writeText(this.yText, value, caret);
	}
}
