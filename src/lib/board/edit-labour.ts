import type * as Y from 'yjs';
import type { Side } from '#lib/model/person.ts';
import { addCard, findCard, setField, setFields } from './edit.ts';
import { cellKey, sides } from './layout.ts';
import type { At } from './placing.ts';
import { readCard } from './read.ts';

export interface NewRow {
	title: string;
	pictogram?: string | undefined;
	/** The side that the model would make responsible. */
	lead?: Side | undefined;
	/** The model's own words for a cell, shown in grey until somebody writes there. */
	suggested?: { [One in Side]?: string | undefined } | undefined;
}

/** [B4] A row comes with its four cells, so that two sides never make the same cell. */
export function addRow(doc: Y.Doc, row: NewRow, at: At = 'end'): string {
	return doc.transact(() => {
		const key = addCard(
			doc,
			'labour',
			{
				title: row.title,
				suggestion: row.lead ?? null,
				pictogram: row.pictogram ?? null,
				sharedOnPurpose: []
			},
			at
		);
		for (const side of sides) {
			const suggestion = row.suggested?.[side] ?? null;
			addCard(doc, 'cells', { suggestion, supporters: [] }, 'end', cellKey(key, side));
		}
		return key;
	});
}

export type Part = 'responsible' | 'supporter' | 'none';

/** [B18] What a member does in a cell. A new responsible takes the place of the one before. */
export function assignCell(
	doc: Y.Doc,
	row: string,
	side: Side,
	member: string,
	part: Part
): boolean {
	const key = cellKey(row, side);
	const cell = readCard('cells', key, findCard(doc, 'cells', key));
	if (!cell) return false;
	const others = cell.supporters.filter((one) => one !== member);
	const responsible = cell.responsible === member ? null : cell.responsible;
	return setFields(doc, 'cells', key, {
		responsible: part === 'responsible' ? member : responsible,
		supporters: part === 'supporter' ? [...others, member] : others
	});
}

/** [B17] A side says, or takes back, that the row is shared on purpose. */
export function shareOnPurpose(doc: Y.Doc, row: string, side: Side, shared: boolean): boolean {
	const card = readCard('labour', row, findCard(doc, 'labour', row));
	if (!card) return false;
	const said = sides.filter((one) => (one === side ? shared : card.sharedOnPurpose.includes(one)));
	return setField(doc, 'labour', row, 'sharedOnPurpose', said) !== null;
}
