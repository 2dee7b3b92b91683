import { count } from 'drizzle-orm';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { seedDemo } from '#server/demo/seed.ts';
import { auditTable } from '#server/audit/tables.ts';
import { caseTable } from '#server/cases/tables.ts';
import { documentUpdateTable } from '#server/documents/tables.ts';
import { personTable } from '#server/people/tables.ts';
import { createTestApp } from '#tests/app.ts';
import { newDatabase } from '#tests/database.ts';
import { backUp, restore } from './backup.ts';
import { createAdministrator } from './create-administrator.ts';
import { exportCase } from './export-case.ts';
import { seedLoad } from './seed-load.ts';

async function tools() {
	const said: string[] = [];
	const database = await newDatabase();
	const dir = await mkdtemp(join(tmpdir(), 'samtavle-tools-'));
	onTestFinished(() => rm(dir, { recursive: true, force: true }));
	const at = (name: string) => join(dir, name);
	return {
		...database,
		origin: 'https://samtavle.example',
		dataDir: '/nowhere',
		said,
		at,
		say: (line: string) => void said.push(line)
	};
}

test('a backup restored into an empty database holds the same rows, bytes included', async () => {
	const from = await tools();
	await seedLoad(from, 12, 4);
	const folded = 1_000_000; // rows up to here were folded and are gone
	await from.sql`
		insert into document_snapshot (document_id, state, upto)
		values ('folded', '\\x0000', ${folded})`;
	await backUp(from, from.at('all.gz'));

	const to = await tools();
	await restore(to, from.at('all.gz'));

	for (const table of [personTable, caseTable, documentUpdateTable, auditTable]) {
		const [before] = await from.db.select({ rows: count() }).from(table);
		const [after] = await to.db.select({ rows: count() }).from(table);
		expect(after).toEqual(before);
	}
	const updates = (of: typeof from) =>
		of.db.select().from(documentUpdateTable).orderBy(documentUpdateTable.seq);
	expect(await updates(to)).toEqual(await updates(from));
	// The counters go on where they were: a new row must not meet an old number.
	const [next] = await to.db
		.insert(documentUpdateTable)
		.values({
			documentId: (await updates(to))[0]?.documentId ?? ('' as never),
			update: new Uint8Array([0, 0]),
			by: 'server'
		})
		.returning();
	expect(next?.seq).toBeGreaterThan(folded);
	await expect(restore(to, from.at('all.gz'))).rejects.toThrow('not empty');
});

test('a municipality that has been at work comes back to the last row, from a file that only its owner reads', async () => {
	const at = await tools();
	const { running } = await createTestApp();
	await seedDemo(running, () => undefined);
	await backUp({ ...at, db: running.db, sql: running.sql }, at.at('before.gz'));
	expect(((await stat(at.at('before.gz'))).mode & 0o777).toString(8)).toBe('600');

	await restore(at, at.at('before.gz'));
	await backUp(at, at.at('after.gz'));
	const text = async (name: string) => gunzipSync(await readFile(at.at(name))).toString('utf8');
	// Postgres puts a short row where there is room, so rows have no order of their own.
	const rows = async (name: string) => (await text(name)).split('\n').toSorted().join('\n');
	expect((await rows('after.gz')) === (await rows('before.gz'))).toBe(true);
	expect(await text('after.gz')).toMatch(/^table record .*\n\{/m);
});

test('a damaged backup restores nothing', async () => {
	const from = await tools();
	await seedLoad(from, 2, 2);
	await backUp(from, from.at('all.gz'));
	const text = gunzipSync(await readFile(from.at('all.gz'))).toString('utf8');
	await writeFile(from.at('bad.gz'), gzipSync(text.replace('L-1', 'L-9')));
	await writeFile(from.at('cut.gz'), gzipSync(text.slice(0, text.length / 2)));

	await writeFile(from.at('torn.gz'), (await readFile(from.at('all.gz'))).subarray(0, 2000));
	await writeFile(from.at('other.gz'), 'no backup at all');

	for (const file of ['bad.gz', 'cut.gz', 'torn.gz', 'other.gz']) {
		const to = await tools();
		await expect(restore(to, from.at(file)), file).rejects.toThrow(/damaged|cut off/);
		expect(await to.db.select().from(caseTable)).toEqual([]);
	}
});

test('an export of a case holds what its documents say, and leaves an audit row', async () => {
	const all = await tools();
	await seedLoad(all, 1, 2);
	await exportCase(all, 'L-1', all.at('case.json'));
	const text = await readFile(all.at('case.json'), 'utf8');
	expect(text).toContain('Mere viden, sagt af borgeren selv.');
	expect(await all.db.select().from(auditTable)).toMatchObject([{ event: 'case:exported' }]);
	await expect(exportCase(all, '99-9999', all.at('no.json'))).rejects.toThrow('no case');
});

test('an administrator is made once, with a link that is said and not stored', async () => {
	const all = await tools();
	await createAdministrator(all, 'Anna@Kommune.dk', 'Anna Berg');
	expect(all.said.join()).toMatch(/https:\/\/samtavle\.example\/password#smt_/);
	await expect(createAdministrator(all, 'anna@kommune.dk', 'Anna')).rejects.toThrow('already');
	await expect(seedLoad(all, 1, 2)).rejects.toThrow('real people');
});
