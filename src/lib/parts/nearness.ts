import { getContext, setContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/** Of a long list so many rows are whole from the first; the rest become so as they come near. */
export const wholeFromTheFirst = 40;

const key = Symbol('nearness');

/** For what is drawn in a row that may be far from the screen: then it is words and nothing more. */
export function setNearness(isNear: () => boolean): void {
	setContext(key, isNear);
}

/** Whether the row around is near; so is what stands in no such row. */
export function getNearness(): () => boolean {
	return getContext<(() => boolean) | undefined>(key) ?? (() => true);
}

/** Watches the rows of one list that are still far. */
export class Approach {
	readonly #far = new Map<Element, () => void>();
	#watching: IntersectionObserver | null = null;

	/** Calls when the row is within a screen's height of being seen. */
	of(onnear: () => void): Attachment {
		return (row) => {
			this.#far.set(row, onnear);
			this.#watching ??= new IntersectionObserver((seen) => this.#look(seen), {
				rootMargin: '100% 0px'
			});
			this.#watching.observe(row);
			return () => {
				this.#far.delete(row);
				this.#watching?.unobserve(row);
			};
		};
	}

	#look(seen: readonly IntersectionObserverEntry[]): void {
		for (const { isIntersecting, target } of seen) if (isIntersecting) this.#far.get(target)?.();
	}
}
