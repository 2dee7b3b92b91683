import { expect, test } from 'vitest';
import { listen } from '#tests/app.ts';
import { sparring } from '#tests/sparring.ts';
import { everything, keyOf, tracesOf, watch } from '#tests/traces.ts';

/** How a sparring went is told as four numbers; no frame, row or line of the trail says whose is which. */

async function lastStep() {
	const house = await sparring({ cookies: true });
	const { id, at } = await house.at('learn');
	const { documentId } = await house.row(id);
	const observer = await watch(await listen(house.running), documentId, house.signe.cookie);
	await observer.caughtUp();
	const rate = (who: typeof house.jonas, face: 1 | 2 | 3 | 4) =>
		house.does(who.actor, id, { do: 'rate', at, face });
	return { ...house, id, step: at, observer, rate };
}

/** All of a state but what every state has of its own. */
function told(house: Awaited<ReturnType<typeof lastStep>>) {
	const last = house.observer.news().at(-1);
	if (!last) throw new Error('nothing was told');
	const { version: _version, now: _now, ...rest } = last;
	return rest;
}

test('a face is told as one more answer, the same whoever chose and whichever it was', async () => {
	const seen: unknown[] = [];
	for (const [who, face] of [
		['jonas', 1],
		['hanne', 4]
	] as const) {
		const house = await lastStep();
		await house.rate(house[who], face);
		await house.observer.caughtUp();
		const state = told(house);
		expect(state).toMatchObject({ finished: 1, of: 4, process: null });
		seen.push(Object.keys(state).sort(), state.finished, state.process, state.hands);
	}
	expect(seen.slice(0, 4)).toEqual(seen.slice(4));
});

test('what a face changes names its owner only among those who have answered, with no face beside', async () => {
	const house = await lastStep();
	const { running, rate, jonas, hanne, karim } = house;
	await rate(karim, 2);
	for (const [who, face] of [
		[jonas, 4],
		[hanne, 4]
	] as const) {
		const before = new Set((await everything(running)).map(keyOf));
		await rate(who, face);
		const changed = (await everything(running)).filter((row) => !before.has(keyOf(row)));
		// The register and the count, which share nothing but the session; nothing in the trail.
		expect(changed.map(({ table }) => table).sort()).toEqual(['sparring', 'sparring_pile']);
		const pile = changed.find(({ table }) => table === 'sparring_pile')?.text ?? '';
		for (const trace of tracesOf([who.actor.id, `person:${who.actor.id}`, who.actor.name])) {
			expect(pile).not.toContain(trace);
		}
	}
	const [register] = await running.sql<{ finished: string[] }[]>`select finished from sparring`;
	// In the order of their ids: who was last is not told by it.
	expect(register?.finished).toEqual(
		[karim, jonas, hanne].map(({ actor }) => String(actor.id)).sort()
	);
});

test('shown, the faces are four numbers on the line and in the rows, and the register is empty after', async () => {
	const house = await lastStep();
	const { running, rate, does, jonas, hanne, karim, id, step, observer } = house;
	await rate(jonas, 1);
	await rate(hanne, 4);
	await rate(karim, 4);
	const frames = observer.frames.length;
	await does(karim.actor, id, { do: 'reveal', at: step });
	await observer.caughtUp();
	expect(told(house).process).toEqual({ 1: 1, 2: 0, 3: 0, 4: 2 });
	expect(observer.frames.length).toBeGreaterThan(frames);
	await does(karim.actor, id, { do: 'close' });
	const rows = await everything(running);
	const [register] = await running.sql`select finished from sparring`;
	expect(register).toEqual({ finished: [] });
	const trail = rows.filter(({ table }) => table === 'audit_event');
	for (const { text } of trail) expect(text).not.toMatch(/sparring:rate/);
	expect(trail.some(({ text }) => text.includes('sparring:reveal'))).toBe(true);
});
