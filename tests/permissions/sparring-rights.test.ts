import { getTableName } from 'drizzle-orm';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as caseTables from '#server/cases/tables.ts';
import * as peopleTables from '#server/people/tables.ts';
import * as sparringTables from '#server/sparring/tables.ts';
import { createTestApp, listen } from '../support/app.ts';
import { liveClient } from '../support/signed-in.ts';
import { sparring } from '../support/sparring.ts';
import { until } from '../support/until.ts';

type House = Awaited<ReturnType<typeof room>>;

/** A sparring under way, with Jonas and Hanne in the room. */
async function room() {
	const house = await sparring({ cookies: true });
	const { id } = await house.at('advice');
	const { documentId } = await house.row(id);
	const door = { url: await listen(house.running), origin: 'http://localhost' };
	const jonas = liveClient(door, documentId, house.jonas.cookie);
	const hanne = liveClient(door, documentId, house.hanne.cookie);
	await until(() => jonas.provider.synced && hanne.provider.synced);
	return { ...house, id, inside: { jonas, hanne } };
}

/** What somebody with a database client does to Jonas, and whether Hanne stays. */
const deeds: [deed: string, hanneStays: boolean, sql: (h: House) => string][] = [
	[
		'a participant is deleted',
		true,
		({ id, jonas }) =>
			`delete from sparring_participant where sparring_id = '${id}' and person_id = '${jonas.actor.id}'`
	],
	[
		'a participant is made somebody else',
		true,
		({ id, jonas, all }) =>
			`update sparring_participant set person_id = '${all[0]?.caseId}' where sparring_id = '${id}' and person_id = '${jonas.actor.id}'`
	],
	['all participants are emptied away', false, () => 'truncate sparring_participant'],
	[
		'somebody coordinates no case any more',
		true,
		({ jonas }) => `update case_member set removed_at = now() where id = '${jonas.member}'`
	],
	[
		'a membership is deleted',
		true,
		({ jonas }) => `delete from case_member where id = '${jonas.member}'`
	],
	[
		'the only case of a coordinator is closed',
		true,
		({ jonas }) => `update care_case set closed_at = now() where id = '${jonas.caseId}'`
	],
	[
		'the date of erasure is moved to the past',
		false,
		() => `update sparring set erase_on = '2026-01-02'`
	],
	['the session is deleted', false, () => 'delete from sparring']
];

test.each(deeds)('[R13] %s in the database: the socket in the room ends', async (_, stays, sql) => {
	const house = await room();
	const { jonas, hanne } = house.inside;
	const since = performance.now();
	await house.running.sql.unsafe(sql(house));
	await until(() => jonas.closedWith !== null);
	expect(performance.now() - since).toBeLessThan(5_000);
	expect([4401, 4403, 4404, 4410]).toContain(jonas.closedWith);
	if (stays) expect(hanne.closedWith).toBeNull();
	else await until(() => hanne.closedWith !== null);
});

test('[R13] whoever was only named, and is named no more, is sent out', async () => {
	const house = await room();
	const { jonas } = house.inside;
	const { sql, rightsWatch } = house.running;
	await sql`insert into sparring_naming (person_id, named_by, named_at)
		values (${house.jonas.actor.id}, ${house.karim.actor.id}, now())`;
	await sql`update case_member set removed_at = now() where id = ${house.jonas.member}`;
	expect(await rightsWatch.look()).toBe(true);
	expect(jonas.closedWith).toBeNull();
	await sql`delete from sparring_naming`;
	await until(() => jonas.closedWith !== null);
});

test('[R13] every table that a place in a sparring is read from has its triggers', async () => {
	const { running } = await createTestApp();
	const source = await readFile('server/sparring/standing.ts', 'utf8');
	const named = new Set(source.match(/\b[a-z][A-Za-z]*Table\b/g));
	expect(named.size).toBeGreaterThan(4);
	const tables: Record<string, unknown> = { ...caseTables, ...peopleTables, ...sparringTables };
	const triggers = await running.sql<{ table: string }[]>`
		select distinct tgrelid::regclass::text as table from pg_trigger
		where tgfoid in ('note_rights_change'::regproc, 'note_coordinators_change'::regproc)`;
	const watched = new Set(triggers.map(({ table }) => table));
	for (const name of named) {
		const table = tables[name];
		// reason: every export of these files whose name ends so is a table
		expect(watched, name).toContain(getTableName(table as typeof caseTables.caseTable));
	}
});
