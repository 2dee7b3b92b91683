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
	sumUp: (): Promise<Part> => import('./SumUp.svelte'),
	show: (): Promise<Part> => import('./ShowOnWall.svelte'),
	readAloud: () => import('#lib/parts/ReadAloud.svelte'),
	editing: () => import('#lib/board/edit.ts')
};

const idleAfterMs = 3_000;

/** Fetches all of it, unobtrusively, and tells when it begins. Returns the way out. */
export function fetchParts(onbegin: () => void): () => void {
	const waiting = setTimeout(() => {
		onbegin();
		const rest = [parts.sumUp, parts.show, parts.readAloud, parts.editing, ...Object.values(steps)];
		for (const fetchPart of rest) fetchPart().catch(() => undefined);
	}, idleAfterMs);
	return () => clearTimeout(waiting);
}
