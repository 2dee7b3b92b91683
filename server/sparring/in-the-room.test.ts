import { expect, test } from 'vitest';
import { sparringPileTable } from './tables.ts';
import { sparring } from '#tests/sparring.ts';

test('hands stand in the order they were raised, and only the one who leads gives the word', async () => {
	const house = await sparring({ model: 'incident' });
	const { app, at, does, karim, signe, jonas, hanne } = house;
	const { id, at: step } = await at('whatIDid');
	const hands = async () => (await app.sparring.state(signe.actor, id)).hands;
	for (const { actor } of [jonas, signe, hanne]) {
		expect(await does(actor, id, { do: 'raiseHand', at: step })).toEqual({ ok: true });
	}
	expect(await does(jonas.actor, id, { do: 'raiseHand', at: step })).toMatchObject({
		why: 'changed'
	});
	expect(await hands()).toEqual([jonas.actor.id, signe.actor.id, hanne.actor.id]);
	await expect(does(hanne.actor, id, { do: 'lowerHand', who: jonas.actor.id })).rejects.toThrow(
		'not-allowed'
	);
	await does(karim.actor, id, { do: 'lowerHand', who: jonas.actor.id });
	await does(hanne.actor, id, { do: 'lowerHand', who: hanne.actor.id });
	expect(await hands()).toEqual([signe.actor.id]);
	await does(karim.actor, id, { do: 'next', at: step });
	expect(await hands()).toEqual([]);
});

test('nobody asks for a word that is given in turn, that they listen to, or in silence', async () => {
	const { at, does, row, karim, signe, jonas } = await sparring();
	const { id } = await at('problems');
	const steps = (await row(id)).steps.map(({ key }) => key);
	const raises = async (who: typeof jonas, step: string) => {
		const now = (await row(id)).clock?.step ?? 0;
		const to = steps.indexOf(step);
		if (to !== now) await does(karim.actor, id, { do: 'goTo', at: now, step: to });
		return does(who.actor, id, { do: 'raiseHand', at: to });
	};
	for (const step of ['questions', 'advice', 'unfold', 'choose', 'learn']) {
		expect(await raises(jonas, step), step).toEqual({ ok: false, why: 'noHands' });
	}
	expect(await raises(signe, 'advice')).toEqual({ ok: false, why: 'noHands' });
	// Left once, the advice is on the screens and talked about: now there is a word to ask for.
	expect(await raises(jonas, 'advice')).toEqual({ ok: true });
});

test('a face is chosen once, shown with the others, and gone with the rest', async () => {
	const house = await sparring();
	const { app, at, does, db, passes, running, karim, signe, jonas, hanne } = house;
	const { id, at: step } = await at('learn');
	const state = () => app.sparring.state(signe.actor, id);
	const rate = (who: typeof jonas, face: 1 | 2 | 3 | 4) =>
		does(who.actor, id, { do: 'rate', at: step, face });
	expect(await rate(jonas, 4)).toEqual({ ok: true });
	expect(await rate(jonas, 1)).toEqual({ ok: false, why: 'changed' });
	expect(await does(jonas.actor, id, { do: 'finish', at: step, finished: false })).toMatchObject({
		why: 'notNow'
	});
	await rate(hanne, 4);
	await rate(signe, 2);
	expect(await state()).toMatchObject({ finished: 3, of: 4, process: null });
	await expect(does(jonas.actor, id, { do: 'reveal', at: step })).rejects.toThrow('not-allowed');
	await does(karim.actor, id, { do: 'reveal', at: step });
	const counts = { 1: 0, 2: 1, 3: 0, 4: 2 };
	expect((await state()).process).toEqual(counts);
	expect(await rate(karim, 1)).toEqual({ ok: false, why: 'notNow' });
	await does(karim.actor, id, { do: 'close' });
	expect((await app.sparring.enter(jonas.actor, id)).state.process).toEqual(counts);
	passes(32 * 86_400_000);
	await running.eraseDue();
	expect(await db.select().from(sparringPileTable)).toEqual([]);
});

test('two answers are not shown: each of the two would know the other’s', async () => {
	const { app, at, does, karim, jonas, hanne } = await sparring({ model: 'incident' });
	const { id, at: step } = await at('learn');
	for (const { actor } of [jonas, hanne]) {
		await does(actor, id, { do: 'rate', at: step, face: 3 });
	}
	await does(karim.actor, id, { do: 'close' });
	expect(await app.sparring.state(jonas.actor, id)).toMatchObject({
		phase: 'closed',
		revealed: true,
		process: null
	});
});
