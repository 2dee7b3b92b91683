import { expect, test } from 'vitest';
import { CaseId, newId, SparringId } from '#lib/model/ids.ts';
import { caseTable } from '#server/cases/tables.ts';
import { hire } from '#tests/app.ts';
import { putOnCase } from '#tests/signed-in.ts';
import { sparring } from '#tests/sparring.ts';
import { learningNoteTable } from './tables.ts';

/** A sparring that is over, at which something was learned, and somebody who spars but was not there. */
async function over() {
	const house = await sparring();
	const { app, running, does, karim, signe } = house;
	const { id, at } = await house.at('learn');
	await house.write(signe.actor, id, at, 'Vi spørger for lidt.');
	await does(karim.actor, id, { do: 'close' });
	const lone = await hire(running, 'Lone Kragelund', { area: 'socialSupport' });
	const caseId = newId(CaseId);
	await running.db
		.insert(caseTable)
		.values({ id: caseId, number: '26-0200', areas: ['socialSupport'] });
	await putOnCase(running, caseId, lone, 'coordinator');
	const note = { title: 'Spørg mere', words: 'Et spørgsmål åbner mere end et råd.' };
	return {
		...house,
		id,
		lone,
		note,
		async proposed() {
			const { others } = await app.sparring.learned(signe.actor, id);
			const done = await app.learning.propose(
				signe.actor,
				note,
				others.map((one) => one.id)
			);
			if (!done.ok) throw new Error(done.why);
			return done.id;
		}
	};
}

test('a note begins with what the sparring learned, and is for the others who came', async () => {
	const { app, signe, lone, id, passes, running } = await over();
	expect(await app.sparring.learned(signe.actor, id)).toMatchObject({
		others: [{ name: 'Hanne Skovgaard' }, { name: 'Jonas Vinther' }, { name: 'Karim Bendtsen' }],
		words: 'Vi spørger for lidt.'
	});
	await expect(app.sparring.learned(lone, id)).rejects.toThrow('not-found');
	await expect(app.sparring.learned(signe.actor, newId(SparringId))).rejects.toThrow('not-found');
	passes(33 * 86_400_000);
	await running.eraseDue();
	expect((await app.sparring.learned(signe.actor, id)).words).toBe('');
});

test('a sparring that is not over has taught nothing yet', async () => {
	const { app, signe, planned } = await sparring();
	await expect(app.sparring.learned(signe.actor, await planned())).rejects.toThrow('not-found');
});

test('[L1] two who were there find it anonymous; until then nobody else sees it', async () => {
	const { app, db, signe, karim, jonas, hanne, lone, proposed } = await over();
	const { learning } = app;
	const id = await proposed();
	const waits = async (who: typeof lone) => (await learning.library(who, '')).waiting.length;
	expect(await waits(signe.actor)).toBe(1);
	expect(await learning.toRead(signe.actor)).toBe(0);
	expect(await learning.toRead(jonas.actor)).toBe(1);
	expect(await waits(lone)).toBe(0);
	expect(await learning.toRead(lone)).toBe(0);
	await expect(learning.vouch(lone, id)).rejects.toThrow('not-found');
	await expect(learning.withdraw(lone, id)).rejects.toThrow('not-found');
	expect(await learning.vouch(signe.actor, id)).toEqual({ ok: false, why: 'not-yours' });

	expect(await learning.vouch(jonas.actor, id)).toEqual({ ok: true, entered: false });
	expect(await learning.toRead(jonas.actor)).toBe(0);
	expect(await learning.vouch(hanne.actor, id)).toEqual({ ok: true, entered: true });
	expect((await learning.library(lone, 'spørgsmål')).notes).toHaveLength(1);
	expect(await learning.toRead(karim.actor)).toBe(0);
	// Who sparred together is written nowhere by the note that came of it.
	const [kept] = await db.select().from(learningNoteTable);
	expect(kept).toMatchObject({ state: 'entered', readers: null });
});

test('a name from any case of those who were there is refused, whoever writes', async () => {
	const { app, db, signe, karim, id, note } = await over();
	const { others } = await app.sparring.learned(signe.actor, id);
	expect(others.map((one) => one.id)).toContain(karim.actor.id);
	const words = 'Torkild Krogsbo viste os det.';
	const together = others.map((one) => one.id);
	expect(await app.learning.propose(signe.actor, { ...note, words }, together)).toMatchObject({
		ok: false,
		why: 'names'
	});
	expect(await db.select().from(learningNoteTable)).toEqual([]);
});

test('taken out by one of them, it names nobody any more', async () => {
	const { app, db, karim, proposed } = await over();
	await app.learning.withdraw(karim.actor, await proposed());
	expect(await db.select().from(learningNoteTable)).toMatchObject([
		{ state: 'withdrawn', words: '', readers: null }
	]);
});
