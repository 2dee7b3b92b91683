import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ownWords, typeAgain } from './own-edits.ts';
import { leaveOnlyOwn } from './only-own.ts';

/** Everything that a document still holds somewhere, deleted or not, as text. */
function allOf(doc: Y.Doc): string {
	const items = [...doc.store.clients.values()].flat();
	return JSON.stringify(
		items.map((one) => (one instanceof Y.Item ? one.content.getContent() : []))
	);
}

test('what is left of a document is one’s own without a receipt, and it can be typed again in its places', () => {
	const theirs = new Y.Doc();
	theirs.getText('text').insert(0, 'Andres ord. Andres slut.');
	theirs.getMap('values').set('state', 'andres værdi');
	const doc = new Y.Doc({ gc: false });
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs));
	const text = doc.getText('text');
	text.insert(0, 'Modtaget. ');
	text.delete(10, 7); // stays in the store of a document that undo keeps
	const received = Y.encodeStateAsUpdate(doc);
	const unsent: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => unsent.push(update));
	text.insert(10, 'Mine egne. ');
	text.insert(text.length, ' Og til sidst.');
	doc.getMap('values').set('mine', 'min værdi');

	leaveOnlyOwn(doc, unsent);
	expect(allOf(doc)).not.toMatch(/ndres|Modtaget|andres værdi/);
	expect(ownWords(doc, unsent)).toEqual(['Mine egne. … Og til sidst.']);

	const fresh = new Y.Doc();
	Y.applyUpdate(fresh, received);
	typeAgain(doc, unsent, fresh);
	expect(fresh.getText('text').toString()).toBe(
		'Modtaget. Mine egne. ord. Andres slut. Og til sidst.'
	);
	expect(fresh.getMap('values').toJSON()).toEqual({ state: 'andres værdi', mine: 'min værdi' });
});
