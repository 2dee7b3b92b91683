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
	// A hand that says stop, not a cross: nothing is wrong.
	red: {
		ground: 'M15 0h22l15 15v22L37 52H15L0 37V15Z',
		mark: 'M33.2 24.8V18.8a2.4 2.4 0 0 0 -2.4 -2.4a2.4 2.4 0 0 0 -2.4 2.4M28.4 23.6V16.4a2.4 2.4 0 0 0 -2.4 -2.4a2.4 2.4 0 0 0 -2.4 2.4v2.4M23.6 24.2V18.8a2.4 2.4 0 0 0 -2.4 -2.4a2.4 2.4 0 0 0 -2.4 2.4v9.6M33.2 21.2a2.4 2.4 0 1 1 4.8 0v7.2a9.6 9.6 0 0 1 -9.6 9.6h-2.4c-3.4 0 -5.4 -1 -7.2 -2.8l-4.3 -4.3a2.4 2.4 0 0 1 3.4 -3.4L20 29.6',
		pen: 3
	}
};

/** The custom properties a level is drawn with: its colour, and what stands on it. */
export function levelColours(level: RelapseLevel): { ground: string; on: string } {
	return {
		ground: `--level-${level}`,
		on: level === 'yellow' ? '--on-level-yellow' : '--on-level'
	};
}
