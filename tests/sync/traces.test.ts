import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Content } from '#server/sync/content.ts';
import { defaultLimits } from '#server/sync/limits.ts';
import { length, report } from '../support/long.ts';
import { Chance, seedOf } from './updates.ts';

type Patch = [position: number, deleted: number, inserted: string];

/** A text as somebody really wrote it, keystroke by keystroke (`tests/data/README.md`). */
function history(name: string): { patches: Patch[]; start: string; end: string } {
	const bytes = gunzipSync(readFileSync(`tests/data/${name}.json.gz`));
	// reason: the file is ours, and its form is described beside it
	const { startContent, endContent, txns } = JSON.parse(bytes.toString()) as {
		startContent: string;
		endContent: string;
		txns: { patches: Patch[] }[];
	};
	return { patches: txns.flatMap(({ patches }) => patches), start: startContent, end: endContent };
}

/** Positions in the histories count characters as people do; Yjs counts UTF-16 units. */
function unitsBefore(text: string, characters: number): number {
	let units = 0;
	for (let left = characters; left > 0; left--)
		units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
	return units;
}

const pasted = 'Sat ind fra et andet brev: æøå. '.repeat(60);

class Typist {
	readonly doc = new Y.Doc();
	readonly text = this.doc.getText('text');
	readonly undo = new Y.UndoManager(this.text, { captureTimeout: 0 });
	readonly updates: Uint8Array[] = [];
	readonly sender = { by: `typist ${this.doc.clientID}`, bringsBack: false, newClients: 1 };

	constructor() {
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'room') this.updates.push(update);
		});
	}

	types([position, deleted, inserted]: Patch, isAscii: boolean): void {
		const text = isAscii ? '' : this.text.toString();
		const at = isAscii ? position : unitsBefore(text, position);
		const end = isAscii ? position + deleted : unitsBefore(text, position + deleted);
		this.doc.transact(() => {
			if (end > at) this.text.delete(at, end - at);
			if (inserted) this.text.insert(at, inserted);
		});
	}
}

test.each([
	{ name: 'sveltecomponent', isAscii: true },
	{ name: 'seph-blog1', isAscii: false }
])(
	'[R50] $name, as it was really written, by three people in turn: nothing is refused',
	({ name, isAscii }) => {
		const seed = seedOf(5);
		const chance = new Chance(seed);
		const room = new Content(
			{ snapshot: null, upto: 0, rows: [] },
			{ roots: ['text'] },
			defaultLimits
		);
		const typists = [new Typist(), new Typist(), new Typist()];
		const { patches, start, end } = history(name);
		const most = length({ short: 4_000, long: Infinity });
		let taken = 0;

		function sends(typist: Typist, updates: Uint8Array[]): void {
			for (const update of updates) {
				const verdict = room.take(update, typist.sender);
				expect(verdict.is, `seed ${seed}, after ${taken} updates`).toMatch(/^(new|known)$/);
				taken += 1;
				if (verdict.is !== 'new') continue;
				for (const other of typists) {
					if (other !== typist) Y.applyUpdate(other.doc, verdict.update, 'room');
				}
			}
		}

		const [first = new Typist()] = typists;
		first.text.insert(0, start);
		for (let at = 0; at < Math.min(most, patches.length);) {
			const typist = chance.one(typists);
			const until = Math.min(at + 1 + chance.below(200), most, patches.length);
			const isOffline = chance.happens(4);
			if (!isOffline) sends(first, first.updates.splice(0));
			for (; at < until; at++) {
				typist.types(patches[at] ?? [0, 0, ''], isAscii);
				if (chance.happens(60)) {
					typist.undo.undo();
					typist.undo.redo();
				}
				if (chance.happens(300)) {
					// Something long is pasted, and taken out again.
					typist.text.insert(chance.below(typist.text.length + 1), pasted);
					typist.undo.undo();
				}
				if (!isOffline) sends(typist, typist.updates.splice(0));
			}
			typist.updates.length = 0;
			sends(typist, [Y.encodeStateAsUpdate(typist.doc, room.stateVector())]);
			if (chance.happens(10)) room.condense();
		}
		const text = room.read().getText('text').toString();
		for (const typist of typists) expect(typist.text.toString()).toBe(text);
		if (most >= patches.length) expect(text).toBe(end);
		expect(taken).toBeGreaterThan(Math.min(most, patches.length) / 2);
		report(`honest history ${name}`, seed, `${taken} updates`, '0 refused');
	},
	3_600_000
);
