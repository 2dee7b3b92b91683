import type { PlanObjection } from '#lib/board/plan-page.ts';
import type { LiveCard } from '#lib/live/live-map.svelte.ts';

/** What the citizen last said to a card, where that was "not right"; null otherwise. */
export function objectionTo(
	card: string,
	objections: readonly PlanObjection[]
): PlanObjection | null {
	return (
		objections.find((one) => one.about === 'card' && one.subject === card && !one.agrees) ?? null
	);
}

/** Somebody else wrote it down, or the citizen has said before that it is not right. */
export function mayBeDenied(
	card: LiveCard<'worked'>,
	objections: readonly PlanObjection[]
): boolean {
	return Boolean(card.get('writtenBy')) || objectionTo(card.key, objections) !== null;
}
