import { describe, expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { openConnections } from '#server/db/open.ts';
import { createFolder } from '#server/sync/folder.ts';
import { updateLogContract } from '../../tests/contract/update-log.ts';
import { newDatabase, newDatabaseUrl } from '../../tests/support/database.ts';
import { openProxy } from '../../tests/support/proxy.ts';
import { until } from '../../tests/support/until.ts';
import { createLines } from './lines.ts';
import { createPostgresLog } from './postgres-log.ts';

describe('the log on Postgres', () => {
	updateLogContract(async () => {
		const folder = createFolder();
		onTestFinished(() => folder.close());
		return createPostgresLog((await newDatabase()).sql, undefined, folder);
	});

	test('[R63] a row with a low number that becomes visible late is found, however late', async () => {
		const { sql } = await newDatabase();
		const log = createPostgresLog(sql);
		const write = async () =>
			(await log.append([{ documentId: 'a', update: new Uint8Array([1]), by: 'karin' }]))[0] ?? 0;
		let horizon = 0;
		const looks = async () => {
			const { settled, rows } = await log.fresh(['a'], horizon, []);
			horizon = settled;
			return rows.map(({ seq }) => seq);
		};

		const other = await sql.reserve();
		await other`begin`;
		const [late] = await other<{ seq: string }[]>`
			insert into document_update (document_id, update, by) values ('a', '\\x02', 'mette') returning seq`;
		const lateSeq = Number(late?.seq);
		const later = [await write(), await write()];
		for (let i = 0; i < 10; i++) expect(await looks()).toEqual(later);
		expect(horizon).toBeLessThan(lateSeq);

		await other`commit`;
		other.release();
		expect(await looks()).toEqual([lateSeq, ...later]);
		await until(async () => (await looks()).length === 0, 'all of it is settled');
		expect(horizon).toBe(later[1]);
	});

	test('[R63] a late row that another node folded at once is found in the snapshot', async () => {
		const { sql } = await newDatabase();
		const log = createPostgresLog(sql);
		const [one, two] = [1, 2].map((client) => {
			const doc = new Y.Doc();
			doc.clientID = client;
			doc.getText('text').insert(0, `${client}`);
			return Y.encodeStateAsUpdate(doc);
		});
		const other = await sql.reserve();
		await other`begin`;
		await other`insert into document_update (document_id, update, by) values ('a', ${Buffer.from(one ?? [])}, 'x')`;
		await log.append([{ documentId: 'a', update: two ?? new Uint8Array(), by: 'karin' }]);
		await log.fold('a');
		let horizon = 0;
		for (let i = 0; i < 5; i++) horizon = (await log.fresh(['a'], horizon, [])).settled;
		await other`commit`;
		other.release();
		expect((await log.fold('a')).rows).toHaveLength(1);
		expect(await log.fresh(['a'], horizon, [])).toMatchObject({ rows: [], folded: ['a'] });
	});

	test('[R62] a snapshot that cannot be read is kept as it is', async () => {
		const { sql } = await newDatabase();
		const log = createPostgresLog(sql);
		const doc = new Y.Doc();
		doc.getText('text').insert(0, 'newer');
		const damaged = Buffer.from([1, 255, 255, 255, 15]);
		await sql`insert into document_snapshot (document_id, state, upto) values ('a', ${damaged}, 1)`;
		await log.append([{ documentId: 'a', update: Y.encodeStateAsUpdate(doc), by: 'karin' }]);
		await expect(log.fold('a')).rejects.toThrow('damaged');
		const stored = await log.read('a');
		expect(stored.snapshot).toEqual(new Uint8Array(damaged));
		expect(stored.rows).toHaveLength(1);
	});

	test('[R64] on a line that has gone silent nothing waits for long', async () => {
		const proxy = await openProxy(await newDatabaseUrl());
		const lines = createLines(() => openConnections(proxy.url, 2), 500);
		onTestFinished(() => lines.close());
		const log = createPostgresLog(openConnections(proxy.url, 1), lines.ask);
		const write = () => log.append([{ documentId: 'a', update: new Uint8Array([1]), by: 'karin' }]);
		await write();
		proxy.forgets(); // what is connected hears nothing any more; what comes new gets through
		await expect(write()).rejects.toThrow('no answer');
		await write();
		expect((await log.read('a')).rows.length).toBeGreaterThanOrEqual(2);
	});

	test('[R64] one that was lost is there again a second after Postgres is', async () => {
		const proxy = await openProxy(await newDatabaseUrl());
		const sql = openConnections(proxy.url, 2);
		onTestFinished(() => sql.end({ timeout: 0 }));
		const log = createPostgresLog(sql);
		const write = () => log.append([{ documentId: 'a', update: new Uint8Array([1]), by: 'karin' }]);
		await write();
		proxy.refuses();
		const waiting = until(() => write().then(Boolean, () => false), 'a row', 30_000);
		await until(() => proxy.refused > 9, 'ten tries', 20_000);
		proxy.passes();
		const since = performance.now();
		await waiting;
		expect(performance.now() - since).toBeLessThan(2_500);
	});
});
