import { flushSync } from 'svelte';
import { expect, onTestFinished, test } from 'vitest';
import { createDocument } from '#lib/board/create.ts';
import { addCard, binCard, moveCard, setField } from '#lib/board/edit.ts';
import { readBoard } from '#lib/board/read.ts';
import { Screen, twoScreens } from './two-screens.svelte.ts';
import { LiveDocument } from './live-document.svelte.ts';
import { LiveList } from './live-list.svelte.ts';

const root = 'protectiveFactors';

/** Runs effects as a component would, and tidies up. */
function look(effect: () => void): void {
	const stop = $effect.root(() => {
		$effect(effect);
	});
	flushSync();
	onTestFinished(stop);
}

test('a card that nobody touches renders no second time', () => {
	const [signe, karim] = twoScreens();
	const keys = ['Fisker', 'Går tur'].map((text) => addCard(karim.doc, root, { text }));
	const list = new LiveList(signe.doc, root);
	const rendered = new Map<string, string[]>();
	let listed = 0;
	look(() => {
		list.cards.forEach(() => undefined);
		listed += 1;
	});
	for (const card of list.cards) {
		rendered.set(card.key, []);
		look(() => {
			rendered.get(card.key)?.push(card.get('text'));
		});
	}
	setField(karim.doc, root, keys[0] ?? '', 'text', 'Fisker ved søen');
	setField(karim.doc, root, keys[0] ?? '', 'abc', ['active']);
	flushSync();
	expect(rendered.get(keys[0] ?? '')).toEqual(['Fisker', 'Fisker ved søen']);
	expect(rendered.get(keys[1] ?? '')).toEqual(['Går tur']);
	expect(listed).toBe(1);
});

test('[B9] [B10] a list tells of cards that come, go and move, and keeps the others as they were', () => {
	const [signe, karim] = twoScreens();
	const [a, b] = ['A', 'B'].map((text) => addCard(karim.doc, root, { text }));
	const list = new LiveList(signe.doc, root);
	const seen: string[] = [];
	look(() => {
		seen.push(list.cards.map((card) => card.get('text')).join(''));
	});
	const before = list.find(a ?? '');
	addCard(karim.doc, root, { text: 'C' });
	flushSync();
	moveCard(karim.doc, root, a ?? '', 'end');
	flushSync();
	binCard(karim.doc, root, b ?? '', { by: 'person:karim', at: new Date(0) });
	flushSync();
	expect(seen).toEqual(['AB', 'ABC', 'BCA', 'CA']);
	expect(list.find(a ?? '')).toBe(before);
	expect(list.binned).toMatchObject([{ by: 'person:karim' }]);
});

test('the page load is shown until the document is whole, and a right taken away hides it', () => {
	const source = new Screen();
	source.synced = false;
	const board = readBoard('everyday', source.doc);
	const live = new LiveDocument({
		id: 'd',
		kind: 'everyday',
		audience: null,
		access: 'write',
		board: {
			...board,
			cards: {
				...board.cards,
				protectiveFactors: [
					{ key: 'a', order: null, binnedAt: null, binnedBy: null, text: 'from the load', abc: [] }
				]
			}
		}
	});
	live.connect(source);
	const seen: string[] = [];
	look(() => {
		seen.push(
			live
				.cards(root)
				.map((card) => card.get('text'))
				.join()
		);
	});
	addCard(source.doc, root, { text: 'live' });
	flushSync();
	expect(live.writable).toBe(null);
	source.synced = true;
	flushSync();
	expect(live.writable).toBe(source.doc);
	source.refusedWith = 4403;
	flushSync();
	expect(seen).toEqual(['from the load', 'live', '']);
	expect(live.ended).toBe(true);
});

test('the first update can be read on a screen', () => {
	const [signe] = twoScreens(createDocument('agreements', { labour: [{ title: 'Aftener' }] }));
	const list = new LiveList(signe.doc, 'labour');
	expect(list.cards.map((row) => row.get('title'))).toEqual(['Aftener']);
});
