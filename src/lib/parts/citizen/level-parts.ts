import { relapseLines, type RelapseLevel, type RelapseLine } from '#lib/board/cards.ts';
import type { PlanCard } from '#lib/live/plan-view.svelte.ts';

/** The picture beside a line that has none of its own. */
export const linePicture: Record<RelapseLine, string> = {
	notice: 'rolig',
	do: 'aktivt',
	call: 'ring'
};

export interface LevelPart {
	line: RelapseLine;
	cards: PlanCard<'relapse'>[];
}

/** What one level says: how I notice, what I do, whom I call; only those parts that say something. */
export function levelParts(
	lines: readonly PlanCard<'relapse'>[],
	level: RelapseLevel
): LevelPart[] {
	return relapseLines
		.map((line) => ({
			line,
			cards: lines.filter(({ card }) => card.get('level') === level && card.get('line') === line)
		}))
		.filter(({ cards }) => cards.length > 0);
}
