import type { Component } from 'svelte';
import { lasting } from '#lib/live/until-there.ts';
import type { RoomStep } from '#lib/model/room.ts';
import type { LiveSession } from './live-session.svelte.ts';

/** What every step's view is given. */
export interface StepProps {
	session: LiveSession;
	step: RoomStep;
}

export type Part = { default: Component<StepProps> };

/** Where everything lies that is not there at the hello: a list of its own, it weighs as well. */
const rest = () => import('./rest.ts');

export const parts = lasting({
	/** A session begins with hello: that view does not wait for the list of the others. */
	step: async (view: RoomStep['view']): Promise<Part | null> =>
		view === 'greeting' ? import('./steps/Greeting.svelte') : (await rest()).step(view),
	line: async () => (await rest()).line(),
	notice: async () => (await rest()).notice(),
	calm: async () => (await rest()).calm(),
	sumUp: async () => (await rest()).sumUp(),
	show: async () => (await rest()).show(),
	breakOffer: async () => (await rest()).breakOffer(),
	readAloud: async () => (await rest()).readAloud(),
	editing: async () => (await rest()).editing()
});

const idleAfterMs = 3_000;

/**
 * Fetches all of it, unobtrusively, some time after the page has loaded: on a slow line what is needed
 * first must not wait for it. Tells when it begins. Returns the way out.
 */
export function fetchParts(onbegin: () => void): () => void {
	let waiting: ReturnType<typeof setTimeout> | undefined;
	const wait = () => {
		waiting = setTimeout(() => {
			onbegin();
			rest().then(
				({ everything }) => {
					for (const fetchPart of everything) fetchPart().catch(() => undefined);
				},
				() => undefined
			);
		}, idleAfterMs);
	};
	if (document.readyState === 'complete') wait();
	else window.addEventListener('load', wait, { once: true });
	return () => {
		window.removeEventListener('load', wait);
		clearTimeout(waiting);
	};
}
