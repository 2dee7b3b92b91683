import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { addNextStep } from '#lib/board/edit-agreements.ts';
import { assignCell } from '#lib/board/edit-labour.ts';
import { setField } from '#lib/board/edit.ts';
import { recordHash } from '#lib/board/hash-text.ts';
import { readBoard } from '#lib/board/read.ts';
import { BasisId, CaseId, newId, type DocumentId, type MemberId } from '#lib/model/ids.ts';
import type { PersonActor } from '#lib/model/person.ts';
import { auditTable } from '#server/audit/tables.ts';
import { createTestApp, listen } from '#tests/app.ts';
import { liveClient, signedIn } from '#tests/signed-in.ts';
import { until } from '#tests/until.ts';

/** Signe and Karim with a case of theirs, Lone who is not on it yet, and Jonas from elsewhere. */
async function house() {
	const { running } = await createTestApp();
	const { app, db, rooms } = running;
	const signe = await signedIn(running, 'Signe Aarup', { area: 'substanceTreatment' });
	const karim = await signedIn(running, 'Karim Bendtsen', { area: 'socialSupport' });
	const lone = await signedIn(running, 'Lone Fisker', { area: 'socialSupport' });
	const jonas = await signedIn(running, 'Jonas Vinther', { area: 'substanceTreatment' });
	const create = (actor: PersonActor, number: string) =>
		app.cases.create(actor, {
			number,
			displayName: 'Mikkel H.',
			inquiryOn: null,
			coordinators: [
				{ area: 'substanceTreatment', person: signe.actor.id, substitute: null },
				{ area: 'socialSupport', person: karim.actor.id, substitute: null }
			]
		});
	const made = await create(signe.actor, '26-0143');
	if (!made.ok) throw new Error(made.why);
	const caseId = made.id;
	const documentOf = async (kind: string): Promise<DocumentId> => {
		const { documents } = await app.cases.open(signe.actor, caseId);
		const found = documents.find((one) => one.kind === kind);
		if (!found) throw new Error(`no ${kind}`);
		return found.id;
	};
	return { running, app, db, rooms, signe, karim, lone, jonas, create, caseId, documentOf };
}

test('a case begins with its coordinators, its citizen and its seven documents', async () => {
	const { app, signe, caseId } = await house();
	const opened = await app.cases.open(signe.actor, caseId);
	expect(opened.members.map(({ name, role }) => `${role} ${name}`)).toEqual([
		'citizen Mikkel H.',
		'coordinator Signe Aarup',
		'coordinator Karim Bendtsen'
	]);
	expect(opened.documents).toHaveLength(7);
	expect(opened.can).toContain('close');
});

test('a number that is taken, and a coordinator of another area, are told and leave nothing behind', async () => {
	const { app, create, signe, karim } = await house();
	expect(await create(signe.actor, '26-0143')).toEqual({ ok: false, why: 'number-taken' });
	const wrong = await app.cases.create(signe.actor, {
		number: '26-0200',
		displayName: null,
		inquiryOn: null,
		coordinators: [{ area: 'substanceTreatment', person: karim.actor.id, substitute: null }]
	});
	expect(wrong).toEqual({ ok: false, why: 'no-coordinator' });
	expect(await app.cases.list(signe.actor)).toHaveLength(1);
});

test('[I10] a stranger is refused the same way for a case that exists and one that does not', async () => {
	const { app, jonas, caseId } = await house();
	await expect(app.cases.open(jonas.actor, caseId)).rejects.toMatchObject({ refusal: 'not-found' });
	await expect(app.cases.open(jonas.actor, newId(CaseId))).rejects.toMatchObject({
		refusal: 'not-found'
	});
	await expect(app.cases.board(jonas.actor, caseId)).rejects.toMatchObject({
		refusal: 'not-found'
	});
	await expect(app.cases.close(jonas.actor, caseId, '')).rejects.toMatchObject({
		refusal: 'not-found'
	});
	await expect(app.members.remove(jonas.actor, caseId, '' as MemberId)).rejects.toMatchObject({
		refusal: 'not-found'
	});
	await expect(app.bases.withdraw(jonas.actor, caseId, newId(BasisId), null)).rejects.toMatchObject(
		{ refusal: 'not-found' }
	);
	expect(await app.cases.list(jonas.actor)).toEqual([]);
});

test('search finds one’s own cases by name and number, and nothing of others’', async () => {
	const { app, signe, jonas } = await house();
	expect(await app.cases.list(signe.actor, 'mikkel')).toHaveLength(1);
	expect(await app.cases.list(signe.actor, '0143')).toHaveLength(1);
	expect(await app.cases.list(signe.actor, 'birk')).toHaveLength(0);
	expect(await app.cases.list(jonas.actor, 'mikkel')).toHaveLength(0);
});

test('a coordination lead sees number and clock of every case, and no name', async () => {
	const { app, running } = await house();
	const birgit = await signedIn(running, 'Birgit Lassen', { coordinationLead: true });
	const [row] = await app.cases.list(birgit.actor);
	expect(row).toMatchObject({ number: '26-0143', displayName: null, mine: false });
	expect(await app.cases.list(birgit.actor, 'mikkel')).toEqual([]);
});

test('an area keeps its last coordinator, also when two people take one away at once', async () => {
	const { app, signe, caseId, jonas } = await house();
	const added = await app.members.add(signe.actor, caseId, {
		as: 'professional',
		person: jonas.actor.id,
		role: 'coordinator',
		substitute: false
	});
	if (!added.ok) throw new Error(added.why);
	const { members } = await app.cases.open(signe.actor, caseId);
	const both = members.filter(
		({ role, area }) => role === 'coordinator' && area === 'substanceTreatment'
	);
	const answers = await Promise.all(
		both.map(({ id }) => app.members.remove(signe.actor, caseId, id))
	);
	expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

test('[I4] a basis opens a live document, and its withdrawal closes it at once', async () => {
	const { app, running, signe, karim, caseId, documentOf } = await house();
	const everyday = await documentOf('everyday');
	const live = { url: await listen(running), origin: running.config.origin };
	const refused = liveClient(live, everyday, karim.cookie);
	await until(() => refused.closedWith === 4404);

	await app.bases.record(signe.actor, caseId, {
		themes: ['everyday'],
		grantee: { kind: 'organisation', area: 'socialSupport' },
		kind: 'consent',
		ground: 'Mundtligt på mødet',
		from: '2026-01-01',
		until: null
	});
	const client = liveClient(live, everyday, karim.cookie);
	await until(() => client.provider.synced);
	const [basis] = await app.bases.list(signe.actor, caseId);
	if (!basis) throw new Error('expected a basis');
	expect(await app.bases.withdraw(signe.actor, caseId, basis.id, 'Fortrudt')).toEqual({ ok: true });
	await until(() => client.closedWith === 4403);
	expect(await app.bases.withdraw(signe.actor, caseId, basis.id, null)).toMatchObject({
		why: 'already-withdrawn'
	});
});

test('what was given to somebody in person ends when they leave the case', async () => {
	const { app, signe, lone, caseId } = await house();
	const wanted = {
		themes: ['health'] as const,
		grantee: { kind: 'person' as const, person: lone.actor.id },
		kind: 'consent' as const,
		ground: 'Skriftligt',
		from: '2026-01-01',
		until: null
	};
	expect(await app.bases.record(signe.actor, caseId, wanted)).toMatchObject({ why: 'not-on-case' });
	const added = await app.members.add(signe.actor, caseId, {
		as: 'professional',
		person: lone.actor.id,
		role: 'supportWorker',
		substitute: false
	});
	if (!added.ok) throw new Error(added.why);
	expect(await app.bases.record(signe.actor, caseId, wanted)).toEqual({ ok: true });
	await app.members.remove(signe.actor, caseId, added.id);
	expect(await app.bases.list(signe.actor, caseId)).toMatchObject([{ state: 'withdrawn' }]);
});

test('a support worker may neither record a basis nor change people', async () => {
	const { app, signe, lone, caseId } = await house();
	await app.members.add(signe.actor, caseId, {
		as: 'professional',
		person: lone.actor.id,
		role: 'supportWorker',
		substitute: false
	});
	await expect(
		app.members.add(lone.actor, caseId, { as: 'relative', name: 'Else', relation: 'Søster' })
	).rejects.toMatchObject({ refusal: 'not-allowed' });
});

test('a closed case opens for reading; nothing more is done to it', async () => {
	const { app, signe, caseId } = await house();
	expect(await app.cases.close(signe.actor, caseId, 'Flyttet')).toEqual({ ok: true });
	await expect(app.cases.close(signe.actor, caseId, 'igen')).rejects.toMatchObject({
		refusal: 'closed'
	});
	const { state, documents } = await app.cases.open(signe.actor, caseId);
	expect(state).toBe('closed');
	expect(documents.find(({ kind }) => kind === 'agreements')?.access).toBe('read');
});

test('an answer is recorded about the words that were seen, and refused when they changed', async () => {
	const { app, rooms, signe, karim, caseId, documentOf, db } = await house();
	const documentId = await documentOf('agreements');
	let key = '';
	await rooms.edit(documentId, 'server', (doc) => {
		key = addNextStep(doc, { what: 'Ring til Pia', due: '2026-12-02', agreedOn: '2026-11-26' });
	});
	const seen = readBoard('agreements', await rooms.read(documentId)).cards;
	const textHash = recordHash('nextStep', key, seen) ?? '';
	const yes = {
		kind: 'nextStep' as const,
		subject: key,
		answer: 'accepted' as const,
		reason: null,
		textHash
	};
	await app.records.answer(karim.actor, documentId, yes);
	expect(await app.records.list(signe.actor, documentId)).toMatchObject([
		{ byName: 'Karim Bendtsen', answer: 'accepted', changedSince: false }
	]);

	await rooms.edit(documentId, 'server', (doc) => {
		setField(doc, 'nextSteps', key, 'due', '2026-12-24');
	});
	expect(await app.records.list(signe.actor, documentId)).toMatchObject([{ changedSince: true }]);
	await expect(app.records.answer(signe.actor, documentId, yes)).rejects.toMatchObject({
		refusal: 'changed'
	});
	expect(await app.records.list(signe.actor, documentId)).toHaveLength(1);
	const audit = await db.select().from(auditTable).where(eq(auditTable.event, 'record:made'));
	expect(audit).toHaveLength(1);
	expect(JSON.stringify(audit)).not.toContain('Ring til Pia');
	expect((await app.cases.board(signe.actor, caseId)).records).toHaveLength(1);
});

test('a responsibility asks for a new answer when somebody else becomes responsible', async () => {
	const { app, rooms, signe, documentOf } = await house();
	const documentId = await documentOf('agreements');
	const cards = async () => readBoard('agreements', await rooms.read(documentId)).cards;
	const cell = (await cards()).cells[0];
	if (!cell) throw new Error('expected a cell');
	const textHash = recordHash('responsibility', cell.key, await cards()) ?? '';
	await app.records.answer(signe.actor, documentId, {
		kind: 'responsibility',
		subject: cell.key,
		answer: 'declined',
		reason: 'Det ligger hos Karim',
		textHash
	});
	const [row = '', side] = cell.key.split('.');
	await rooms.edit(documentId, 'server', (doc) => {
		assignCell(doc, row, side === 'citizen' ? 'citizen' : 'substanceTreatment', 'x', 'responsible');
	});
	expect(await app.records.list(signe.actor, documentId)).toMatchObject([{ changedSince: true }]);
});

test('the board of a case holds what one may read, and only says that the rest is there', async () => {
	const { app, signe, caseId } = await house();
	const board = await app.cases.board(signe.actor, caseId);
	expect(
		board.documents.map(({ kind, audience, access, board: held }) => [
			audience ?? kind,
			access,
			held !== null
		])
	).toEqual([
		['everyday', 'none', false],
		['health', 'none', false],
		['substances', 'none', false],
		['agreements', 'write', true],
		['here', 'none', false],
		['coordinators', 'read', true],
		['network', 'read', true]
	]);
	expect(board.me).toMatchObject({ side: 'substanceTreatment', role: 'coordinator' });
	expect(board.basis).toBeNull();
});
