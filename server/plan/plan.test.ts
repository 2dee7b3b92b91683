import { expect, test } from 'vitest';
import { addNextStep } from '#lib/board/edit-agreements.ts';
import { addCard } from '#lib/board/edit.ts';
import { readCards } from '#lib/board/read.ts';
import { MemberId, newId } from '#lib/model/ids.ts';
import { auditTable } from '#server/audit/tables.ts';
import { objectionTable, signatureTable } from './tables.ts';
import { memberTable } from '#server/cases/tables.ts';
import { openPlan } from '#tests/plan.ts';

test('the citizen opens their plan; to everybody else there is none', async () => {
	const { plan, citizen, signe } = await openPlan();
	const page = await plan.open(citizen);
	expect(page.name).toBe('Mikkel');
	expect(page.documents.map(({ audience, access }) => `${audience} ${access}`).sort()).toEqual([
		'coordinators write',
		'here write',
		'network write'
	]);
	await expect(plan.open(signe.actor)).rejects.toThrow('not-found');
	await expect(plan.open({ ...citizen, as: 'relative' })).rejects.toThrow('not-found');
	await expect(plan.open({ kind: 'nobody' })).rejects.toThrow('not-signed-in');
});

test('a card moves to those whom the citizen chose, and back, and is never in two places', async () => {
	const { plan, citizen, key, wordsIn, running } = await openPlan();
	const share = (audience: 'here' | 'coordinators' | 'network') =>
		plan.command(citizen, { do: 'share', cards: [{ root: 'words', key }], audience });
	expect(await share('network')).toEqual({ ok: true });
	expect(await wordsIn('here')).toEqual([]);
	expect(await wordsIn('network')).toEqual(['Et arbejde.']);
	expect(await share('coordinators')).toEqual({ ok: true });
	expect(await share('coordinators')).toEqual({ ok: true });
	expect(await wordsIn('network')).toEqual([]);
	expect(await wordsIn('coordinators')).toEqual(['Et arbejde.']);
	const audit = await running.db.select().from(auditTable);
	expect(audit.filter(({ event }) => event === 'words:shared')).toHaveLength(2);
	expect(JSON.stringify(audit)).not.toContain('arbejde');
});

test('the sentence on top moves by its words, and a card that is gone is said to be gone', async () => {
	const { plan, citizen, idOf, running } = await openPlan();
	const quote = [{ root: 'quote' as const, key: 'quote' }];
	await plan.command(citizen, { do: 'share', cards: quote, audience: 'network' });
	const there = readCards(await running.rooms.read(idOf('plan', 'network')), 'quote');
	expect(there).toMatchObject([{ key: 'quote', text: 'Jeg vil fiske.' }]);
	const gone = { do: 'share' as const, cards: [{ root: 'words' as const, key: 'x' }] };
	expect(await plan.command(citizen, { ...gone, audience: 'network' })).toEqual({
		ok: false,
		why: 'gone'
	});
});

test('nobody but the citizen moves a card, says that something is not right, or signs', async () => {
	const { plan, citizen, signe, key, wordsIn } = await openPlan();
	const cards = [{ root: 'words' as const, key }];
	for (const actor of [signe.actor, { ...citizen, as: 'relative' as const }]) {
		await expect(plan.command(actor, { do: 'share', cards, audience: 'network' })).rejects.toThrow(
			'not-found'
		);
	}
	expect(await wordsIn('here')).toEqual(['Et arbejde.']);
});

test('"not right" is kept beside the words it was said to, and the newer word adds to it', async () => {
	const { plan, citizen, running } = await openPlan();
	const said = { do: 'object', about: 'note', subject: 'n', seen: 'Han vil ikke.' } as const;
	await plan.command(citizen, { ...said, agrees: false });
	await plan.command(citizen, { ...said, agrees: true });
	expect(await running.db.select().from(objectionTable)).toMatchObject([
		{ seen: 'Han vil ikke.', agrees: false },
		{ agrees: true }
	]);
	expect((await plan.open(citizen)).objections).toMatchObject([{ subject: 'n', agrees: true }]);
});

test('the citizen says how an own step goes; a step of somebody else is none of theirs', async () => {
	const { plan, citizen, mikkel, signe, idOf, running } = await openPlan();
	const steps: string[] = [];
	await running.rooms.edit(idOf('agreements'), 'server', (doc) => {
		for (const owner of [mikkel, signe.member]) {
			steps.push(addNextStep(doc, { what: 'Madklub', owner, agreedOn: '2026-11-01' }));
		}
	});
	const [own = '', other = ''] = steps;
	expect(await plan.command(citizen, { do: 'step', step: own, status: 'done' })).toEqual({
		ok: true
	});
	expect(await plan.command(citizen, { do: 'step', step: other, status: 'done' })).toEqual({
		ok: false,
		why: 'gone'
	});
	expect((await plan.open(citizen)).steps).toMatchObject([{ key: own, status: 'done' }]);
});

test('the treatment agreement is signed as it was seen, or not at all', async () => {
	const { plan, citizen, idOf, running } = await openPlan();
	await running.rooms.edit(idOf('plan', 'here'), 'server', (doc) => {
		addCard(doc, 'promises', { text: 'Jeg kommer.', part: 'treatment', who: 'i' });
	});
	const sign = (seen: string) => plan.command(citizen, { do: 'sign', seen, drawing: null });
	expect(await sign('i: Jeg kommer måske.')).toEqual({ ok: false, why: 'changed' });
	expect(await running.db.select().from(signatureTable)).toEqual([]);
	expect(await sign('i: Jeg kommer.')).toEqual({ ok: true });
	expect((await plan.open(citizen)).signatures).toMatchObject([{ changedSince: false }]);
	await running.rooms.edit(idOf('plan', 'here'), 'server', (doc) => {
		addCard(doc, 'promises', { text: 'Vi ringer.', part: 'treatment', who: 'we' });
	});
	expect((await plan.open(citizen)).signatures).toMatchObject([{ changedSince: true }]);
});

test('a coordinator’s sentence stands beside the words they may read, and never in them', async () => {
	const { plan, citizen, karim, lone, stranger, caseId, key, wordsIn } = await openPlan();
	const write = (text: string) => plan.note(karim.actor, caseId, { do: 'write', card: key, text });
	const written = await write('Vi leder efter et værksted.');
	if (!written.ok) throw new Error(written.why);
	expect(written.notes).toMatchObject([
		{ card: key, text: 'Vi leder efter et værksted.', by: 'Karim Bendtsen', side: 'socialSupport' }
	]);
	expect(await wordsIn('here')).toEqual(['Et arbejde.']);
	expect((await plan.open(citizen)).notes).toHaveLength(1);

	const other = { do: 'write', card: key, text: 'Nej.' } as const;
	await expect(plan.note(lone.actor, caseId, other)).rejects.toThrow('not-allowed');
	await expect(plan.note(stranger, caseId, other)).rejects.toThrow('not-found');
	await expect(plan.note(citizen, caseId, other)).rejects.toThrow('not-found');
	expect(await plan.note(karim.actor, caseId, { ...other, card: 'x' })).toMatchObject({
		why: 'gone'
	});
	expect(await write('Han er 010190-1234.')).toEqual({ ok: false, why: 'cpr' });
	expect((await plan.beside(karim.actor, caseId)).notes).toHaveLength(1);
});

test('a sentence is seen by who may read its card, goes where the card goes, and is taken back by its writer', async () => {
	const { plan, citizen, karim, signe, stranger, caseId, key, running } = await openPlan();
	const written = await plan.note(signe.actor, caseId, { do: 'write', card: key, text: 'Godt.' });
	const note = written.ok ? written.notes[0]?.id : undefined;
	if (!note) throw new Error('no note');
	await running.db.insert(memberTable).values({
		id: newId(MemberId),
		caseId,
		role: 'supportWorker',
		personId: stranger.id,
		name: 'Jonas Vinther',
		area: 'substanceTreatment'
	});
	const object = { do: 'object', about: 'note', subject: note, seen: 'Godt.' } as const;
	await plan.command(citizen, { ...object, agrees: false });
	const seen = () => plan.beside(stranger, caseId);
	expect(await seen()).toEqual({ notes: [], objections: [] });
	const cards = [{ root: 'words' as const, key }];
	await plan.command(citizen, { do: 'share', cards, audience: 'network' });
	expect(await seen()).toMatchObject({ notes: [{ id: note }], objections: [{ subject: note }] });
	const withdraw = { do: 'withdraw', note: note } as const;
	await expect(plan.note(karim.actor, caseId, withdraw)).rejects.toThrow('not-found');
	expect(await plan.note(signe.actor, caseId, withdraw)).toMatchObject({ ok: true, notes: [] });
	expect((await seen()).notes).toEqual([]);
});
