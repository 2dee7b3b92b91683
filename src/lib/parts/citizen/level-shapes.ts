import type { RelapseLevel } from '#lib/board/cards.ts';

interface LevelShape {
	/** The form itself. */
	ground: string;
	/** What is drawn on it, with a round pen. */
	mark: string;
	/** Width of that pen. */
	pen: number;
}

/** The three levels by form as well as colour: a circle, a triangle, an octagon; paths in a box of 52 × 52. */
export const levelShapes: Record<RelapseLevel, LevelShape> = {
	green: { ground: 'M26 0a26 26 0 1 1 0 52 26 26 0 0 1 0-52Z', mark: 'm15 27 8 8 15-17', pen: 4 },
	yellow: { ground: 'M26 2 51 49H1Z', mark: 'M26 19v14m0 8v.1', pen: 5 },
	red: { ground: 'M15 0h22l15 15v22L37 52H15L0 37V15Z', mark: 'm19 19 14 14m0-14L19 33', pen: 5 }
};

/** The custom properties a level is drawn with: its colour, and what stands on it. */
export function levelColours(level: RelapseLevel): { ground: string; on: string } {
	return {
		ground: `--level-${level}`,
		on: level === 'yellow' ? '--on-level-yellow' : '--on-level'
	};
}
