import { expect, test } from 'vitest';
import { newDatabase } from '#tests/database.ts';
import { record } from './audit.ts';
import { verifyAudit } from './verify.ts';

/** A log that many have written to at once, some in transactions that wait for one another. */
async function written(rows: number) {
	const { db, sql } = await newDatabase();
	await sql`
		insert into audit_event (actor, event, details)
		select 'person:' || n, 'case:opened', jsonb_build_object('number', n, 'word', 'æøå')
		from generate_series(1, ${rows}) as n`;
	await Promise.all(
		Array.from({ length: 40 }, (_, n) =>
			db.transaction(async (tx) => {
				await record(tx, 'server', { event: 'frame:refused', details: { n } });
				await record(tx, 'server', { event: 'frame:refused', details: { n, again: true } });
			})
		)
	);
	return { sql, rows: rows + 80 };
}

test('[C-48] a log that nobody touched is whole, however many wrote at once', async () => {
	const { sql, rows } = await written(1_000);
	const verdict = await verifyAudit(sql);
	expect(verdict).toMatchObject({ rows, faults: [], head: { place: rows } });
	await expect(sql`update audit_chain set hash = '' where place = 1`).rejects.toThrow(
		'append-only'
	);
	await expect(sql`truncate audit_chain`).rejects.toThrow('append-only');
});

test('[C-48] one sign changed in one row names that row and no other', async () => {
	const { sql } = await written(1_000);
	const seq = 617;
	await sql`alter table audit_event disable trigger audit_event_append_only`;
	await sql`update audit_event set actor = overlay(actor placing 'q' from 1 for 1) where seq = ${seq}`;
	const verdict = await verifyAudit(sql);
	expect(verdict.faults).toEqual([{ seq, place: seq, fault: 'changed' }]);
});

test('[C-48] rows taken out, put in, or cut off at the end are found', async () => {
	const { sql, rows } = await written(100);
	const { head } = await verifyAudit(sql);
	await sql`alter table audit_event disable trigger all`;
	await sql`alter table audit_chain disable trigger all`;
	await sql`delete from audit_event where seq = 50`;
	await sql`insert into audit_event (seq, actor, event) values (9999, 'server', 'case:opened')`;
	expect((await verifyAudit(sql)).faults).toEqual([
		{ seq: 50, place: 50, fault: 'row gone' },
		{ seq: 9999, place: null, fault: 'not linked' }
	]);
	await sql`delete from audit_event where seq = 9999`;
	await sql`delete from audit_chain where place = 50`;
	expect((await verifyAudit(sql)).faults).toEqual([{ seq: 51, place: 50, fault: 'link gone' }]);

	const cut = await written(100);
	const before = await verifyAudit(cut.sql);
	await cut.sql`alter table audit_event disable trigger all`;
	await cut.sql`alter table audit_chain disable trigger all`;
	await cut.sql`delete from audit_event where seq in (select seq from audit_chain where place > ${cut.rows - 10})`;
	await cut.sql`delete from audit_chain where place > ${cut.rows - 10}`;
	expect((await verifyAudit(cut.sql)).faults).toEqual([]);
	expect((await verifyAudit(cut.sql, before.head)).faults).toEqual([
		{ seq: null, place: cut.rows, fault: 'head differs' }
	]);
	expect(head?.place).toBe(rows);
});
