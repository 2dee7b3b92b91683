import type { Ask } from './lines.ts';
import type { Sql } from '#server/db/open.ts';
import { folderHere, type Folder } from '#server/sync/folder.ts';
import type { Entry, Row, Stored, UpdateLog } from '#server/sync/update-log.ts';
import type postgres from 'postgres';

/**
 * The log on Postgres. A group commit is one insert of any number of rows, whoever's documents they
 * belong to; it resolves when Postgres has it on disk.
 */
export function createPostgresLog(
	sql: Sql,
	ask: Ask = (work) => work(sql),
	folder: Pick<Folder, 'fold'> = folderHere
): UpdateLog {
	const settling = createSettling();

	return {
		async append(entries) {
			if (!entries.some(({ claims }) => claims?.length)) return ask((sql) => insert(sql, entries));
			return ask((sql) =>
				sql.begin(async (tx) => {
					await claim(tx, entries);
					return insert(tx, entries);
				})
			);
		},

		read: (documentId) => ask((sql) => read(sql, documentId)),

		async fresh(documentIds, above, but) {
			const documents = [...documentIds];
			// A busy node has thousands, nearly all of them in one piece.
			const had = `{${but.map(([start, end]) => `[${start},${end})`).join()}}`;
			const found = await ask(
				(sql) => sql<(FoundRow & { documentId: string })[]>`
				select 'head' as is, case when is_called then last_value else 0 end as seq, ''::bytea as bytes,
					pg_current_snapshot()::text as "documentId"
				from document_update_seq_seq
				union all
				select 'folded', upto, ''::bytea, document_id
				from document_snapshot where document_id = any(${documents}) and upto > ${above}
				union all
				select 'row', seq, update, document_id
				from document_update
				where document_id = any(${documents}) and seq > ${above}
					and quarantined_at is null and not seq <@ ${had}::int8multirange
				order by seq`
			);
			return {
				settled: settling.look(found.find(({ is }) => is === 'head')),
				folded: found.filter(({ is }) => is === 'folded').map(({ documentId }) => documentId),
				rows: found
					.filter(({ is }) => is === 'row')
					.map((row) => ({ ...rowOf(row), documentId: row.documentId }))
			};
		},

		async fold(documentId) {
			return ask((sql) =>
				sql.begin(async (tx) => {
					// One fold of a document at a time; appending goes on meanwhile.
					await tx`select pg_advisory_xact_lock(hashtext('fold'), hashtext(${documentId}))`;
					const folded = await folder.fold(await read(tx, documentId));
					if (folded.state) {
						await tx`
						insert into document_snapshot (document_id, state, upto)
						values (${documentId}, ${Buffer.from(folded.state)}, ${folded.upto})
						on conflict (document_id)
						do update set state = excluded.state, upto = excluded.upto, at = now()`;
						await tx`delete from document_update where seq = any(${folded.rows}::bigint[])`;
					}
					await quarantine(tx, folded.damaged);
					return folded;
				})
			);
		},

		quarantine: (seqs) => ask((sql) => quarantine(sql, seqs))
	};
}

/**
 * Up to which number nothing can appear any more. A number is drawn before its transaction ends, so
 * 5 may become visible long after 9. What was drawn by one look belongs to transactions that are known
 * by the next; when none of those is under way any more, all of it is settled.
 */
function createSettling() {
	let looks: { drawn: number; transactions: bigint }[] = [];
	let settled = 0;
	return {
		look(head: { seq: string; documentId: string } | undefined): number {
			if (!head) return settled;
			const [oldest = '0', next = '0'] = head.documentId.split(':');
			looks.push({ drawn: Number(head.seq), transactions: BigInt(next) });
			// The number of a look is settled once the transactions known at the look after it are over.
			const over = looks.findLastIndex(({ transactions }) => transactions <= BigInt(oldest));
			if (over < 1) return settled;
			settled = Math.max(settled, looks[over - 1]?.drawn ?? 0);
			looks = looks.slice(over);
			return settled;
		}
	};
}

type Query = Sql | postgres.TransactionSql;

interface FoundRow {
	is: 'snapshot' | 'owner' | 'row' | 'head' | 'folded';
	seq: string;
	bytes: Buffer;
}

/** One statement, so that a fold in between cannot take rows from under us. */
async function read(sql: Query, documentId: string): Promise<Stored> {
	const found = await sql<(FoundRow & { owner: string })[]>`
		select 'snapshot' as is, upto as seq, state as bytes, '' as owner
		from document_snapshot where document_id = ${documentId}
		union all
		select 'owner', client_id, ''::bytea, owner
		from document_client where document_id = ${documentId}
		union all
		select 'row', seq, update, ''
		from document_update where document_id = ${documentId} and quarantined_at is null
		order by seq`;
	const snapshot = found.find(({ is }) => is === 'snapshot');
	return {
		snapshot: snapshot ? bytesOf(snapshot.bytes) : null,
		upto: Number(snapshot?.seq ?? 0),
		rows: found.filter(({ is }) => is === 'row').map(rowOf),
		owners: found
			.filter(({ is }) => is === 'owner')
			.map(({ seq, owner }) => [Number(seq), owner] as [number, string])
	};
}

/** The driver has no arrays of bytes: they travel as one piece, and are cut up over there. */
async function insert(sql: Query, entries: readonly Entry[]): Promise<number[]> {
	const [only, ...others] = entries;
	if (only && others.length === 0) return insertOne(sql, only);
	const all = Buffer.concat(entries.map(({ update }) => update));
	const rows = await sql<{ seq: string }[]>`
		insert into document_update (document_id, update, by)
		select document_id, substring(bytes.all from starts + 1 for size), by
		from (select ${all}::bytea as all) as bytes, unnest(
			${entries.map(({ documentId }) => documentId)}::text[],
			${entries.map(({ by }) => by)}::text[],
			${startsOf(entries)}::int[],
			${entries.map(({ update }) => update.byteLength)}::int[]
		) with ordinality as entry (document_id, by, starts, size, at)
		order by at
		returning seq`;
	return rows.map(({ seq }) => Number(seq));
}

/** Most commits of a quiet server: a plan without joins and sorts costs half as much. */
async function insertOne(sql: Query, { documentId, update, by }: Entry): Promise<number[]> {
	const rows = await sql<{ seq: string }[]>`
		insert into document_update (document_id, update, by)
		values (${documentId}, ${Buffer.from(update)}, ${by})
		returning seq`;
	return rows.map(({ seq }) => Number(seq));
}

/** Whoever was first stays the owner, on whichever node. */
async function claim(sql: Query, entries: readonly Entry[]): Promise<void> {
	const claims = entries.flatMap(({ documentId, by, claims = [] }) =>
		claims.map((client) => ({ documentId, by, client }))
	);
	await sql`
		insert into document_client (document_id, client_id, owner)
		select * from unnest(
			${claims.map(({ documentId }) => documentId)}::text[],
			${claims.map(({ client }) => client)}::bigint[],
			${claims.map(({ by }) => by)}::text[]
		)
		on conflict do nothing`;
}

async function quarantine(sql: Query, seqs: readonly number[]): Promise<void> {
	if (seqs.length === 0) return;
	await sql`update document_update set quarantined_at = now() where seq = any(${[...seqs]}::bigint[])`;
}

function startsOf(entries: readonly Entry[]): number[] {
	let start = 0;
	return entries.map(({ update }) => (start += update.byteLength) - update.byteLength);
}

function rowOf(row: FoundRow): Row {
	return { seq: Number(row.seq), update: bytesOf(row.bytes) };
}

/** A copy of its own: a Buffer of the driver shares memory with whatever arrived beside it. */
function bytesOf(buffer: Buffer): Uint8Array {
	return new Uint8Array(buffer);
}
