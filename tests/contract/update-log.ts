import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { until } from '../support/until.ts';
import type { Stored, UpdateLog } from '#server/sync/update-log.ts';

/** A text typed letter by letter, as one update each. */
function typed(text: string): { updates: Uint8Array[]; text: string } {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	[...text].forEach((letter, at) => doc.getText('text').insert(at, letter));
	return { updates, text };
}

function textIn({ snapshot, rows }: Stored): string {
	const doc = new Y.Doc();
	if (snapshot) Y.applyUpdate(doc, snapshot);
	for (const { update } of rows) Y.applyUpdate(doc, update);
	return doc.getText('text').toString();
}

const bytes = (...values: number[]) => new Uint8Array(values);

/** What every update log promises, whatever it is made of. */
export function updateLogContract(makeLog: () => Promise<UpdateLog>): void {
	test('[R60] a document that was never written is empty', async () => {
		const log = await makeLog();
		expect(await log.read('nobody')).toMatchObject({ snapshot: null, upto: 0, rows: [] });
	});

	test('[R60] what was appended is read back, byte for byte and in order', async () => {
		const log = await makeLog();
		await log.append([{ documentId: 'a', update: bytes(0, 92, 34, 255), by: 'karin' }]);
		await log.append([
			{ documentId: 'a', update: bytes(1), by: 'karin' },
			{ documentId: 'b', update: bytes(), by: 'server' },
			{ documentId: 'a', update: bytes(2), by: 'anton' }
		]);
		const { rows } = await log.read('a');
		expect(rows.map((row) => [...row.update])).toEqual([[0, 92, 34, 255], [1], [2]]);
		expect((await log.read('b')).rows.map((row) => row.update.byteLength)).toEqual([0]);
	});

	test('[R60] numbers rise in the order of a batch, over all documents', async () => {
		const log = await makeLog();
		const seqs = await log.append(
			['a', 'b', 'a', 'a', 'b'].map((documentId, at) => ({
				documentId,
				update: bytes(at),
				by: 'karin'
			}))
		);
		expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
		expect(new Set(seqs).size).toBe(5);
	});

	test("[R44] what is fresh lies above a number, in these documents, and is not one's own", async () => {
		const log = await makeLog();
		const write = async (documentId: string, byte: number) =>
			(await log.append([{ documentId, update: bytes(byte), by: 'karin' }]))[0] ?? 0;
		const first = await write('a', 1);
		const own = await write('a', 2);
		await write('c', 3);
		const theirs = await write('a', 4);
		const fresh = await log.fresh(['a', 'b'], first, [[own, own + 1]]);
		expect(fresh.folded).toEqual([]);
		expect(fresh.rows.map(({ documentId, update }) => [documentId, ...update])).toEqual([['a', 4]]);
		const settled = async () => (await log.fresh([], 0, [])).settled;
		await until(async () => (await settled()) === theirs, 'all of it is settled');
	});

	test('[R52] a client stays with whoever was first to claim it', async () => {
		const log = await makeLog();
		const update = bytes(0, 0);
		await log.append([{ documentId: 'a', update, by: 'karin', claims: [7, 4_294_967_295] }]);
		await log.append([
			{ documentId: 'a', update, by: 'anton', claims: [7, 8] },
			{ documentId: 'b', update, by: 'anton', claims: [7] }
		]);
		expect(new Map((await log.read('a')).owners)).toEqual(
			new Map([
				[7, 'karin'],
				[8, 'anton'],
				[4_294_967_295, 'karin']
			])
		);
	});

	test('[R61] folding makes one update of many and removes exactly those rows', async () => {
		const log = await makeLog();
		const { updates, text } = typed('Mikkel vil gerne bo for sig selv');
		const entries = updates.map((update) => ({ documentId: 'a', update, by: 'karin' }));
		await log.append(entries.slice(0, 20));
		expect((await log.fold('a')).rows).toHaveLength(20);
		await log.append(entries.slice(20));
		const stored = await log.read('a');
		expect(stored.rows).toHaveLength(entries.length - 20);
		expect(textIn(stored)).toBe(text);
		expect((await log.fresh(['a'], 0, [])).folded).toEqual(['a']);

		await log.fold('a');
		const again = await log.read('a');
		expect(again.rows).toEqual([]);
		expect(textIn(again)).toBe(text);
		expect((await log.fold('a')).rows).toEqual([]);
	});

	test('[R61] a row that stands on something not there yet stays a row until it is', async () => {
		const log = await makeLog();
		const { updates, text } = typed('abcd');
		const [one, two, three, four] = updates.map((update) => ({
			documentId: 'a',
			update,
			by: 'karin'
		}));
		if (!one || !two || !three || !four) throw new Error('four letters are four updates');
		await log.append([one, three, four]);
		expect((await log.fold('a')).rows).toHaveLength(1);
		expect((await log.read('a')).rows).toHaveLength(2);
		await log.append([two]);
		await log.fold('a');
		const stored = await log.read('a');
		expect(stored.rows).toEqual([]);
		expect(textIn(stored)).toBe(text);
	});

	test('[R62] a row that is no update is set aside, and the rest is whole', async () => {
		const log = await makeLog();
		const { updates, text } = typed('hel');
		await log.append([
			{ documentId: 'a', update: bytes(1, 255, 255, 255, 15), by: 'karin' },
			...updates.map((update) => ({ documentId: 'a', update, by: 'karin' }))
		]);
		expect((await log.fold('a')).damaged).toHaveLength(1);
		const stored = await log.read('a');
		expect(stored.rows).toEqual([]);
		expect(textIn(stored)).toBe(text);
	});

	test('[R60] thousands of rows in one batch keep their order', async () => {
		const log = await makeLog();
		const entries = Array.from({ length: 3_000 }, (_, at) => ({
			documentId: `d${at % 7}`,
			update: bytes(at % 256, at >> 8),
			by: 'karin'
		}));
		await log.append(entries);
		const { rows } = await log.read('d3');
		const numbers = rows.map(({ update }) => (update[0] ?? 0) + 256 * (update[1] ?? 0));
		expect(numbers).toEqual(
			Array.from({ length: 3_000 }, (_, at) => at).filter((at) => at % 7 === 3)
		);
	});
}
