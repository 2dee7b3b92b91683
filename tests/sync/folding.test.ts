import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { Content } from '#server/sync/content.ts';
import { createFolder, folderHere, type Folder } from '#server/sync/folder.ts';
import { Folding } from '#server/sync/folding.ts';
import { defaultLimits } from '#server/sync/limits.ts';
import { createMemoryLog, type Stored } from '#server/sync/update-log.ts';

function folderWith(options: Parameters<typeof createFolder>[0] = {}): Folder {
	const folder = createFolder(options);
	onTestFinished(() => folder.close());
	return folder;
}

/** Letters typed one by one, the first of them struck out again. */
function typed(letters: number): Uint8Array[] {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	const text = doc.getText('text');
	for (let at = 0; at < letters; at++) text.insert(at, 'abc'.charAt(at % 3));
	text.delete(0, 1);
	return updates;
}

const storedOf = (updates: Uint8Array[]): Stored => ({
	snapshot: null,
	upto: 0,
	rows: updates.map((update, at) => ({ seq: at + 1, update }))
});

const textOf = (content: Content) => content.read().getText('text').toJSON();

test('[R61] [R62] a thread makes of a document what is made of it here', async () => {
	const folder = folderWith();
	const updates = typed(50);
	const stored = storedOf([
		...updates.slice(0, 30),
		new Uint8Array([1, 255, 255]),
		updates[40] ?? new Uint8Array()
	]);
	const first = await folder.fold(stored);
	expect(first).toEqual(await folderHere.fold(stored));
	expect([first.rows.length, first.damaged]).toEqual([30, [31]]);
	const rest = { ...storedOf(updates.slice(30)), snapshot: first.state, upto: first.upto };
	expect(await folder.fold(rest)).toEqual(await folderHere.fold(rest));
	expect(await folder.merge(updates)).toEqual(await folderHere.merge(updates));
	const damaged = { ...rest, snapshot: new Uint8Array([1, 255, 255, 255, 15]) };
	await expect(folder.fold(damaged)).rejects.toThrow('the snapshot is damaged');
	expect(await folder.merge(updates)).toEqual(await folderHere.merge(updates));
});

test('[R61] a thread that dies or says nothing has folded nothing, and the next one does', async () => {
	const real = (await import('#server/sync/fold-thread.ts?thread')).default;
	const programs = ['process.exit(1)', 'throw new Error("x")', 'setInterval(() => {}, 1_000)'];
	const folder = folderWith({
		patienceMs: 2_000,
		program: async () => programs.shift() ?? real
	});
	const stored = storedOf(typed(20));
	for (let time = 0; time < 3; time++) await expect(folder.fold(stored)).rejects.toThrow();
	expect(await folder.fold(stored)).toEqual(await folderHere.fold(stored));
	await folder.close();
	await expect(folder.fold(stored)).rejects.toThrow();
});

test('[R61] while documents are made whole one at a time, others are heard', async () => {
	const folder = folderWith();
	let turns = 0;
	let next = setImmediate(function count() {
		turns += 1;
		next = setImmediate(count);
	});
	let underWay = 0;
	const turnsOf: number[] = [];
	const held = {
		isLong: true,
		condense: () => undefined,
		async condenseWith(given: Pick<Folder, 'merge'>) {
			expect(++underWay).toBe(1);
			const before = turns;
			await given.merge(typed(2_000));
			turnsOf.push(turns - before);
			underWay -= 1;
		}
	};
	const parts = { log: createMemoryLog(), folder, limits: defaultLimits, note: () => undefined };
	await new Folding(parts).condense([{ held }, { held }, { held: { ...held, isLong: false } }]);
	clearImmediate(next);
	expect(turnsOf.map((turns) => turns > 0)).toEqual([true, true]);
});

test('[R61] [R48] what comes while a room is made one stays, and what is struck out meanwhile is gone', async () => {
	const rules = { roots: ['text'] };
	const updates = typed(40);
	const content = new Content(storedOf(updates.slice(0, 30)), rules, defaultLimits);
	let go = (): void => {};
	const held = new Promise<void>((resolve) => (go = resolve));
	const slow = {
		merge: (given: readonly Uint8Array[]) => held.then(() => folderHere.merge(given))
	};
	const condensed = content.condenseWith(slow);
	const sender = { by: 'karin', bringsBack: false, newClients: 1 };
	for (const update of updates.slice(30)) content.take(update, sender);
	go();
	await condensed;
	expect([content.pieces, textOf(content)]).toEqual([1 + 11, 'abc'.repeat(14).slice(1, 40)]);

	const again = content.condenseWith(slow);
	content.condense();
	const struck = content.missing(new Uint8Array([0]));
	await again;
	expect(content.pieces).toBe(1);
	expect(content.missing(new Uint8Array([0]))).toBe(struck);
});
