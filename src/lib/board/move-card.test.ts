import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createDocument } from './create.ts';
import { addCard, setFields } from './edit.ts';
import { copyCard, takeAway } from './move-card.ts';
import { readCards } from './read.ts';

function plan(): Y.Doc {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, createDocument('plan'));
	return doc;
}

test('a card moves with all it says, under the key it has', () => {
	const [here, network] = [plan(), plan()];
	const said = { source: 'citizen', writtenBy: null, pictogram: 'svoemme' } as const;
	const key = addCard(here, 'week', {
		text: 'Svømning',
		day: 'thursday',
		time: '18:00',
		company: 'Karim',
		...said
	});
	expect(copyCard(here, network, 'week', key)).toBe(true);
	takeAway(here, 'week', key);
	expect(readCards(here, 'week')).toEqual([]);
	expect(readCards(network, 'week')).toMatchObject([
		{ key, text: 'Svømning', day: 'thursday', time: '18:00', company: 'Karim', ...said }
	]);
});

test('moved to where it lies already, it says what the newer one says', () => {
	const [here, network] = [plan(), plan()];
	const key = addCard(here, 'worked', { text: 'Jeg gik en tur', source: 'citizen' });
	addCard(network, 'worked', { text: 'Jeg gik', source: 'citizen' }, 'end', key);
	copyCard(here, network, 'worked', key);
	expect(readCards(network, 'worked')).toMatchObject([{ key, text: 'Jeg gik en tur' }]);
});

test('[B4] the sentence on top stays where it is made; only its words move', () => {
	const [here, network] = [plan(), plan()];
	setFields(here, 'quote', 'quote', { text: 'Jeg vil ud at fiske.', source: 'citizen' });
	copyCard(here, network, 'quote', 'quote');
	takeAway(here, 'quote', 'quote');
	expect(readCards(here, 'quote')).toMatchObject([{ key: 'quote', text: '' }]);
	expect(readCards(network, 'quote')).toMatchObject([{ text: 'Jeg vil ud at fiske.' }]);
});

test('what lies in the paper bin does not move', () => {
	const [here, network] = [plan(), plan()];
	const key = addCard(here, 'worked', { text: 'Gammelt' });
	here.getMap<Y.Map<unknown>>('worked').get(key)?.set('binnedAt', '2026-11-01T10:00:00.000Z');
	expect(copyCard(here, network, 'worked', key)).toBe(false);
	expect(readCards(network, 'worked')).toEqual([]);
});
