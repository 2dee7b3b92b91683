import type { RoomStep } from '#lib/model/room.ts';
import type { Part } from './later.ts';

/**
 * The views of the steps, each fetched when it is first shown, or as soon as there is nothing else to
 * do: a tablet on a kitchen table has them all when the line is gone.
 */
const steps: Partial<Record<RoomStep['view'], () => Promise<Part>>> = {
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
	sharing: () => import('./steps/Sharing.svelte'),
	planSharing: () => import('./steps/PlanSharing.svelte')
};

export const step = (view: RoomStep['view']): Promise<Part | null> =>
	steps[view]?.() ?? Promise.resolve(null);
export const line = () => import('#lib/parts/companion/LineNote.svelte');
export const notice = () => import('#lib/parts/AccessNotice.svelte');
export const calm = () => import('./Calm.svelte');
export const sumUp = (): Promise<Part> => import('./SumUp.svelte');
export const show = (): Promise<Part> => import('./ShowOnWall.svelte');
export const breakOffer = () => import('./BreakOffer.svelte');
export const readAloud = () => import('#lib/parts/ReadAloud.svelte');
export const editing = () => import('#lib/board/edit.ts');

export const everything: readonly (() => Promise<unknown>)[] = [
	line,
	notice,
	calm,
	sumUp,
	show,
	breakOffer,
	readAloud,
	editing,
	...Object.values(steps)
];
