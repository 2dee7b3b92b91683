import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Account } from '#lib/model/sparring-commands.ts';
import { elsewhere } from '#lib/model/sparring-commands.ts';
import { auditTable } from '#server/audit/tables.ts';
import { memberTable } from '#server/cases/tables.ts';
import { outboxTable } from '#server/mail/tables.ts';
import { hire } from '#tests/app.ts';
import { sparring } from '#tests/sparring.ts';
import { sparringAccountTable, sparringParticipantTable, sparringTable } from './tables.ts';

const account: Account = {
	situation: 'En mand i 30’erne drikker mest om aftenen.',
	tried: 'Jeg har ringet om morgenen.',
	wonder: 'Hvorfor virker det nogle uger?',
	question: 'Hvordan holder vi fast?',
	notAnswered: 'Om han skal flytte.'
};

test('a sparring is planned by those who may spar, and letters name nobody and nothing', async () => {
	const { planned, db, all } = await sparring();
	await planned();
	const letters = await db.select().from(outboxTable);
	expect(letters).toHaveLength(4);
	expect(letters.every(({ letter }) => letter === 'meetingInvited')).toBe(true);
	const told = JSON.stringify(letters.map(({ facts }) => facts));
	for (const { actor } of all) expect(told).not.toContain(actor.name);
	expect(told).not.toContain('olleg');
});

test('in a series the parts go round, and nobody leads their own matter', async () => {
	const { planned, db } = await sparring();
	await planned({ times: 4 });
	const rows = await db.select().from(sparringTable).orderBy(sparringTable.startsAt);
	expect(rows).toHaveLength(4);
	expect(new Set(rows.map(({ facilitator }) => facilitator)).size).toBe(4);
	expect(new Set(rows.map(({ focus }) => focus)).size).toBe(4);
	expect(rows.every(({ facilitator, focus }) => facilitator !== focus)).toBe(true);
	expect(new Set(rows.map(({ documentId }) => documentId)).size).toBe(4);
});

test('a guest without the role can neither plan, nor be asked, nor come', async () => {
	const { running, app, plan, planned } = await sparring();
	const guest = await hire(running, 'Lone Fisker', { area: 'socialSupport' });
	await expect(app.sparring.schedule(guest, 'colleagues8', plan)).rejects.toThrow('not-found');
	await expect(planned({ people: [...plan.people, guest.id] })).rejects.toThrow('mayNotCome');
	const id = await planned();
	for (const act of [
		() => app.sparring.page(guest, id),
		() => app.sparring.enter(guest, id),
		() => app.sparring.state(guest, id),
		() => app.sparring.command(guest, id, { do: 'come' }),
		() => app.sparring.publish(guest, id, { kind: 'post', at: 0, text: 'Hej?', dismissed: [] })
	]) {
		await expect(act()).rejects.toThrow('not-found');
	}
});

test('named by a manager one may come; the name taken back, the door is shut', async () => {
	const { running, app, plan, planned } = await sparring();
	const guest = await hire(running, 'Lone Fisker', { area: 'socialSupport' });
	const manager = await hire(running, 'Torben Kjær', { manager: true });
	await app.sparringNumbers.name(manager, guest.id, true);
	const id = await planned({ people: [...plan.people, guest.id] });
	expect((await app.sparring.page(guest, id)).may.takePart).toBe(true);
	await app.sparringNumbers.name(manager, guest.id, false);
	await expect(app.sparring.page(guest, id)).rejects.toThrow('not-found');
	const leader = app.sparringNumbers.name(guest, guest.id, true);
	await expect(leader).rejects.toThrow('not-found');
});

test('whoever is coordinator on no open case any more has no door to what was said', async () => {
	const { app, db, jonas, at } = await sparring();
	const { id } = await at('problems');
	await db
		.update(memberTable)
		.set({ removedAt: new Date() })
		.where(eq(memberTable.id, jonas.member));
	await expect(app.sparring.enter(jonas.actor, id)).rejects.toThrow('not-found');
});

test.each(elsewhere)('a %s is refused by what it is, and nothing is stored', async (kind) => {
	const { app, signe, at, board } = await sparring();
	const { id } = await at('problems');
	expect(await app.sparring.publish(signe.actor, id, { kind })).toEqual({
		ok: false,
		why: 'elsewhere',
		what: kind
	});
	expect((await board(id)).posts).toEqual([]);
});

test.each([
	['colleagues8', 'questions', 'signe'],
	['colleagues8', 'ownIdeas', 'jonas'],
	['incident', 'discuss', 'signe'],
	['incident', 'tell', 'jonas'],
	['reflecting', 'interview', 'jonas'],
	['reflecting', 'reflect', 'signe']
] as const)('in %s, step %s, %s listens and cannot write', async (model, step, who) => {
	const house = await sparring({ model });
	const { id, at } = await house.at(step);
	const refused = await house.write(house[who].actor, id, at, 'Hvad nu?');
	expect(refused).toMatchObject({ ok: false, why: 'floor' });
	expect((await house.board(id)).posts).toEqual([]);
});

test('only questions where there are only questions, and only from the one who has the word', async () => {
	const { write, at, karim, jonas, board, row, does } = await sparring();
	const { id, at: step } = await at('questions');
	expect((await row(id)).round?.order[0]).toBe(karim.actor.id);
	const no = (answer: unknown) => expect(answer).toMatchObject({ ok: false, why: 'floor' });
	no(await write(jonas.actor, id, step, 'Hvad sker der om morgenen?'));
	expect(await write(karim.actor, id, step, 'Ring til lægen.')).toEqual({
		ok: false,
		why: 'floor',
		no: 'onlyQuestions'
	});
	expect(await write(karim.actor, id, step, 'Hvad sker der om morgenen?')).toEqual({ ok: true });
	await does(karim.actor, id, { do: 'pass', member: karim.actor.id });
	expect(await write(jonas.actor, id, step, 'Hvornår går det godt?')).toEqual({ ok: true });
	expect((await board(id)).posts.map(({ text }) => text)).toEqual([
		'Hvad sker der om morgenen?',
		'Hvornår går det godt?'
	]);
});

test('what is written in silence is nowhere to be read until it is shown, then all at once', async () => {
	const { write, at, karim, jonas, hanne, board, does, app, row } = await sparring();
	const { id, at: step } = await at('advice');
	await write(jonas.actor, id, step, 'Ring om morgenen.');
	await write(hanne.actor, id, step, 'Gå en tur sammen.');
	await does(jonas.actor, id, { do: 'finish', at: step, finished: true });
	expect((await board(id)).posts).toEqual([]);
	const state = await app.sparring.state(karim.actor, id);
	expect(state).toMatchObject({ finished: 1, of: 3, revealed: false });
	expect(JSON.stringify(state)).not.toContain('Ring');

	await expect(does(jonas.actor, id, { do: 'reveal', at: step })).rejects.toThrow('not-allowed');
	await does(karim.actor, id, { do: 'reveal', at: step });
	const shown = (await board(id)).posts.map(({ text }) => text).sort();
	expect(shown).toEqual(['Gå en tur sammen.', 'Ring om morgenen.']);
	expect(await write(hanne.actor, id, step, 'For sent')).toMatchObject({ no: 'shown' });
	expect((await row(id)).revealed).toEqual(['advice']);
});

test('a silent step that is left shows what was written: nobody’s words are lost', async () => {
	const { write, at, karim, jonas, board, does } = await sparring();
	const { id, at: step } = await at('advice');
	await write(jonas.actor, id, step, 'Ring om morgenen.');
	await does(karim.actor, id, { do: 'next', at: step });
	expect((await board(id)).posts).toHaveLength(1);
});

test('a vote is cast once and counted for nobody, and shown with the rest', async () => {
	const { write, at, karim, signe, jonas, board, does, app } = await sparring();
	const { id, at: first } = await at('problems');
	await write(signe.actor, id, first, 'Han vil ikke åbne døren.');
	const [post] = (await board(id)).posts;
	await does(karim.actor, id, { do: 'next', at: first });
	const vote = { do: 'vote', at: 1, for: post?.key ?? '' } as const;
	expect(await does(jonas.actor, id, vote)).toEqual({ ok: true });
	expect(await does(jonas.actor, id, vote)).toEqual({ ok: false, why: 'changed' });
	expect(await does(signe.actor, id, { ...vote, for: 'nothing' })).toMatchObject({ why: 'gone' });
	expect((await board(id)).posts[0]?.votes).toBeNull();
	expect(await app.sparring.state(karim.actor, id)).toMatchObject({ finished: 1, of: 4 });
	await does(karim.actor, id, { do: 'reveal', at: 1 });
	expect((await board(id)).posts[0]?.votes).toBe(1);
});

test('a name is refused before anybody sees it, in whatever disguise, and stored nowhere', async () => {
	const { write, at, jonas, board, db, running } = await sparring();
	const { id, at: step } = await at('advice');
	for (const text of [
		'Spørg Mikkel selv',
		'Tal med T o r k i l d',
		'Han hedder 010190-1234',
		'Han er 010190​1234'
	]) {
		expect(await write(jonas.actor, id, step, text), text).toMatchObject({ why: 'names' });
	}
	expect((await board(id)).posts).toEqual([]);
	const refused = await db
		.select()
		.from(auditTable)
		.where(eq(auditTable.event, 'sparring:refused'));
	expect(refused).toHaveLength(4);
	const tables = await running.sql<{ name: string }[]>`
		select table_name as name from information_schema.tables
		where table_schema = 'public' and table_name not in ('care_case', 'case_member')`;
	for (const { name } of tables) {
		const rows = JSON.stringify(await running.sql`select * from ${running.sql(name)}`);
		for (const word of ['Mikkel', 'T o r k', '010190']) expect(rows, name).not.toContain(word);
	}
});

test('searching for names is slowed down: ten refusals in ten minutes', async () => {
	const { write, at, jonas, hanne, passes } = await sparring();
	const { id, at: step } = await at('advice');
	for (let n = 0; n < 10; n += 1) await write(jonas.actor, id, step, 'Mikkel');
	await expect(write(jonas.actor, id, step, 'Gå en tur.')).rejects.toThrow('too-many');
	expect(await write(hanne.actor, id, step, 'Gå en tur.')).toEqual({ ok: true });
	passes(11 * 60_000);
	expect(await write(jonas.actor, id, step, 'Gå en tur.')).toEqual({ ok: true });
});

test('the account is the focus person’s alone until the session shows it', async () => {
	const { app, signe, karim, planned, board, does, all } = await sparring();
	const id = await planned();
	const prepare = (fields: Account, asked = true) =>
		app.sparring.prepare(signe.actor, id, fields, [], asked);
	expect(await prepare(account, false)).toEqual({ ok: false, why: 'unasked' });
	const named = await prepare({ ...account, tried: 'Jeg ringede til Mikkel.' });
	expect(named).toMatchObject({ ok: false, why: 'names', hits: { tried: [{ kind: 'name' }] } });
	expect(await app.sparring.account(signe.actor, id)).toBeNull();
	expect(await prepare(account)).toEqual({ ok: true });
	await expect(app.sparring.account(karim.actor, id)).rejects.toThrow('not-allowed');

	for (const { actor } of all) await does(actor, id, { do: 'come' });
	await does(karim.actor, id, { do: 'begin' });
	expect((await board(id)).account).toEqual([]);
	await does(karim.actor, id, { do: 'goTo', at: 0, step: 2 });
	expect((await board(id)).account.map(({ text }) => text)).toEqual(Object.values(account));
});

test('the focus person sorts the advice, and nobody else', async () => {
	const { write, at, karim, signe, jonas, board, does } = await sparring();
	const { id, at: step } = await at('advice');
	await write(jonas.actor, id, step, 'Ring om morgenen.');
	await does(karim.actor, id, { do: 'next', at: step });
	const key = (await board(id)).posts[0]?.key ?? '';
	const sort = { do: 'sort', at: step + 1, key, as: 'plus' } as const;
	await expect(does(jonas.actor, id, sort)).rejects.toThrow('not-allowed');
	expect(await does(signe.actor, id, sort)).toEqual({ ok: true });
	expect((await board(id)).posts[0]?.mark).toBe('plus');
});

test('after the close nothing is taken in, and after its date nothing is there', async () => {
	const { app, write, at, signe, karim, jonas, db, does, passes, running, row, board } =
		await sparring();
	const { id, at: step } = await at('learn');
	await write(signe.actor, id, step, 'Vi spørger for lidt.');
	await does(karim.actor, id, { do: 'close' });
	await expect(write(jonas.actor, id, step, 'Mere')).rejects.toThrow('closed');
	await expect(does(jonas.actor, id, { do: 'come' })).rejects.toThrow('closed');
	expect((await board(id)).posts).toHaveLength(1);
	expect((await app.sparring.enter(jonas.actor, id)).document.board?.cards.posts).toHaveLength(1);

	passes(32 * 86_400_000);
	await expect(app.sparring.enter(jonas.actor, id)).rejects.toThrow('closed');
	expect(await running.eraseDue()).toBe(1);
	const { documentId } = await row(id);
	for (const table of ['document_update', 'document_snapshot', 'document_client']) {
		const rows = await running.sql`
			select * from ${running.sql(table)} where document_id = ${documentId}`;
		expect(rows, table).toHaveLength(0);
	}
	expect(await db.select().from(sparringAccountTable)).toEqual([]);
	expect((await app.sparring.list(jonas.actor)).held).toHaveLength(1);
});

test('a leader sees numbers and nothing else, and may shorten but not lengthen beyond 180 days', async () => {
	const { app, running, write, at, karim, jonas, does, row } = await sparring();
	const { id, at: step } = await at('advice');
	await write(jonas.actor, id, step, 'Gå en tur sammen.');
	await does(karim.actor, id, { do: 'close' });
	const manager = await hire(running, 'Torben Kjær', { manager: true });
	const admin = await hire(running, 'Aisha Nørgaard', { administrator: true });

	for (const actor of [manager, admin]) {
		const [count] = await app.sparringNumbers.numbers(actor);
		expect(Object.keys(count ?? {}).sort()).toEqual(
			['eraseOn', 'held', 'id', 'minutes', 'model', 'on', 'people'].sort()
		);
		expect(count).toMatchObject({
			held: true,
			people: { substanceTreatment: 2, socialSupport: 2 }
		});
		expect(JSON.stringify(count)).not.toContain('tur');
		for (const act of [() => app.sparring.page(actor, id), () => app.sparring.enter(actor, id)]) {
			await expect(act()).rejects.toThrow('not-found');
		}
	}
	await expect(app.sparringNumbers.numbers(jonas.actor)).rejects.toThrow('not-found');

	expect(await app.sparringNumbers.keepFor(manager, id, 181)).toMatchObject({ why: 'tooLong' });
	expect(await app.sparringNumbers.keepFor(manager, id, 0)).toEqual({ ok: true });
	const before = (await row(id)).eraseOn;
	await expect(app.sparringNumbers.keepFor(admin, id, 90)).rejects.toThrow('not-found');
	expect((await row(id)).eraseOn).toBe(before);
});

test('who comes late is in the round, last, and sees what has been shown', async () => {
	const { app, karim, jonas, hanne, planned, does, write, row, all } = await sparring();
	const id = await planned();
	for (const { actor } of all.filter((one) => one !== hanne)) await does(actor, id, { do: 'come' });
	await does(karim.actor, id, { do: 'begin' });
	await write(all[0]?.actor ?? karim.actor, id, 0, 'Han vil ikke åbne døren.');
	await does(hanne.actor, id, { do: 'come' });
	expect((await row(id)).round?.order.at(-1)).toBe(hanne.actor.id);
	expect((await app.sparring.enter(hanne.actor, id)).document.board?.cards.posts).toHaveLength(1);
	expect(jonas.actor.id).not.toBe(hanne.actor.id);
});

test('the notebook is one’s own, holds no name, and is forgotten on demand', async () => {
	const { app, jonas, karim } = await sparring();
	expect(await app.notebook.keep(jonas.actor, 'Spørg mere, råd mindre.', [])).toEqual({ ok: true });
	expect(await app.notebook.keep(jonas.actor, 'Ring til Else Rasmine', [])).toMatchObject({
		ok: false
	});
	const [line] = await app.notebook.notebook(jonas.actor);
	expect(line?.text).toBe('Spørg mere, råd mindre.');
	expect(await app.notebook.notebook(karim.actor)).toEqual([]);
	await app.notebook.forget(karim.actor, line?.id ?? '');
	expect(await app.notebook.notebook(jonas.actor)).toHaveLength(1);
	await app.notebook.forget(jonas.actor, line?.id ?? '');
	expect(await app.notebook.notebook(jonas.actor)).toEqual([]);
});

test('nothing of a session leads to a case: no column, no row', async () => {
	const { planned, db, row, running } = await sparring();
	const id = await planned();
	const columns = await running.sql<{ name: string }[]>`
		select column_name as name from information_schema.columns
		where table_name like 'sparring%' or table_name = 'notebook'`;
	expect(columns.map(({ name }) => name).filter((name) => /case|member/.test(name))).toEqual([]);
	const [document] = await running.sql`
		select case_id, meeting_id from document where id = ${(await row(id)).documentId}`;
	expect(document).toEqual({ case_id: null, meeting_id: null });
	const audit = await db.select().from(auditTable);
	expect(audit.filter(({ event, caseId }) => event.startsWith('sparring:') && caseId)).toEqual([]);
	expect(await db.select().from(sparringParticipantTable)).toHaveLength(4);
});
