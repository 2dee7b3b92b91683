import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { TransactionSql } from 'postgres';
import { Mistake, type Tools } from './tool.ts';

/**
 * A backup is one JSON object a row, table by table, between lines of ours:
 *
 *     samtavle-backup <hash of the newest migration>
 *     table <name> <column> …
 *     (rows, one a line)
 *     \. <rows> <sha-256 of the rows>
 *
 * It is made in one read-only transaction, so that it shows one moment however busy the server is.
 */
const heading = 'samtavle-backup';

interface Table {
	name: string;
	columns: string[];
}

export async function backUp({ sql, say }: Tools, file: string | undefined): Promise<void> {
	if (!file) throw new Mistake('Say where to: backup /backups/samtavle-2026-11-26.gz');
	let tables = 0;
	await sql.begin('isolation level repeatable read read only', async (tx) => {
		async function* lines(): AsyncGenerator<string> {
			yield `${heading} ${await schemaOf(tx)}\n`;
			for (const table of await tablesOf(tx)) {
				yield `table ${table.name} ${table.columns.join(' ')}\n`;
				const hash = createHash('sha256');
				let rows = 0;
				const all = `select to_jsonb(t)::text as line from ${quoted(table.name)} t`;
				for await (const found of tx.unsafe<{ line: string }[]>(all).cursor(500)) {
					for (const { line } of found) {
						hash.update(line);
						rows += 1;
						yield `${line}\n`;
					}
				}
				yield `\\. ${rows} ${hash.digest('hex')}\n`;
				tables += 1;
			}
		}
		await pipeline(
			Readable.from(lines()),
			createGzip(),
			createWriteStream(`${file}.part`, { mode: 0o600 })
		);
	});
	// Under its name only when it is whole.
	await rename(`${file}.part`, file);
	say(
		`${tables} tables are in ${file}. It holds everything in plain form: keep it as safe as the database.`
	);
}

export async function restore({ sql, say }: Tools, file: string | undefined): Promise<void> {
	if (!file) throw new Mistake('Say where from: restore /backups/samtavle-2026-11-26.gz');
	// The whole file is checked before the first row is written.
	const { schema, rows } = await check(file).catch((fault: unknown) => {
		throw asMistake(fault);
	});
	await sql.begin(async (tx) => {
		for (const { name } of await tablesOf(tx)) {
			const [found] = await tx.unsafe(`select 1 from ${quoted(name)} limit 1`);
			if (found) throw new Mistake('The database is not empty. Restore into a new one.');
		}
		if (schema !== (await schemaOf(tx))) {
			throw new Mistake(
				'The backup is of another version. Restore with that version, then update.'
			);
		}
		const lines = linesOf(file);
		await lines.next();
		for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
			const [, name = '', ...columns] = line.value.split(' ');
			const names = columns.map(quoted).join(', ');
			// With its schema: `record` alone is a type of Postgres' own.
			const into = `insert into public.${quoted(name)} (${names})
				select ${names} from jsonb_populate_recordset(null::public.${quoted(name)}, $1::text::jsonb)`;
			let batch: string[] = [];
			for await (const row of rowsOf(lines)) {
				if (batch.push(row) < 500) continue;
				await tx.unsafe(into, [`[${batch.join(',')}]`]);
				batch = [];
			}
			if (batch.length > 0) await tx.unsafe(into, [`[${batch.join(',')}]`]);
		}
		await restoreSequences(tx);
	});
	say(`${rows} rows are back, as they were in the backup.`);
}

function linesOf(file: string): AsyncGenerator<string, undefined> {
	const source = createReadStream(file);
	const text = createGunzip();
	source.on('error', (error) => text.destroy(error));
	return linesIn(source.pipe(text));
}

/** By hand: readline's iterator can wait for ever when its input ends between two questions. */
async function* linesIn(input: AsyncIterable<Buffer>): AsyncGenerator<string, undefined> {
	const decoder = new TextDecoder();
	let rest = '';
	for await (const chunk of input) {
		const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
		rest = lines.pop() ?? '';
		yield* lines;
	}
	if (rest !== '') yield rest;
}

/** The rows up to the line that ends the table, which is taken as well. */
async function* rowsOf(lines: AsyncGenerator<string, undefined>): AsyncGenerator<string> {
	for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
		if (line.value.startsWith('\\. ')) return;
		yield line.value;
	}
}

/** Reads a backup from end to end: is it one, is it whole, is every table as it was written? */
async function check(file: string): Promise<{ schema: string; rows: number }> {
	const lines = linesOf(file);
	const [word, schema = ''] = ((await lines.next()).value ?? '').split(' ');
	if (word !== heading) throw new Mistake('That file is not a backup of Samtavle.');
	let total = 0;
	let table: { name: string; rows: number; hash: Hash } | null = null;
	for await (const line of lines) {
		if (table === null) {
			table = { name: line.split(' ')[1] ?? '', rows: 0, hash: createHash('sha256') };
		} else if (line.startsWith('\\. ')) {
			const [, rows, digest] = line.split(' ');
			if (Number(rows) !== table.rows || digest !== table.hash.digest('hex')) {
				throw new Mistake(
					`The table ${table.name} is not as it was backed up: the file is damaged.`
				);
			}
			total += table.rows;
			table = null;
		} else {
			table.hash.update(line);
			table.rows += 1;
		}
	}
	if (table !== null) throw new Mistake(`The backup is cut off in the table ${table.name}.`);
	return { schema, rows: total };
}

/** What gunzip says of a file that is none of ours, or not all of one, in words for the operator. */
function asMistake(fault: unknown): unknown {
	switch (fault instanceof Error && 'code' in fault ? fault.code : null) {
		case 'Z_DATA_ERROR':
			return new Mistake('That file is not a backup of Samtavle, or it is damaged.');
		case 'Z_BUF_ERROR':
			return new Mistake('The backup is cut off: the end of the file is missing.');
		default:
			return fault;
	}
}

async function schemaOf(tx: TransactionSql): Promise<string> {
	const [newest] = await tx`select hash from drizzle.__drizzle_migrations order by id desc limit 1`;
	return String(newest?.hash);
}

/** Every table of ours, those that others refer to first. What is unlogged need not outlive a crash. */
async function tablesOf(tx: TransactionSql): Promise<Table[]> {
	const found = await tx<{ name: string; columns: string[] }[]>`
		select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
		from information_schema.columns
		where table_schema = 'public' and is_generated = 'NEVER'
			and (select relpersistence from pg_class
				where relname = table_name and relnamespace = 'public'::regnamespace) = 'p'
		group by table_name order by table_name`;
	const references = await tx<{ from: string; to: string }[]>`
		select conrelid::regclass::text as from, confrelid::regclass::text as to
		from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`;
	const sorted: Table[] = [];
	const waiting = [...found];
	while (waiting.length > 0) {
		const ready = waiting.findIndex(({ name }) =>
			references.every(
				({ from, to }) =>
					bare(from) !== name ||
					bare(to) === name ||
					sorted.some((table) => table.name === bare(to))
			)
		);
		sorted.push(...waiting.splice(Math.max(ready, 0), 1));
	}
	return sorted;
}

/** The counters go on after the highest number that is back. */
async function restoreSequences(tx: TransactionSql): Promise<void> {
	const owned = await tx<{ sequence: string; table: string; column: string }[]>`
		select s.oid::regclass::text as sequence, t.oid::regclass::text as table, a.attname as column
		from pg_class s
		join pg_depend d on d.objid = s.oid and d.deptype = 'a'
		join pg_class t on t.oid = d.refobjid
		join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
		where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace`;
	for (const { sequence, table, column } of owned) {
		await tx.unsafe(
			`select setval('${sequence}', greatest((select max(${quoted(column)}) from ${table}), 1))`
		);
	}
	// Rows that were folded are gone, but snapshots and projections say how far they came.
	await tx`
		select setval('document_update_seq_seq', greatest(
			(select last_value from document_update_seq_seq),
			(select max(upto) from document_snapshot),
			(select max(upto) from projection)
		))`;
}

/** Names come from the catalogue or are compared with it; quoted all the same. */
function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

function bare(name: string): string {
	return name.replaceAll('"', '');
}
