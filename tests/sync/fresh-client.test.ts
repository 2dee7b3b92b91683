import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { ownWords } from '#lib/board/own-edits.ts';
import { Connection } from '#lib/live/connection.svelte.ts';
import { until } from '../support/until.ts';
import { Guest, documentId, openServer, socketOf, synced, type Server } from './meeting.ts';

const seeds = Number(process.env.SEEDS ?? 20);
const first = Number(process.env.SEED ?? 1);

function chance(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

function connect(server: Server, key: string, person?: string): Connection {
	const connection = new Connection({
		documentId,
		...(person && { person }),
		server: server.url.replace('/live', ''),
		WebSocket: socketOf(key)
	});
	onTestFinished(() => connection.destroy());
	return connection;
}

/** A place that is not in the middle of a word of ours. */
function between(text: string, at: number): number {
	const inside = text.lastIndexOf('<', at - 1) > text.lastIndexOf('>', at - 1);
	return inside && at > 0 ? text.indexOf('>', at) + 1 : at;
}

/** An edit of somebody's that a crash cut off from everybody but the browser that still holds it. */
function cutOff(from: Y.Doc): Uint8Array {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
	doc.clientID = from.clientID;
	doc.getMap('title').set('cutOff', true);
	return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(from));
}

test(`[R52] ${seeds} clients refused in mid-sentence type their own words again, once, where they stood`, async () => {
	for (let seed = first; seed < first + seeds; seed++) {
		const below = chance(seed);
		const server = await openServer({ limits: { bringBackMs: 0, syncRequestsPerMinute: 100 } });
		server.rights.of.set('karin', 'write').set('mette', 'write').set('lise', 'write');
		const mette = new Guest(server, 'mette');
		const lise = new Guest(server, 'lise');
		await Promise.all([synced(mette), synced(lise)]);
		mette.writes('En to tre fire fem seks syv otte ni ti.');
		const karin = connect(server, 'karin');
		await until(() => karin.status === 'live' && karin.doc.getText('text').length > 30);
		const before = karin.doc;
		const typed: string[] = [];
		const cards: string[] = [];
		const deed = (): void => {
			const text = karin.doc.getText('text');
			const word = `<${seed}.${typed.length}>`;
			switch (below(4)) {
				case 0: {
					const key = `k${cards.length}`;
					const card = new Y.Map<unknown>();
					karin.doc.getMap('cards').set(key, card);
					card.set('words', new Y.Text(word));
					cards.push(word);
					return;
				}
				case 1:
					karin.doc.getMap('title').set('now', word);
					return;
				default:
					text.insert(between(text.toString(), below(text.length + 1)), word);
					typed.push(word);
			}
		};
		for (let deeds = below(5); deeds > 0; deeds--) deed();
		await until(() => karin.saved === 'saved', `seed ${seed}: saved at first`);

		// From here on the server takes nothing more from this client. Mette's page, which would have had
		// the edit as well, writes nothing more: her next one would go by the same number.
		Y.applyUpdate(karin.doc, cutOff(mette.doc), 'wire');
		for (let deeds = 1 + below(6); deeds > 0; deeds--) deed();
		lise.writes(' Slut.');
		await until(() => karin.saved === 'saved' && karin.refusedWith === null);

		const text = karin.doc.getText('text').toString();
		for (const word of typed) expect(text.split(word), `seed ${seed}: ${word}`).toHaveLength(2);
		const held = [...karin.doc.getMap('cards').values()].map((card) =>
			card instanceof Y.Map ? String(card.get('words')) : ''
		);
		expect(held.toSorted(), `seed ${seed}`).toEqual(cards.toSorted());
		for (const other of [mette, lise]) {
			await until(
				() => other.text === karin.doc.getText('text').toString(),
				`seed ${seed}: one text`
			);
		}
		expect(karin.doc, `seed ${seed}`).not.toBe(before);
		// The port is somebody else's soon, and nobody of here must call there.
		karin.destroy();
		for (const other of [mette, lise]) other.leaves();
		await server.stop();
	}
}, 600_000);

test('[R52] whoever’s client belongs to somebody else goes on with a fresh one', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write').set('mette', 'write');
	const karin = connect(server, 'karin');
	await until(() => karin.saved === 'saved');
	// Mette writes under the name that Karin's document goes by, before Karin does.
	const mette = new Guest(server, 'mette');
	await synced(mette);
	mette.doc.clientID = karin.doc.clientID;
	mette.writes('Mette skrev først. ');
	const before = karin.doc;
	await until(() => before.getText('text').length > 0);
	await until(() => karin.saved === 'saved');

	// Karin's document took another name when it saw hers in use; a copied profile would not have.
	before.clientID = mette.doc.clientID;
	before.getText('text').insert(0, 'Karin også. ');
	await until(() => karin.doc !== before && karin.saved === 'saved');
	expect(karin.doc.getText('text').toString()).toBe('Karin også. Mette skrev først. ');
	await until(() => mette.text === 'Karin også. Mette skrev først. ');
	expect(karin.refusedWith).toBe(null);
});

test('[R13] of a document that one may not see any more, one’s own unsent words are left, and nothing else', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write').set('mette', 'write');
	const mette = new Guest(server, 'mette');
	await synced(mette);
	mette.writes('Hemmeligt.');
	const karin = connect(server, 'karin');
	await until(() => karin.saved === 'saved' && karin.doc.getText('text').length > 0);
	karin.doc.getText('text').insert(0, 'Gemt. ');
	await until(() => karin.saved === 'saved');

	const old = karin.doc;
	server.rights.of.set('karin', 4404);
	const asked = server.rooms.reconsider({ person: 'karin' });
	// On its way when the answer comes: nobody has it but her.
	karin.doc.getText('text').insert(6, 'Ikke sendt. ');
	await asked;
	await until(() => karin.saved === 'ended');
	expect(karin.leftover).toEqual(['Ikke sendt.']);
	expect(karin.unsavedChanges).toBe(1);
	expect(karin.doc).not.toBe(old);
	expect(karin.doc.share.size).toBe(0);
	karin.letGo();
	expect(karin.leftover).toEqual([]);
	expect(karin.unsavedChanges).toBe(0);
});

test('[R4] a writer who becomes a reader in mid-sentence reads on, and keeps the words as a copy', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write');
	const karin = connect(server, 'karin');
	await until(() => karin.saved === 'saved');
	server.rights.of.set('karin', 'read');
	const asked = server.rooms.reconsider({ person: 'karin' });
	karin.doc.getText('text').insert(0, 'Midt i en sætning');
	await asked;
	await until(() => karin.leftover.length > 0);
	expect(karin.leftover).toEqual(['Midt i en sætning']);
	expect(karin.saved).toBe('notSaved');
	karin.letGo();
	await until(() => karin.saved === 'readOnly' && karin.status === 'live');
	expect(karin.refusedWith).toBe(null);
});

test('[R52] one’s own words are one’s own: others’ words between them are not taken along', () => {
	const doc = new Y.Doc();
	const other = new Y.Doc();
	other.getText('text').insert(0, 'Andres ord.');
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
	const unsent: Uint8Array[] = [];
	doc.getText('text').insert(0, 'Modtaget. ');
	doc.on('update', (update: Uint8Array) => unsent.push(update));
	doc.getText('text').insert(10, 'Mine ');
	doc.getText('text').insert(15, 'egne. ');
	doc.getText('text').insert(doc.getText('text').length, ' Og til sidst.');
	doc.getText('text').delete(10, 2);
	expect(doc.getText('text').toString()).toBe('Modtaget. ne egne. Andres ord. Og til sidst.');
	expect(ownWords(doc, unsent)).toEqual(['ne egne. … Og til sidst.']);
	expect(ownWords(doc, [])).toEqual([]);
});

test('[R13] whoever was signed out in mid-sentence and comes back has it typed again, where it stood', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write').set('mette', 'write');
	const mette = new Guest(server, 'mette');
	await synced(mette);
	mette.writes('Hemmeligt. Slut.');
	const karin = connect(server, 'karin', 'karin');
	await until(() => karin.saved === 'saved' && karin.doc.getText('text').length > 0);
	karin.doc.getText('text').insert(0, 'Gemt. ');
	await until(() => karin.saved === 'saved');

	server.rights.of.set('karin', 4401);
	const asked = server.rooms.reconsider({ person: 'karin' });
	karin.doc.getText('text').insert(17, 'Ikke sendt. ');
	karin.doc.getText('text').insert(5, ' først');
	await asked;
	await until(() => karin.saved === 'ended');
	expect(karin.leftover).toEqual(['først … Ikke sendt.']);
	expect(karin.synced).toBe(false);
	// Nothing else of the document is in the page, hers with a receipt neither.
	expect(karin.doc.getText('text').toString()).not.toMatch(/Hemmeligt|Slut|Gemt/);

	// Still signed out: the words are no more and no fewer.
	karin.comeBack();
	await until(() => karin.saved === 'ended');
	expect(karin.leftover).toEqual(['først … Ikke sendt.']);

	server.rights.of.set('karin', 'write');
	mette.writes(' Og mere.');
	karin.comeBack();
	await until(() => karin.saved === 'saved');
	expect(karin.leftover).toEqual([]);
	expect(karin.doc.getText('text').toString()).toBe(mette.text);
	expect(mette.text).toContain('Gemt. først');
	expect(mette.text).toContain('Hemmeligt. Ikke sendt. Slut.');
});

test('[R52] words that their writer has let go while signed out are not typed again', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write');
	const karin = connect(server, 'karin', 'karin');
	await until(() => karin.saved === 'saved');
	server.rights.of.set('karin', 4401);
	const asked = server.rooms.reconsider({ person: 'karin' });
	karin.doc.getText('text').insert(0, 'Alligevel ikke.');
	await asked;
	await until(() => karin.leftover.length > 0);
	karin.letGo();
	server.rights.of.set('karin', 'write');
	karin.comeBack();
	await until(() => karin.saved === 'saved');
	expect(karin.doc.getText('text').toString()).toBe('');
});
