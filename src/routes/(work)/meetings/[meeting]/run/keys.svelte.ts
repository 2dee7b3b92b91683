import type { Run } from './run.svelte.ts';

const remembered = 'samtavle.meeting-keys';

/** Somebody is in the middle of writing inside this element. */
export function isTyping(within: HTMLElement | undefined): boolean {
	const active = document.activeElement;
	return active !== null && within?.contains(active) === true && isField(active);
}

/** Letters mean something of their own here. In a box to tick they do not. */
function isField(element: Element): boolean {
	return (
		element.matches('input, textarea, select, [contenteditable="true"]') &&
		!element.matches('[type="checkbox"], [type="radio"]')
	);
}

/**
 * The meeting's single-letter keys. They work only when no field has the focus, and can be switched
 * off: a person who dictates, or whose hand rests on a key, must not move a meeting. [WCAG 2.1.4]
 */
export class Keys {
	readonly #run: Run;
	readonly #verbs: { capture: () => void };
	#on = $state(true);

	constructor(run: Run, verbs: { capture: () => void }) {
		this.#run = run;
		this.#verbs = verbs;
		if (typeof localStorage !== 'undefined') this.#on = localStorage.getItem(remembered) !== 'off';
	}

	get on(): boolean {
		return this.#on;
	}

	set on(on: boolean) {
		this.#on = on;
		localStorage.setItem(remembered, on ? 'on' : 'off');
	}

	pressed = (event: KeyboardEvent): void => {
		if (!this.#on || event.defaultPrevented || event.repeat) return;
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const { target } = event;
		if (!(target instanceof Element) || isField(target)) return;
		const key = event.key.toLowerCase();
		// A dialog holds what one is at, but the screen goes blank at once from anywhere.
		if (key !== 'b' && target.closest('[role="dialog"]')) return;
		// Space presses what has the focus; it must not also pause the meeting.
		if (
			key === ' ' &&
			target.closest('button, a, summary, input, [role="menuitem"], [role="button"]')
		)
			return;
		const verb = this.#verbOf(key);
		if (!verb) return;
		event.preventDefault();
		verb();
	};

	#verbOf(key: string): (() => void) | null {
		if (key === 'a') return this.#verbs.capture;
		const run = this.#run;
		if (key === 'b') return run.hosts && run.state.screen.paired ? () => void run.blank() : null;
		const { at, clock } = run;
		if (!run.leads || !clock) return null;
		switch (key) {
			case 'n':
				return at + 1 < run.steps.length ? () => void run.do({ do: 'next', at }) : null;
			case 'p':
				return at > 0 ? () => void run.do({ do: 'previous', at }) : null;
			case ' ':
				return () => void run.do({ do: clock.pausedAt === null ? 'pause' : 'resume' });
			default:
				return null;
		}
	}
}
