import type { Entry, Row, UpdateLog } from '#server/sync/update-log.ts';
import type { Sql } from '#server/db/open.ts';

/**
 * The log on Postgres. A group commit is one insert of any number of rows, whoever's documents they
 * belong to; it resolves when Postgres has it on disk.
 */
export function createPostgresLog(sql: Sql): UpdateLog {
	return {
		async append(entries) {
			// The driver has no arrays of bytes: they travel as one piece, and are cut up over there.
			const all = Buffer.concat(entries.map((entry) => entry.update));
			const rows = await sql<{ seq: string }[]>`
				insert into document_update (document_id, update, by)
				select document_id, substring(bytes.all from starts + 1 for size), by
				from (select ${all}::bytea as all) as bytes, unnest(
					${entries.map((entry) => entry.documentId)}::text[],
					${entries.map((entry) => entry.by)}::text[],
					${startsOf(entries)}::int[],
					${entries.map((entry) => entry.update.byteLength)}::int[]
				) with ordinality as entry (document_id, by, starts, size, at)
				order by at
				returning seq`;
			return rows.map(({ seq }) => Number(seq));
		},

		async read(documentId) {
			// One statement, so that a fold in between cannot take rows from under us.
			const found = await sql<FoundRow[]>`
				select 0 as seq, state as bytes, upto, true as folded
				from document_snapshot where document_id = ${documentId}
				union all
				select seq, update, 0, false
				from document_update where document_id = ${documentId} and quarantined_at is null
				order by folded desc, seq`;
			const snapshot = found[0]?.folded ? found[0] : null;
			return {
				snapshot: snapshot && bytesOf(snapshot.bytes),
				upto: Number(snapshot?.upto ?? 0),
				rows: found.filter((row) => !row.folded).map(rowOf)
			};
		},

		async heads(documentIds) {
			const heads = await sql<{ id: string; head: string }[]>`
				select id, max(head) as head from (
					select document_id as id, max(seq) as head from document_update
					where document_id = any(${[...documentIds]}) group by document_id
					union all
					select document_id, upto from document_snapshot
					where document_id = any(${[...documentIds]})
				) as heads group by id`;
			return new Map(heads.map(({ id, head }) => [id, Number(head)]));
		},

		async since(documentId, seq) {
			const [folded] = await sql<{ upto: string }[]>`
				select upto from document_snapshot where document_id = ${documentId} and upto > ${seq}`;
			if (folded) return null;
			const rows = await sql<FoundRow[]>`
				select seq, update as bytes, 0 as upto, false as folded from document_update
				where document_id = ${documentId} and seq > ${seq} and quarantined_at is null
				order by seq`;
			return rows.map(rowOf);
		}
	};
}

function startsOf(entries: readonly Entry[]): number[] {
	let start = 0;
	return entries.map(({ update }) => (start += update.byteLength) - update.byteLength);
}

interface FoundRow {
	seq: string;
	bytes: Buffer;
	upto: string;
	folded: boolean;
}

function rowOf(row: FoundRow): Row {
	return { seq: Number(row.seq), update: bytesOf(row.bytes) };
}

/** A copy of its own: a Buffer of the driver shares memory with whatever arrived beside it. */
function bytesOf(buffer: Buffer): Uint8Array {
	return new Uint8Array(buffer);
}
