import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { addCard } from '#lib/board/edit.ts';
import { readCards } from '#lib/board/read.ts';
import { auditTable } from '#server/audit/tables.ts';
import { documentTable } from '#server/documents/tables.ts';
import { openCase } from '#tests/meeting.ts';
import { giveBasis } from '#tests/signed-in.ts';

/** A running meeting, and a card that Signe has a basis to show. */
async function withCard() {
	const house = await openCase();
	const { running, signe, caseId, begun, does } = house;
	const { db, rooms, sql } = running;
	const id = await begun();
	await giveBasis(running, caseId, 'substances', { kind: 'person', grantee: signe.actor.id });
	const documents = await db.select().from(documentTable);
	const from = documents.find(({ kind }) => kind === 'substances')?.id;
	const shared = documents.find(({ kind }) => kind === 'meeting')?.id;
	if (!from || !shared) throw new Error('documents are missing');
	let key = '';
	await rooms.edit(from, 'server', (doc) => {
		key = addCard(doc, 'riskSituations', { text: 'Fredag aften' });
	});
	return {
		sql,
		show: () => does(signe.actor, id, { do: 'show', document: from, root: 'riskSituations', key }),
		table: async () => readCards(await rooms.read(shared), 'table'),
		rows: async (event: string) =>
			(await db.select().from(auditTable).where(eq(auditTable.event, event))).length
	};
}

test('[I11] what cannot be written down is not shown', async () => {
	const { sql, show, table, rows } = await withCard();
	await sql`create function refuse() returns trigger language plpgsql as
		$$ begin raise exception 'no room'; end $$`;
	await sql`create trigger refuse before insert on audit_event
		for each row when (new.event = 'table:shown') execute function refuse()`;
	await expect(show()).rejects.toThrow();
	expect(await table()).toEqual([]);

	await sql`drop trigger refuse on audit_event`;
	expect(await show()).toEqual({ ok: true });
	expect(await table()).toHaveLength(1);
	expect(await rows('table:shown')).toBe(1);
});

test('a right that goes between the row and the showing takes the copy off again', async () => {
	const { sql, show, table, rows } = await withCard();
	await sql`create function withdraw() returns trigger language plpgsql as
		$$ begin update basis set withdrawn_at = now(); return new; end $$`;
	await sql`create trigger withdraw before insert on audit_event
		for each row when (new.event = 'table:shown') execute function withdraw()`;
	expect(await show()).toEqual({ ok: false, why: 'notNow' });
	expect(await table()).toEqual([]);
	expect([await rows('table:shown'), await rows('table:cleared')]).toEqual([1, 1]);
});
