import type { Side } from '#lib/model/person.ts';
import type { Card } from './cards.ts';
import { sides } from './layout.ts';
import { cellPlace } from './read.ts';

export type RowCheck =
	| { is: 'clear' }
	| { is: 'gap' }
	/** `waitingFor` are the sides that have not yet said that it is shared on purpose. */
	| { is: 'overlap'; between: Side[]; waitingFor: Side[] }
	| { is: 'shared'; between: Side[] };

/** [B17] Whether somebody, nobody or more than one side holds a row. */
export function checkRow(
	row: Pick<Card<'labour'>, 'sharedOnPurpose'>,
	responsible: Partial<Record<Side, string | null>>
): RowCheck {
	const between = sides.filter((side) => responsible[side]);
	if (between.length === 0) return { is: 'gap' };
	if (between.length === 1) return { is: 'clear' };
	const waitingFor = between.filter((side) => !row.sharedOnPurpose.includes(side));
	return waitingFor.length > 0 ? { is: 'overlap', between, waitingFor } : { is: 'shared', between };
}

/** The responsible of a row's cells, by side. */
export function responsibleOf(
	row: string,
	cells: readonly Pick<Card<'cells'>, 'key' | 'responsible'>[]
): Partial<Record<Side, string | null>> {
	const found: Partial<Record<Side, string | null>> = {};
	for (const cell of cells) {
		const place = cellPlace(cell.key);
		if (place?.row === row) found[place.side] = cell.responsible;
	}
	return found;
}

/** The rows of a whole board that want attention, as their keys. */
export function gapsAndOverlaps(
	rows: readonly Card<'labour'>[],
	cells: readonly Card<'cells'>[]
): { gaps: string[]; overlaps: string[] } {
	const checked = rows.map((row) => ({
		key: row.key,
		is: checkRow(row, responsibleOf(row.key, cells)).is
	}));
	return {
		gaps: checked.filter((row) => row.is === 'gap').map((row) => row.key),
		overlaps: checked.filter((row) => row.is === 'overlap').map((row) => row.key)
	};
}
