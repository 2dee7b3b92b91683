import { expect, onTestFinished, test } from 'vitest';
import type { SparringState } from '#lib/model/sparring.ts';
import { messageTypes } from '#lib/wire/message-types.ts';
import { listen } from '#tests/app.ts';
import { liveClient } from '#tests/signed-in.ts';
import { sparring } from '#tests/sparring.ts';
import { everything, keyOf, tracesOf, watch } from '#tests/traces.ts';
import { until } from '#tests/until.ts';

/**
 * Point by point, that nobody can find out who wrote what in silence: not from what comes over the
 * line, not from any row, its transaction or its order, not from the trail, not from the log.
 */

const notes = ['Ring om morgenen.', 'Gå en tur sammen.', 'Vent en uge, og spørg så igen.'];

/** Where a note may be once it is shown: in the document and what is drawn from it. */
const documentTables = ['document_update', 'document_snapshot', 'projection'];

async function silentStep() {
	const house = await sparring({ cookies: true });
	const { id, at } = await house.at('advice');
	const { documentId } = await house.row(id);
	const address = await listen(house.running);
	const observer = await watch(address, documentId, house.signe.cookie);
	await observer.caughtUp();
	const names = tracesOf(
		house.all.flatMap(({ actor, cookie, member, caseId }) => [
			actor.id,
			`person:${actor.id}`,
			actor.name,
			actor.session,
			cookie.slice(cookie.indexOf('=') + 1),
			member,
			caseId
		])
	);
	const said: string[] = [];
	const write = process.stdout.write.bind(process.stdout);
	process.stdout.write = (chunk: string | Uint8Array) => {
		said.push(String(chunk));
		return write(chunk);
	};
	onTestFinished(() => void (process.stdout.write = write));
	return { ...house, id, step: at, documentId, address, observer, names, said };
}

test('laying a note changes one row in the whole database, and sends nothing to anybody', async () => {
	const { running, write, karim, jonas, hanne, id, step, observer, names, said } =
		await silentStep();
	const writers = [karim, jonas, hanne];
	await write(writers[0]?.actor ?? karim.actor, id, step, notes[0] ?? '');
	for (const [index, writer] of writers.entries()) {
		if (index === 0) continue;
		const before = new Set((await everything(running)).map(keyOf));
		const framesBefore = observer.frames.length;
		await write(writer.actor, id, step, notes[index] ?? '');
		const changed = (await everything(running)).filter((row) => !before.has(keyOf(row)));
		expect(changed.map(({ table }) => table)).toEqual(['sparring_pile']);
		for (const name of names) expect(changed[0]?.text).not.toContain(name);
		await observer.caughtUp();
		// The answer to the fence, and no other frame.
		expect(observer.frames.slice(framesBefore).map(([type]) => type)).toEqual([messageTypes.fence]);
	}
	for (const text of notes) expect(said.join('')).not.toContain(text);
});

test('the rows that hold a note name nobody, nor does anything written in the same transaction', async () => {
	const { running, write, does, karim, jonas, hanne, id, step, observer, names } =
		await silentStep();
	for (const [index, writer] of [karim, jonas, hanne].entries()) {
		await write(writer.actor, id, step, notes[index] ?? '');
		await does(writer.actor, id, { do: 'finish', at: step, finished: true });
	}
	const holdersName = async () => {
		const rows = await everything(running);
		const holders = rows.filter(({ text }) => notes.some((note) => text.includes(note)));
		const beside = rows.filter(({ xmin }) => holders.some((one) => one.xmin === xmin));
		expect(holders.length).toBeGreaterThan(0);
		return beside.filter(({ text }) => names.some((name) => text.includes(name)));
	};
	expect(await holdersName()).toEqual([]);
	await does(karim.actor, id, { do: 'reveal', at: step });
	expect(await holdersName()).toEqual([]);

	await observer.caughtUp();
	const shown = observer.frames.filter((frame) =>
		notes.some((note) => Buffer.from(frame).toString('utf8').includes(note))
	);
	// All of them at once, in one frame.
	expect(shown).toHaveLength(1);
	for (const frame of shown) {
		for (const name of names) expect(Buffer.from(frame).toString('utf8')).not.toContain(name);
	}
	const trail = (await everything(running)).filter(({ table }) => table === 'audit_event');
	for (const { text } of trail)
		expect(text).not.toMatch(/sparring:(finish|vote|written|published)/);
});

test('shown, a note’s key is nowhere but in the document, and is made of nothing about its writer', async () => {
	const { running, write, does, board, karim, jonas, hanne, id, step, names } = await silentStep();
	for (const [index, writer] of [karim, jonas, hanne].entries()) {
		await write(writer.actor, id, step, notes[index] ?? '');
		await does(writer.actor, id, { do: 'finish', at: step, finished: true });
	}
	await write(hanne.actor, id, step, 'Spørg hende selv.');
	const [pile] = await running.sql<{ notes: { key: string; text: string }[] }[]>`
		select notes from sparring_pile where sparring_id = ${id}`;
	expect(Object.keys(pile?.notes[0] ?? {}).sort()).toEqual(['key', 'text']);
	const before = (await everything(running)).map(keyOf);
	await does(karim.actor, id, { do: 'reveal', at: step });

	const keys = (await board(id)).posts.map((post) => post.key);
	expect(new Set(keys).size).toBe(4);
	// The keys of the pile, so that a reveal done twice shows nothing twice; no others, and no map to them.
	expect([...keys].sort()).toEqual((pile?.notes ?? []).map((one) => one.key).sort());
	const after = await everything(running);
	const holders = after.filter(({ text }) => keys.some((one) => text.includes(one)));
	for (const { table } of holders) expect(documentTables).toContain(table);
	for (const trace of names) for (const one of keys) expect(one).not.toContain(trace);
	// Whatever the reveal wrote, beside the trail of who pressed, leads to nobody who wrote.
	const known = new Set(before);
	const writers = tracesOf([jonas, hanne].flatMap(({ actor }) => [actor.id, actor.session]));
	for (const row of after.filter((one) => !known.has(keyOf(one)) && one.table !== 'sparring')) {
		for (const trace of writers) expect(row.text, row.table).not.toContain(trace);
	}
});

test('the same people who write the same again leave nothing that is the same', async () => {
	const { write, does, board, at, karim, jonas, hanne, id, step } = await silentStep();
	const shownIn = async (session: typeof id, atStep: number) => {
		for (const writer of [karim, jonas, hanne]) {
			await write(writer.actor, session, atStep, notes[0] ?? '');
		}
		await does(karim.actor, session, { do: 'reveal', at: atStep });
		return (await board(session)).posts;
	};
	const first = await shownIn(id, step);
	const again = await at('advice');
	const second = await shownIn(again.id, again.at);
	for (const posts of [first, second]) {
		// All that a note has is the step's, not the writer's.
		const { key: _key, order: _order, ...rest } = posts[0] as Record<string, unknown> & object;
		for (const post of posts) expect(post).toMatchObject(rest);
	}
	for (const { key: one } of first) {
		for (const { key: other } of second) {
			expect(one).not.toBe(other);
			// A key that begins or ends with its writer would come again.
			expect(one.slice(0, 8)).not.toBe(other.slice(0, 8));
			expect(one.slice(-8)).not.toBe(other.slice(-8));
		}
	}
});

test('that somebody has finished is told as a number, the same whoever it was', async () => {
	const { does, jonas, hanne, id, step, observer } = await silentStep();
	const toldAfter = async (who: typeof jonas, finished: boolean) => {
		await does(who.actor, id, { do: 'finish', at: step, finished });
		await observer.caughtUp();
		const {
			version: _version,
			now: _now,
			...told
		} = observer.news().at(-1) ?? ({} as SparringState);
		return told;
	};
	const jonasIs = await toldAfter(jonas, true);
	await toldAfter(jonas, false);
	const hanneIs = await toldAfter(hanne, true);
	expect(jonasIs.finished).toBe(1);
	expect(hanneIs).toEqual(jonasIs);
});

test('the order of the notes says nothing, in the pile or on the screens', async () => {
	const { write, does, board, karim, jonas, id, step, running } = await silentStep();
	const laid = Array.from({ length: 9 }, (_, index) => `Prøv vej ${'abcdefghi'[index]}.`);
	for (const text of laid) await write(jonas.actor, id, step, text);
	const [pile] = await running.sql<{ notes: { text: string }[] }[]>`
		select notes from sparring_pile where sparring_id = ${id}`;
	const piled = pile?.notes.map(({ text }) => text) ?? [];
	expect([...piled].sort()).toEqual(laid);
	// One chance in 362,880 each.
	expect(piled).not.toEqual(laid);
	await does(karim.actor, id, { do: 'reveal', at: step });
	const shown = (await board(id)).posts.map(({ text }) => text);
	expect(shown).not.toEqual(laid);
	expect(shown).not.toEqual(piled);
});

test('[R24] nobody is seen to type: presence is neither taken in nor told, whoever sends it', async () => {
	const { address, documentId, jonas, hanne, write, does, karim, id, step } = await silentStep();
	const door = { url: address, origin: 'http://localhost' };
	const typing = liveClient(door, documentId, jonas.cookie);
	const seeing = liveClient(door, documentId, hanne.cookie);
	await until(() => typing.provider.synced && seeing.provider.synced);
	typing.provider.awareness.setLocalState({ at: 'posts/x/text' });
	// What comes after a presence on the same line has come, so the presence would have.
	await write(jonas.actor, id, step, notes[0] ?? '');
	await does(karim.actor, id, { do: 'reveal', at: step });
	await until(() => seeing.doc.getMap('posts').size === 1);
	expect([...seeing.provider.awareness.getStates().keys()]).toEqual([
		seeing.provider.awareness.clientID
	]);
});

test('[P10] no client writes in a sparring: the line is closed, and nothing is there', async () => {
	const { address, documentId, jonas, board, id } = await silentStep();
	const client = liveClient({ url: address, origin: 'http://localhost' }, documentId, jonas.cookie);
	await until(() => client.provider.synced);
	client.doc.getMap('posts').set('mine', 'x');
	await until(() => client.closedWith !== null);
	expect(client.closedWith).toBe(4403);
	expect((await board(id)).posts).toEqual([]);
});

test('[R48] struck out, a name is on no screen, in no row and no snapshot, and is sent to nobody later', async () => {
	const { address, documentId, signe, jonas, hanne, karim, write, does, board, id, step, running } =
		await silentStep();
	const door = { url: address, origin: 'http://localhost' };
	const seeing = liveClient(door, documentId, hanne.cookie);
	await until(() => seeing.provider.synced);
	await write(jonas.actor, id, step, 'Spørg ham fra Fjordvang om det.');
	await write(hanne.actor, id, step, notes[1] ?? '');
	await does(karim.actor, id, { do: 'reveal', at: step });
	await until(() => seeing.doc.getMap('posts').size === 2);
	const bad = (await board(id)).posts.find(({ text }) => text.includes('Fjordvang'));
	expect(await does(signe.actor, id, { do: 'strike', key: bad?.key ?? '' })).toEqual({ ok: true });

	await until(() => seeing.doc.getMap('posts').size === 1);
	for (const { table, text } of await everything(running)) {
		expect(text, table).not.toContain('Fjordvang');
	}
	const late = await watch(address, documentId, jonas.cookie);
	await late.caughtUp();
	const stock = liveClient(door, documentId, jonas.cookie);
	await until(() => stock.provider.synced);
	expect(stock.doc.getMap('posts').size).toBe(1);
	for (const frame of late.frames)
		expect(Buffer.from(frame).toString('utf8')).not.toContain('Fjordvang');
});

test('a socket that asks after the date of erasure is turned away, and one that is in is sent out', async () => {
	const { address, documentId, jonas, hanne, karim, does, id, running, passes } =
		await silentStep();
	const door = { url: address, origin: 'http://localhost' };
	const inside = liveClient(door, documentId, jonas.cookie);
	await until(() => inside.provider.synced);
	await does(karim.actor, id, { do: 'close' });
	passes(32 * 86_400_000);
	await running.eraseDue();
	await until(() => inside.closedWith !== null);
	expect([4404, 4410]).toContain(inside.closedWith);
	const late = liveClient(door, documentId, hanne.cookie);
	await until(() => late.closedWith !== null);
	expect([4401, 4404]).toContain(late.closedWith);
	expect(late.doc.getMap('posts').size).toBe(0);
});
