import type { Component } from 'svelte';
import type { RoomStep } from '#lib/model/room.ts';
import type { LiveSession } from './live-session.svelte.ts';

/** What every step's view is given. */
export interface StepProps {
	session: LiveSession;
	step: RoomStep;
}

type Part = { default: Component<StepProps> };

/**
 * The views of the steps, each fetched when it is first shown, or as soon as there is nothing else to
 * do: a tablet on a kitchen table has them all when the line is gone.
 */
const steps: Partial<Record<RoomStep['view'], () => Promise<Part>>> = {
	greeting: () => import('./steps/Greeting.svelte'),
	checkIn: () => import('./steps/CheckIn.svelte'),
	farewell: () => import('./steps/Farewell.svelte'),
	order: () => import('./steps/Order.svelte'),
	lastTime: () => import('./steps/LastTime.svelte'),
	wishes: () => import('./steps/PlanLines.svelte'),
	worked: () => import('./steps/PlanLines.svelte'),
	lessons: () => import('./steps/PlanLines.svelte'),
	signals: () => import('./steps/PlanLines.svelte'),
	helpers: () => import('./steps/PlanLines.svelte'),
	place: () => import('./steps/Place.svelte'),
	choice: () => import('./steps/Choice.svelte'),
	agree: () => import('./steps/Agree.svelte'),
	tellBack: () => import('./steps/TellBack.svelte'),
	questions: () => import('./steps/Questions.svelte'),
	levels: () => import('./steps/Levels.svelte'),
	pulse: () => import('./steps/Levels.svelte'),
	circle: () => import('./steps/Circle.svelte'),
	practise: () => import('./steps/Practise.svelte'),
	sharing: () => import('./steps/Sharing.svelte')
};

export const parts = {
	step: (view: RoomStep['view']): Promise<Part | null> => steps[view]?.() ?? Promise.resolve(null),
	calm: () => import('./Calm.svelte'),
	sumUp: (): Promise<Part> => import('./SumUp.svelte'),
	show: (): Promise<Part> => import('./ShowOnWall.svelte'),
	readAloud: () => import('#lib/parts/ReadAloud.svelte'),
	editing: () => import('#lib/board/edit.ts')
};

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
			const { calm, sumUp, show, readAloud, editing } = parts;
			const rest = [calm, sumUp, show, readAloud, editing, ...Object.values(steps)];
			for (const fetchPart of rest) fetchPart().catch(() => undefined);
		}, idleAfterMs);
	};
	if (document.readyState === 'complete') wait();
	else window.addEventListener('load', wait, { once: true });
	return () => {
		window.removeEventListener('load', wait);
		clearTimeout(waiting);
	};
}
