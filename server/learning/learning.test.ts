import { expect, test } from 'vitest';
import { CaseId, LearningNoteId, MemberId, newId } from '#lib/model/ids.ts';
import type { PersonActor } from '#lib/model/person.ts';
import { createTestApp, hire } from '#tests/app.ts';
import { putOnCase } from '#tests/signed-in.ts';
import type { Running } from '#server/app.ts';
import { auditTable } from '#server/audit/tables.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { learningNoteTable, learningVouchTable } from './tables.ts';

/** A coordinator with an open case about somebody of that name. */
async function coordinator(
	running: Running,
	name: string,
	number: string,
	citizen: string
): Promise<PersonActor> {
	const actor = await hire(running, name, { area: 'socialSupport' });
	const id = newId(CaseId);
	await running.db
		.insert(caseTable)
		.values({ id, number, areas: ['substanceTreatment', 'socialSupport'] });
	await running.db
		.insert(memberTable)
		.values({ id: newId(MemberId), caseId: id, role: 'citizen', name: citizen });
	await putOnCase(running, id, actor, 'coordinator');
	return actor;
}

async function three() {
	const { running, passes } = await createTestApp();
	return {
		running,
		passes,
		learning: running.app.learning,
		signe: await coordinator(running, 'Signe Aarup', '26-0001', 'Mikkel Overby'),
		jonas: await coordinator(running, 'Jonas Friis', '26-0002', 'Torkild Ravnsborg'),
		lone: await coordinator(running, 'Lone Kragelund', '26-0003', 'Esther Nørskov')
	};
}

const note = {
	title: 'Begynd med det, der virker',
	words: 'Vi spurgte til de gode dage først. Det gjorde mødet roligere.'
};

test('[L1] a note can be found when two others than its writer found it anonymous, and not before', async () => {
	const { running, learning, signe, jonas, lone } = await three();
	const proposed = await learning.propose(signe, note);
	if (!proposed.ok) throw new Error('expected it to be taken');
	const found = async () => (await learning.library(jonas, 'rolige møder')).notes.length;

	expect(await learning.vouch(signe, proposed.id)).toEqual({ ok: false, why: 'not-yours' });
	expect(await learning.vouch(jonas, proposed.id)).toEqual({ ok: true, entered: false });
	expect(await learning.vouch(jonas, proposed.id)).toEqual({ ok: false, why: 'not-yours' });
	expect(await found()).toBe(0);
	expect((await learning.library(lone, '')).waiting).toMatchObject([
		{ mayVouch: true, vouched: 1, mine: false }
	]);

	expect(await learning.vouch(lone, proposed.id)).toEqual({ ok: true, entered: true });
	// Found by other forms of its words, as Danish bends them.
	expect(await found()).toBe(1);
	expect((await learning.library(jonas, 'cykel')).notes).toEqual([]);
	expect((await learning.library(jonas, '')).waiting).toEqual([]);
	const events = await running.db.select().from(auditTable);
	expect(events.map(({ event }) => event)).toEqual([
		'learning:proposed',
		'learning:vouched',
		'learning:vouched',
		'learning:entered'
	]);
	expect(JSON.stringify(events)).not.toContain('gode dage');
});

test('a note that names somebody is refused, told where, and stored nowhere', async () => {
	const { running, learning, signe } = await three();
	const words = 'Det var Mikkels idé.';
	expect(await learning.propose(signe, { ...note, words })).toMatchObject({
		ok: false,
		why: 'names',
		hits: { title: [], words: [{ start: 8, end: 14, kind: 'name', verdict: 'block' }] }
	});
	expect(await running.db.select().from(learningNoteTable)).toEqual([]);
	const [refused] = await running.db.select().from(auditTable);
	expect(refused).toMatchObject({ event: 'learning:refused', details: { hits: 1 } });
	expect(JSON.stringify(refused)).not.toContain('Mikkel');
});

test('a note that names somebody on a reader’s case cannot be vouched for by that reader', async () => {
	const { running, learning, signe, jonas } = await three();
	const proposed = await learning.propose(signe, { ...note, words: 'Torkild gjorde det selv.' });
	if (!proposed.ok) throw new Error('expected it to be taken');
	expect(await learning.vouch(jonas, proposed.id)).toEqual({ ok: false, why: 'names' });
	expect(await running.db.select().from(learningVouchTable)).toEqual([]);

	await learning.withdraw(jonas, proposed.id);
	expect(await running.db.select().from(learningNoteTable)).toMatchObject([
		{ state: 'withdrawn', title: '', words: '' }
	]);
});

test('the guard cannot be asked about names one by one: ten refusals, then a pause', async () => {
	const { learning, passes, signe } = await three();
	for (let at = 0; at < 10; at += 1) {
		expect(await learning.propose(signe, { ...note, words: 'Mikkel' })).toMatchObject({
			why: 'names'
		});
	}
	expect(await learning.propose(signe, note)).toEqual({ ok: false, why: 'too-many' });
	passes(11 * 60_000);
	expect(await learning.propose(signe, note)).toMatchObject({ ok: true });
});

test('whoever does not come to sparring does not learn that there is such a place', async () => {
	const { running, learning, signe } = await three();
	const manager = await hire(running, 'Vibeke Holm', { manager: true });
	const support = await hire(running, 'Per Lund', { area: 'socialSupport' });
	for (const actor of [manager, support]) {
		await expect(learning.library(actor, '')).rejects.toThrow('not-found');
		await expect(learning.example(actor, 'gode-dage')).rejects.toThrow('not-found');
		await expect(learning.propose(actor, note)).rejects.toThrow('not-found');
		await expect(learning.vouch(actor, newId(LearningNoteId))).rejects.toThrow('not-found');
		expect(await learning.mayRead(actor)).toBe(false);
	}
	await expect(learning.library({ kind: 'nobody' }, '')).rejects.toThrow('not-signed-in');
	expect(await learning.mayRead(signe)).toBe(true);
});

test('the three invented examples are there, and are found by their words', async () => {
	const { learning, signe } = await three();
	const keys = async (search: string) =>
		(await learning.library(signe, search)).examples.map(({ key }) => key);
	expect(await keys('')).toEqual(['gode-dage', 'to-planer', 'stille-paaroerende']);
	expect(await keys('pårørende tegn')).toEqual(['stille-paaroerende']);
	expect(await keys('cykel')).toEqual([]);
	expect((await learning.example(signe, 'to-planer')).questions.length).toBeGreaterThan(1);
	await expect(learning.example(signe, 'findes-ikke')).rejects.toThrow('not-found');
});
