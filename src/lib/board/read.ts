import * as v from 'valibot';
import * as Y from 'yjs';
import type { DocumentKind } from '#lib/model/document.ts';
import type { Side } from '#lib/model/person.ts';
import { CardFrame, cardSchemas, type Card } from './cards.ts';
import {
	assessmentAreas,
	roots,
	rootsOf,
	sides,
	type RootLayout,
	type RootName,
	type RootOf
} from './layout.ts';
import { byOrder, isOrder } from './order.ts';

/** A whole document as plain data: what a page load, a print and an export get. */
export interface Board<Kind extends DocumentKind = DocumentKind> {
	kind: Kind;
	cards: { [Root in RootOf<Kind>]: Card<Root & RootName>[] };
	/** [B10] What lies in the paper bin. */
	binned: { [Root in RootOf<Kind>]: Card<Root & RootName>[] };
}

/** [B8] Only named fields, so that a foreign key can never reach a prototype. */
export function readFields(root: RootName, map: Y.Map<unknown>): Record<string, unknown> {
	const layout: RootLayout = roots[root];
	const read: Record<string, unknown> = {};
	for (const [field, kind] of Object.entries(layout)) {
		const value = map.get(field);
		if (kind === 'text') read[field] = value instanceof Y.Text ? value.toString() : '';
		else if (!(value instanceof Y.AbstractType)) read[field] = value;
	}
	return read;
}

/** One card, or null when it must be left out [B6]. */
export function readCard<Root extends RootName>(
	root: Root,
	key: string,
	entry: unknown
): Card<Root> | null {
	if (!(entry instanceof Y.Map)) return null;
	if (root === 'cells' && cellPlace(key) === null) return null;
	const fields = v.safeParse(cardSchemas[root], readFields(root, entry));
	if (!fields.success) return null;
	const order: unknown = entry.get('order');
	const frame = v.parse(CardFrame, {
		binnedAt: entry.get('binnedAt'),
		binnedBy: entry.get('binnedBy')
	});
	const card = { ...fields.output, ...frame, key, order: isOrder(order) ? order : null };
	// reason: parsed with the schema of this very root; TypeScript does not carry the index through.
	return card as unknown as Card<Root>;
}

/** [B9] All cards of a root, those in the bin too, in the order every screen shows. */
export function readAll<Root extends RootName>(doc: Y.Doc, root: Root): Card<Root>[] {
	const cards: Card<Root>[] = [];
	for (const [key, entry] of doc.getMap<unknown>(root)) {
		const card = readCard(root, key, entry);
		if (card) cards.push(card);
	}
	return cards.sort(byOrder);
}

/** [B10] The cards of a root that are not in the bin. */
export function readCards<Root extends RootName>(doc: Y.Doc, root: Root): Card<Root>[] {
	return readAll(doc, root).filter((card) => card.binnedAt === null);
}

export function readBoard<Kind extends DocumentKind>(kind: Kind, doc: Y.Doc): Board<Kind> {
	const cards: Record<string, unknown[]> = {};
	const binned: Record<string, unknown[]> = {};
	for (const root of rootsOf(kind)) {
		const all = readAll(doc, root).filter((card) => belongs(kind, root, card));
		cards[root] = all.filter((card) => card.binnedAt === null);
		binned[root] = all.filter((card) => card.binnedAt !== null);
	}
	if (cards.cells && cards.labour) cards.cells = cellsOfRows(cards.cells, cards.labour);
	// reason: one entry per root of the kind, made in the loop above.
	return { kind, cards, binned } as unknown as Board<Kind>;
}

/** What a reader gets of a document they may not read. */
export function emptyBoard<Kind extends DocumentKind>(kind: Kind): Board<Kind> {
	return readBoard(kind, new Y.Doc());
}

/** [B6] A statement, or the coverage of an area, that lies in another theme's document is no part of it. */
function belongs(kind: DocumentKind, root: RootName, card: object): boolean {
	const area =
		root === 'statements' && 'area' in card
			? card.area
			: root === 'coverage' && 'key' in card
				? card.key
				: null;
	return area === null || assessmentAreas.some((one) => one.key === area && one.kind === kind);
}

/** [B10] Cells go with their row. */
function cellsOfRows(cells: unknown[], rows: unknown[]): unknown[] {
	const keys = new Set(rows.map(keyOf));
	return cells.filter((cell) => keys.has(cellPlace(keyOf(cell))?.row ?? ''));
}

function keyOf(card: unknown): string {
	return typeof card === 'object' && card !== null && 'key' in card ? String(card.key) : '';
}

/** Which row and column a cell's key names; null when it names none. */
export function cellPlace(key: string): { row: string; side: Side } | null {
	const dot = key.lastIndexOf('.');
	const side = sides.find((one) => one === key.slice(dot + 1));
	return dot > 0 && side ? { row: key.slice(0, dot), side } : null;
}
