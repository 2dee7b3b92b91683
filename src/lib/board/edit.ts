import * as Y from 'yjs';
import { randomKey } from '#lib/model/ids.ts';
import {
	fieldKind,
	roots,
	type FieldKind,
	type FieldOf,
	type RootLayout,
	type RootName
} from './layout.ts';
import { byOrder, isOrder, type Placed } from './order.ts';
import { indexOf, ordersFor, type At } from './placing.ts';
import { writeText } from './text.ts';

type InputOf<Kind extends FieldKind> = Kind extends 'text'
	? string
	: Kind extends 'list'
		? readonly string[]
		: string | number | boolean | null;

/** What a field is set to: words, a plain value (null takes it away) or a list. */
export type Input<Root extends RootName, Field extends FieldOf<Root>> = InputOf<
	Extract<(typeof roots)[Root][Field], FieldKind>
>;

export type Inputs<Root extends RootName> = { [Field in FieldOf<Root>]?: Input<Root, Field> };

/** The map of a card, in the bin or not. */
export function findCard(doc: Y.Doc, root: RootName, key: string): Y.Map<unknown> | null {
	const card = doc.getMap<unknown>(root).get(key);
	return card instanceof Y.Map ? card : null;
}

/**
 * [B2] Makes a card with all its texts, so that nobody has to make one later. Answers its key.
 * A key is given only for cards that exist once [B4]; one that is there already stays as it is.
 */
export function addCard<Root extends RootName>(
	doc: Y.Doc,
	root: Root,
	fields: Inputs<Root> = {},
	at: At = 'end',
	key: string = randomKey()
): string {
	doc.transact(() => {
		if (findCard(doc, root, key)) return;
		const card = new Y.Map<unknown>();
		const layout: RootLayout = roots[root];
		for (const [field, kind] of Object.entries(layout)) {
			if (kind === 'text') card.set(field, new Y.Text());
		}
		doc.getMap<unknown>(root).set(key, card);
		place(doc, root, key, at);
		for (const [field, value] of Object.entries(fields)) write(root, card, field, value);
	});
	return key;
}

/** Sets one field. Answers how many units of text did not fit [B13], or null when the card is gone [B16]. */
export function setField<Root extends RootName, Field extends FieldOf<Root>>(
	doc: Y.Doc,
	root: Root,
	key: string,
	field: Field,
	value: Input<Root, Field>
): number | null {
	const card = findCard(doc, root, key);
	if (!card) return null;
	return doc.transact(() => write(root, card, field, value));
}

/** Sets several fields of one card in one step. False when the card is gone. */
export function setFields<Root extends RootName>(
	doc: Y.Doc,
	root: Root,
	key: string,
	fields: Inputs<Root>
): boolean {
	const card = findCard(doc, root, key);
	if (!card) return false;
	doc.transact(() => {
		for (const [field, value] of Object.entries(fields)) write(root, card, field, value);
	});
	return true;
}

function write(root: RootName, card: Y.Map<unknown>, field: string, value: unknown): number {
	switch (fieldKind(root, field)) {
		case 'text': {
			const held = card.get(field);
			const text = held instanceof Y.Text ? held : new Y.Text();
			if (text !== held) card.set(field, text);
			return writeText(text, String(value));
		}
		case 'value':
		case 'list':
			// Setting what is already there would be an update for nothing, and an undo step for nothing.
			if (value === null || value === undefined) card.delete(field);
			else if (!isSame(card.get(field), value)) card.set(field, value);
			return 0;
		case undefined:
			return 0;
	}
}

function isSame(a: unknown, b: unknown): boolean {
	if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
	return a.length === b.length && a.every((word, index) => word === b[index]);
}

/** [B14] Moves a card among those of its root. Moving it to where it stands changes nothing. */
export function moveCard(doc: Y.Doc, root: RootName, key: string, at: At): boolean {
	if (!findCard(doc, root, key)) return false;
	doc.transact(() => place(doc, root, key, at));
	return true;
}

function place(doc: Y.Doc, root: RootName, key: string, at: At): void {
	const all = placed(doc, root);
	const others = all.filter((card) => card.key !== key);
	const index = indexOf(others, at);
	const own = all.find((card) => card.key === key);
	if (own?.order && all.indexOf(own) === index) return;

	const orders = ordersFor(others, index);
	for (const [other, order] of orders.others) findCard(doc, root, other)?.set('order', order);
	findCard(doc, root, key)?.set('order', orders.own);
}

/** The cards that can be seen, as they lie. Binned ones keep their order but are no neighbours. */
function placed(doc: Y.Doc, root: RootName): Placed[] {
	const cards: Placed[] = [];
	for (const [key, card] of doc.getMap<unknown>(root)) {
		if (!(card instanceof Y.Map) || typeof card.get('binnedAt') === 'string') continue;
		const order: unknown = card.get('order');
		cards.push({ key, order: isOrder(order) ? order : null });
	}
	return cards.sort(byOrder);
}

/** [B15] Who puts something in the bin, and when. */
export interface Binning {
	/** Actor key. */
	by: string;
	at: Date;
}

export function binCard(doc: Y.Doc, root: RootName, key: string, { by, at }: Binning): boolean {
	const card = findCard(doc, root, key);
	if (!card) return false;
	doc.transact(() => {
		card.set('binnedAt', at.toISOString());
		card.set('binnedBy', by);
	});
	return true;
}

export function restoreCard(doc: Y.Doc, root: RootName, key: string): boolean {
	const card = findCard(doc, root, key);
	if (!card) return false;
	doc.transact(() => {
		card.delete('binnedAt');
		card.delete('binnedBy');
	});
	return true;
}

/** [B15] For the server alone: takes away what was binned before a date. Answers how many cards went. */
export function emptyBin(doc: Y.Doc, root: RootName, before: Date): number {
	const map = doc.getMap<unknown>(root);
	return doc.transact(() => {
		let gone = 0;
		for (const [key, card] of map) {
			const binnedAt: unknown = card instanceof Y.Map ? card.get('binnedAt') : null;
			if (typeof binnedAt !== 'string' || !(binnedAt < before.toISOString())) continue;
			map.delete(key);
			gone += 1;
		}
		return gone;
	});
}
