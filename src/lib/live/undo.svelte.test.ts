import { expect, test } from 'vitest';
import { addCard, findCard, setField } from '#lib/board/edit.ts';
import { readCards } from '#lib/board/read.ts';
import { twoScreens, type Screen } from './two-screens.svelte.ts';
import { Undo } from './undo.svelte.ts';

const root = 'protectiveFactors';
const words = (screen: Screen) => readCards(screen.doc, root).map((card) => card.text);

function writes(screen: Screen, key: string, text: string): void {
	setField(screen.doc, root, key, 'text', text);
}

test('[B21] undo takes back mine and leaves what others wrote', () => {
	const [signe, karim] = twoScreens();
	const key = addCard(karim.doc, root, { text: 'tirsdag madklub' });
	const undo = new Undo();
	undo.track(signe.doc, [root]);
	expect(undo.canUndo).toBe(false);
	writes(signe, key, 'hver tirsdag madklub');
	writes(karim, key, 'hver tirsdag madklub, torsdag svømning');
	expect(undo.undo()).toBe(true);
	expect(words(karim)).toEqual(['tirsdag madklub, torsdag svømning']);
	expect(undo.canUndo).toBe(false);
	expect(undo.redo()).toBe(true);
	expect(words(karim)).toEqual(['hver tirsdag madklub, torsdag svømning']);
});

test('[B21] a card that I added and another wrote in stays', () => {
	const [signe, karim] = twoScreens();
	const undo = new Undo();
	undo.track(signe.doc, [root]);
	const key = addCard(signe.doc, root, { text: 'Mine. ' });
	writes(karim, key, 'Mine. Karims.');
	undo.undo();
	expect(words(karim)).toEqual(['Karims.']);
	expect(words(signe)).toEqual(['Karims.']);
});

test('[B21] a card that only I wrote in goes, and comes back', () => {
	const [signe, karim] = twoScreens();
	const undo = new Undo();
	undo.track(signe.doc, [root]);
	addCard(signe.doc, root, { text: 'Mine' });
	undo.undo();
	expect(words(karim)).toEqual([]);
	undo.redo();
	expect(words(karim)).toEqual(['Mine']);
});

test('[B21] newest first over all documents, and a new deed ends what could be redone', () => {
	const [everyday] = twoScreens();
	const [agreements] = twoScreens();
	const undo = new Undo();
	undo.track(everyday.doc, [root]);
	undo.track(agreements.doc, ['subgoals']);
	addCard(everyday.doc, root, { text: 'first' });
	addCard(agreements.doc, 'subgoals', { text: 'second' });
	undo.separate();
	addCard(everyday.doc, root, { text: 'third' });
	undo.undo();
	undo.undo();
	expect(words(everyday)).toEqual(['first']);
	expect(readCards(agreements.doc, 'subgoals')).toEqual([]);
	undo.redo();
	expect(readCards(agreements.doc, 'subgoals')).toHaveLength(1);
	addCard(agreements.doc, 'subgoals', { text: 'new' });
	expect(undo.canRedo).toBe(false);
	expect(undo.redo()).toBe(false);
	expect(words(everyday)).toEqual(['first']);
});

test('[B21] taking back where a card stands does not take the card', () => {
	const [signe, karim] = twoScreens();
	const key = addCard(karim.doc, root, { text: 'Karims' });
	const undo = new Undo();
	undo.track(signe.doc, [root]);
	findCard(signe.doc, root, key)?.set('order', 'a9');
	undo.undo();
	expect(words(signe)).toEqual(['Karims']);
	expect(findCard(karim.doc, root, key)?.get('order')).toBe('a0');
});
