import { expect, test } from 'vitest';
import type { UpdateLog } from '#server/sync/update-log.ts';

const bytes = (...values: number[]) => new Uint8Array(values);

/** What every update log promises, whatever it is made of. */
export function updateLogContract(makeLog: () => Promise<UpdateLog>): void {
	test('[R60] a document that was never written is empty', async () => {
		const log = await makeLog();
		expect(await log.read('nobody')).toEqual({ snapshot: null, upto: 0, rows: [] });
		expect(await log.heads(['nobody'])).toEqual(new Map());
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

	test('[R60] numbers rise in the order of a batch, and heads are the highest of each', async () => {
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
		expect(await log.heads(['a', 'b', 'c'])).toEqual(
			new Map([
				['a', seqs[3]],
				['b', seqs[4]]
			])
		);
	});

	test('[R60] rows above a number are those that came after it', async () => {
		const log = await makeLog();
		const [first = 0] = await log.append([{ documentId: 'a', update: bytes(1), by: 'karin' }]);
		await log.append([{ documentId: 'a', update: bytes(2), by: 'karin' }]);
		const rows = await log.since('a', first);
		expect(rows?.map((row) => [...row.update])).toEqual([[2]]);
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
