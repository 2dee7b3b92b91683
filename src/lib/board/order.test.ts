import fc from 'fast-check';
import { generateKeyBetween } from 'fractional-indexing';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addCard, binCard, findCard, moveCard } from './edit.ts';
import { isOrder } from './order.ts';
import type { At } from './placing.ts';
import { readCards } from './read.ts';

const root = 'protectiveFactors';
const words = (doc: Y.Doc) => readCards(doc, root).map((card) => card.text);

function board(...texts: string[]): Y.Doc {
	const doc = new Y.Doc();
	for (const text of texts) addCard(doc, root, { text }, 'end', `key${text}`);
	return doc;
}

function meet(...docs: Y.Doc[]): void {
	for (const from of docs) {
		for (const to of docs) {
			if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
		}
	}
}

/** Whether the library that makes orders would go on from this one. */
function goesOnFrom(order: string): boolean {
	try {
		generateKeyBetween(order, null);
		generateKeyBetween(null, order);
		return true;
	} catch {
		return false;
	}
}

test('[B9] an order is usable exactly when one can go on from it', () => {
	const alphabet = [...'0123456789ABCXYZabcxyz'];
	const word = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 40 });
	fc.assert(
		fc.property(word, (order) => isOrder(order) === goesOnFrom(order)),
		{ numRuns: 5_000 }
	);
	for (const order of ['a0', 'Zz', 'a0V', 'zzzzzzzzzzzzzzzzzzzzzzzzzzz', `A${'0'.repeat(25)}1`]) {
		expect([order, isOrder(order)]).toEqual([order, true]);
	}
	for (const order of [
		'',
		'a',
		'a00',
		'a!',
		`A${'0'.repeat(26)}`,
		17,
		null,
		'a1'.padEnd(201, '1')
	]) {
		expect([order, isOrder(order)]).toEqual([order, false]);
	}
});

test('[B14] a card lands where it was moved to', () => {
	const doc = board('A', 'B', 'C', 'D');
	moveCard(doc, root, 'keyA', { after: 'keyC' });
	expect(words(doc)).toEqual(['B', 'C', 'A', 'D']);
	moveCard(doc, root, 'keyD', 'start');
	expect(words(doc)).toEqual(['D', 'B', 'C', 'A']);
	moveCard(doc, root, 'keyD', { before: 'keyA' });
	expect(words(doc)).toEqual(['B', 'C', 'D', 'A']);
});

test('[B14] moving a card to where it stands writes nothing', () => {
	const doc = board('A', 'B', 'C');
	let updates = 0;
	doc.on('update', () => (updates += 1));
	moveCard(doc, root, 'keyB', { after: 'keyA' });
	moveCard(doc, root, 'keyC', 'end');
	expect(updates).toBe(0);
	moveCard(doc, root, 'keyC', 'start');
	expect(updates).toBe(1);
});

test('[B14] a card fits between two that tie, and between cards with foreign orders', () => {
	const doc = board('A', 'B', 'C');
	for (const key of ['keyA', 'keyB']) findCard(doc, root, key)?.set('order', 'a5');
	findCard(doc, root, 'keyC')?.set('order', 17);
	addCard(doc, root, { text: 'X' }, { after: 'keyA' });
	expect(words(doc)).toEqual(['A', 'X', 'B', 'C']);
	addCard(doc, root, { text: 'Y' }, 'end');
	expect(words(doc)).toEqual(['A', 'X', 'B', 'C', 'Y']);
});

test('[B9] two who add in the same place see the same order', () => {
	const signe = board('A', 'B');
	const karim = new Y.Doc();
	meet(signe, karim);
	addCard(signe, root, { text: 'from Signe' }, { after: 'keyA' });
	addCard(karim, root, { text: 'from Karim' }, { after: 'keyA' });
	meet(signe, karim);
	expect(words(signe)).toEqual(words(karim));
	expect(words(signe)[0]).toBe('A');
	expect(words(signe)[3]).toBe('B');
});

test('[B9] [B14] however people add, move and bin apart, they end with the same order', () => {
	const step = fc.record({
		who: fc.nat(2),
		does: fc.constantFrom('add', 'move', 'bin', 'spoil', 'meet'),
		one: fc.nat(30),
		other: fc.nat(30),
		side: fc.constantFrom('before', 'after', 'start', 'end')
	});
	fc.assert(
		fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
			const docs = [board('A', 'B', 'C'), new Y.Doc(), new Y.Doc()];
			meet(...docs);
			for (const { who, does, one, other, side } of steps) {
				const doc = docs[who] ?? new Y.Doc();
				const cards = readCards(doc, root);
				const key = cards[one % Math.max(1, cards.length)]?.key ?? '';
				const neighbour = cards[other % Math.max(1, cards.length)]?.key ?? '';
				const at: At =
					side === 'start' || side === 'end'
						? side
						: side === 'before'
							? { before: neighbour }
							: { after: neighbour };
				if (does === 'add') addCard(doc, root, { text: String(one) }, at);
				if (does === 'bin') binCard(doc, root, key, { by: 'person:x', at: new Date(0) });
				if (does === 'spoil') findCard(doc, root, key)?.set('order', side);
				if (does === 'meet') meet(...docs);
				if (does !== 'move' || key === '' || key === neighbour) continue;
				moveCard(doc, root, key, at);
				const after = readCards(doc, root).map((card) => card.key);
				const mine = after.indexOf(key);
				if (at === 'start') expect(mine).toBe(0);
				else if (at === 'end') expect(mine).toBe(after.length - 1);
				else if ('before' in at) expect(after[mine + 1]).toBe(neighbour);
				else expect(after[mine - 1]).toBe(neighbour);
			}
			meet(...docs);
			meet(...docs);
			expect(new Set(docs.map((doc) => JSON.stringify(readCards(doc, root)))).size).toBe(1);
		}),
		{ numRuns: 200 }
	);
});
