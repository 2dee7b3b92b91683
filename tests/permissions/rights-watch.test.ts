import { eq, getTableName } from 'drizzle-orm';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Connection } from '#lib/live/connection.svelte.ts';
import { newId, ScreenId } from '#lib/model/ids.ts';
import * as caseTables from '#server/cases/tables.ts';
import * as consentTables from '#server/consent/tables.ts';
import * as documentTables from '#server/documents/tables.ts';
import * as meetingTables from '#server/meetings/tables.ts';
import * as peopleTables from '#server/people/tables.ts';
import * as signInTables from '#server/sign-in/tables.ts';
import { sessionCookie } from '#server/sign-in/cookies.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import { createTestApp, listen } from '../support/app.ts';
import { openCase } from '../support/meeting.ts';
import { giveBasis, openSession, socketWith } from '../support/signed-in.ts';
import { until } from '../support/until.ts';

const origin = 'http://localhost';

/** A case with a meeting under way, everybody's cookies, and its documents by name. */
async function openHouse() {
	const house = await openCase();
	const { running, db, caseId, lone, signe } = house;
	const meeting = await house.begun();
	const url = await listen(running);
	await giveBasis(running, caseId, 'everyday', { kind: 'person', grantee: lone.actor.id });
	await house.seat(meeting);
	const seatSecret = newSecret();
	await db
		.update(meetingTables.seatTable)
		.set({ tokenHash: hashSecret(seatSecret) })
		.where(eq(meetingTables.seatTable.meetingId, meeting));
	const screenSecret = newSecret();
	await db.insert(meetingTables.screenTable).values({
		id: newId(ScreenId),
		meetingId: meeting,
		tokenHash: hashSecret(screenSecret),
		pairedAt: new Date()
	});
	const cookies = {
		lone: (await openSession(running, lone.actor.id)).cookie,
		signe: (await openSession(running, signe.actor.id)).cookie,
		seat: `${sessionCookie('seat', false).name}=${seatSecret}`,
		screen: `${sessionCookie('screen', false).name}=${screenSecret}`
	};
	const rows = await db.select().from(documentTables.documentTable);

	/** Our own client, because it hears what access it has. */
	async function opens(who: keyof typeof cookies, document: string): Promise<Connection> {
		const [kind, audience = null] = document.split(':');
		const row = rows.find((one) => one.kind === kind && one.audience === audience);
		if (!row) throw new Error(`no ${document}`);
		const connection = new Connection({
			documentId: row.id,
			server: url,
			WebSocket: socketWith(cookies[who], origin),
			...((who === 'seat' || who === 'screen') && { as: who })
		});
		onTestFinished(() => connection.destroy());
		await until(() => connection.status === 'live', `${who} in ${document}`);
		// The hello is answered after the sync was.
		await until(() => connection.access === 'read' || connection.saved === 'saved');
		return connection;
	}
	return { ...house, meeting, opens };
}

type House = Awaited<ReturnType<typeof openHouse>>;
type Who = 'lone' | 'signe' | 'seat' | 'screen';

/** What somebody with a database client does, to whom it happens, and what they are told. */
const deeds: [
	deed: string,
	Who,
	document: string,
	told: number | 'read' | 'gone',
	sql: (h: House) => string
][] = [
	['a sign-in is deleted', 'lone', 'agreements', 4401, () => 'delete from session'],
	[
		'a sign-in is made to run out',
		'lone',
		'agreements',
		4401,
		() => `update session set expires_at = now() - interval '1 minute'`
	],
	[
		'a sign-in is made to end',
		'lone',
		'agreements',
		4401,
		() => `update session set ends_at = now() - interval '1 minute'`
	],
	[
		'an account is closed',
		'lone',
		'agreements',
		4401,
		() => 'update person set disabled_at = now()'
	],
	[
		'somebody is taken off the case',
		'lone',
		'agreements',
		4403,
		() => 'update case_member set removed_at = now()'
	],
	[
		'a membership is deleted',
		'lone',
		'agreements',
		4403,
		({ lone }) => `delete from case_member where id = '${lone.member}'`
	],
	[
		'a professional is made a relative',
		'lone',
		'agreements',
		4403,
		({ lone }) => `update case_member set role = 'relative' where id = '${lone.member}'`
	],
	['a basis is withdrawn', 'lone', 'everyday', 4403, () => 'update basis set withdrawn_at = now()'],
	[
		'a basis is given another end',
		'lone',
		'everyday',
		4403,
		() => `update basis set valid_until = '2026-01-02'`
	],
	['a basis is deleted', 'lone', 'everyday', 4403, () => 'delete from basis'],
	['all bases are emptied away', 'lone', 'everyday', 4403, () => 'truncate basis'],
	[
		'the case is closed',
		'lone',
		'agreements',
		'read',
		() => 'update care_case set closed_at = now()'
	],
	[
		'the case is deleted with all that hangs on it',
		'lone',
		'agreements',
		4403,
		() => 'delete from care_case'
	],
	[
		'a document is deleted',
		'lone',
		'agreements',
		4403,
		() => 'update document set deleted_at = now()'
	],
	['a document is gone', 'lone', 'agreements', 4403, () => 'delete from document'],
	['the meeting is closed', 'signe', 'meeting', 4403, () => `update meeting set phase = 'closed'`],
	['an invitation is deleted', 'lone', 'meeting', 4403, () => 'delete from invitation'],
	[
		'the meeting closes around a seat',
		'seat',
		'agreements',
		'gone',
		() => `update meeting set phase = 'closed'`
	],
	['a seat is ended', 'seat', 'agreements', 'gone', () => `update seat set state = 'ended'`],
	['a seat is deleted', 'seat', 'meeting', 'gone', () => 'delete from seat'],
	[
		'the citizen leaves the room',
		'lone',
		'plan:here',
		4403,
		() => `update seat set state = 'ended'`
	],
	[
		'the shared screen is ended',
		'screen',
		'meeting',
		'gone',
		() => 'update screen set ended_at = now()'
	],
	['the shared screen is deleted', 'screen', 'agreements', 'gone', () => 'delete from screen'],
	[
		'the screen is given to no meeting',
		'screen',
		'agreements',
		'gone',
		() => 'update screen set meeting_id = null'
	]
];

test.each(deeds)(
	'[R13] %s in the database: %s in %s is told %s',
	async (_, who, document, told, sql) => {
		const house = await openHouse();
		const line = await house.opens(who, document);
		const since = performance.now();
		await house.running.sql.unsafe(sql(house));
		await until(() => {
			if (told === 'read') return line.access === 'read';
			// A device without a place is nobody, or somebody without rights: as the question falls.
			if (told === 'gone') return line.refusedWith === 4401 || line.refusedWith === 4403;
			return line.refusedWith === told;
		}, `${told} for ${who}`);
		expect(performance.now() - since).toBeLessThan(5_000);
	}
);

test('[R13] a scribe who is one no more, by the database, reads on and does not write', async () => {
	const house = await openHouse();
	await house.running.sql`update meeting set scribe = ${house.lone.actor.id}`;
	const line = await house.opens('lone', 'plan:here');
	expect(line.access).toBe('write');
	await house.running.sql`update meeting set scribe = null`;
	await until(() => line.access === 'read');
	expect(line.refusedWith).toBe(null);
});

test('[R13] a word that Postgres never passed on costs two seconds, not the right', async () => {
	const house = await openHouse();
	await house.running.sql`alter table rights_change disable trigger rights_change_told`;
	expect(await house.running.rightsWatch.look()).toBe(true);
	const line = await house.opens('lone', 'everyday');
	const since = performance.now();
	await house.running.sql`update basis set withdrawn_at = now()`;
	await until(() => line.refusedWith === 4403);
	expect(performance.now() - since).toBeLessThan(5_000);
});

test('[R13] changes whose lines were lost are found when they can be read again', async () => {
	const house = await openHouse();
	const line = await house.opens('lone', 'everyday');
	await house.running.sql`alter table rights_change rename to gone`;
	expect(await house.running.rightsWatch.look()).toBe(false);
	await house.running.sql`alter table basis disable trigger basis_rights_changed`;
	await house.running.sql`update basis set withdrawn_at = now()`;
	await house.running.sql`alter table gone rename to rights_change`;
	expect(await house.running.rightsWatch.look()).toBe(true);
	await until(() => line.refusedWith === 4403);
});

test('[R13] time ends a sign-in and a basis without a row that changes', async () => {
	const house = await openHouse();
	const { running, lone, passes } = house;
	await running.sql`update basis set valid_until = (now() at time zone 'Europe/Copenhagen')::date`;
	expect(await running.rightsWatch.look()).toBe(true);
	const basis = await house.opens('lone', 'everyday');
	const sign = await house.opens('lone', 'agreements');
	await running.sql`update session set expires_at = now() + interval '40 hours', ends_at = now() + interval '40 hours' where person_id = ${lone.actor.id}`;
	passes(24 * 3_600_000);
	await until(() => basis.refusedWith === 4403);
	expect(sign.status).toBe('live');
	passes(24 * 3_600_000);
	await until(() => sign.refusedWith === 4401);
});

test('[R13] every table that a right is read from has its triggers', async () => {
	const { running } = await createTestApp();
	const source = await Promise.all(
		['documents/access.ts', 'documents/standing-rows.ts', 'sign-in/lucia.ts'].map((file) =>
			readFile(join('server', file), 'utf8')
		)
	);
	const named = new Set(source.join('').match(/\b[a-z][A-Za-z]*Table\b/g));
	const tables: Record<string, unknown> = {
		...caseTables,
		...consentTables,
		...documentTables,
		...meetingTables,
		...peopleTables,
		...signInTables
	};
	expect(named.size).toBeGreaterThan(8);
	const triggers = await running.sql<{ table: string }[]>`
		select distinct tgrelid::regclass::text as table from pg_trigger
		where tgfoid = 'note_rights_change'::regproc`;
	const watched = new Set(triggers.map(({ table }) => table));
	for (const name of named) {
		const table = tables[name];
		// reason: every export of these files whose name ends so is a table
		expect(watched, name).toContain(getTableName(table as typeof caseTables.caseTable));
	}
});
