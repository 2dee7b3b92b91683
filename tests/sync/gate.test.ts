import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { Content } from '#server/sync/content.ts';
import { defaultLimits } from '#server/sync/limits.ts';
import { updateIn } from '#server/sync/protocol.ts';
import { length, report } from '../support/long.ts';
import { Chance, Writer, forge, mutate, seedOf } from './updates.ts';

const rules = { roots: ['text', 'cards', 'list'] };
/** Ownership is not what is asked here. */
const anybody = { by: 'anybody', bringsBack: true, newClients: 0 };
const senderOf = ({ doc }: Writer) => ({
	by: `writer ${doc.clientID}`,
	bringsBack: false,
	newClients: 1
});
const nothing = { snapshot: null, upto: 0, rows: [] };
const open = () => new Content(nothing, rules, defaultLimits);

const rounds = length({ short: 60, long: 5_000 });
const attempts = 200;
const plain = (doc: Y.Doc) => [
	doc.getMap('cards').toJSON(),
	doc.getText('text').toJSON(),
	doc.getArray('list').toJSON()
];

const clocksOf = (doc: Y.Doc) => Y.decodeStateVector(Y.encodeStateVector(doc));

/** Three writers and a room between them, in some honest order, with stretches offline. */
let honest = 0;
function play(seed: number, moves: number, room: Content): Writer[] {
	const chance = new Chance(seed);
	const writers = [new Writer(chance, 11), new Writer(chance, 22), new Writer(chance, 33)];
	const told = new Map<Writer, number>();
	const everything: { update: Uint8Array; by: Writer }[] = [];
	for (let move = 0; move < moves; move++) {
		const writer = chance.one(writers);
		writer.edits();
		if (chance.happens(4)) continue; // offline for a while
		// Either every change as it was made, or all at once, as after a reconnect.
		const missed = chance.happens(3)
			? [Y.encodeStateAsUpdate(writer.doc, room.stateVector())]
			: writer.updates;
		for (const update of missed) {
			const verdict = room.take(update, senderOf(writer));
			expect(verdict.is, `an honest update, seed ${seed}`).toMatch(/^(new|known)$/);
			honest += 1;
			if (verdict.is === 'new') everything.push({ update: verdict.update, by: writer });
		}
		writer.updates.length = 0;
		for (const { update, by } of everything.slice(told.get(writer) ?? 0)) {
			if (by !== writer) writer.hears(update);
		}
		told.set(writer, everything.length);
		if (chance.happens(40)) room.condense();
	}
	return writers;
}

test('[R50] whatever honest people write is let in, and nothing of it is lost', () => {
	const first = seedOf(1);
	for (let seed = first; seed < first + rounds; seed++) {
		const room = open();
		const writers = play(seed, 60, room);
		for (const { doc } of writers) {
			room.take(Y.encodeStateAsUpdate(doc, room.stateVector()), anybody);
		}
		const whole = room.read();
		for (const { doc } of writers) {
			for (const frame of room.missing(Y.encodeStateVector(doc)) ?? []) {
				Y.applyUpdate(doc, updateIn(frame));
			}
			expect(plain(doc), `seed ${seed}`).toEqual(plain(whole));
		}
		expect(whole.store.pendingStructs).toBe(null);
		expect(whole.store.pendingDs).toBe(null);
	}
	report('honest boards', first, `${honest} updates`, '0 refused');
}, 3_600_000);

test('[R51] whatever the gate lets in applies whole; whatever it refuses leaves no trace', () => {
	const first = seedOf(7_000);
	let accepted = 0;
	for (let seed = first; seed < first + rounds; seed++) {
		const chance = new Chance(seed);
		const room = open();
		const [writer] = play(seed, 25, room);
		const updates = (room.missing(new Uint8Array([0])) ?? []).map(updateIn);
		const peer = room.read();
		const live = new Y.Doc({ gc: false });
		for (const update of updates) Y.applyUpdate(live, update);
		for (let attempt = 0; attempt < attempts; attempt++) {
			const bytes = chance.happens(2) ? forge(peer, chance) : mutate(chance.one(updates), chance);
			const before = [room.stateVector(), room.bytes, room.pieces];
			const verdict = room.take(bytes, anybody);
			if (verdict.is !== 'new') {
				const after = [room.stateVector(), room.bytes, room.pieces];
				expect(after, `seed ${seed}.${attempt}`).toEqual(before);
				continue;
			}
			accepted += 1;
			updates.push(verdict.update);
			for (const doc of [peer, live]) {
				const say = `seed ${seed}, attempt ${attempt}, ${Buffer.from(bytes).toString('hex')}`;
				expect(() => Y.applyUpdate(doc, verdict.update), say).not.toThrow();
				expect(doc.store.pendingStructs, say).toBe(null);
				expect(doc.store.pendingDs, say).toBe(null);
				expect(
					[...doc.share.keys()].filter((name) => !rules.roots.includes(name)),
					say
				).toEqual([]);
			}
			expect(clocksOf(peer), `seed ${seed}, attempt ${attempt}`).toEqual(
				Y.decodeStateVector(room.stateVector())
			);
		}
		expect(() => plain(peer)).not.toThrow();
		expect(writer).toBeDefined();
	}
	expect(accepted).toBeGreaterThan(rounds * 8);
	report(
		'gate fuzz',
		first,
		`${rounds * attempts} executions`,
		`${accepted} let in, all of them whole, nothing pending, no unnamed root; of the others no trace`
	);
}, 3_600_000);
