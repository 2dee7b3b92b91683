import * as decoding from 'lib0/decoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { messageTypes } from '#lib/wire/message-types.ts';
import type { Granted } from '#server/sync/admission.ts';
import { createLocalBus } from '#server/sync/bus.ts';
import { createRooms, type Rooms } from '#server/sync/rooms.ts';
import type { Visit } from '#server/sync/session.ts';
import { createMemoryLog, type UpdateLog } from '#server/sync/update-log.ts';
import { isLong, length, report } from '../support/long.ts';
import { who } from './meeting.ts';
import { frame } from './raw-client.ts';
import { Chance, Writer, seedOf } from './updates.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A log whose disk is slow: what was handed over when the process dies is not there. */
class Disk {
	readonly log = createMemoryLog();
	#arrive: (() => void)[] = [];

	/** The log as one process sees it; `dies` cuts it off. */
	attach(): { log: UpdateLog; dies: () => void } {
		let alive = true;
		const append: UpdateLog['append'] = async (entries) => {
			await new Promise<void>((resolve) => this.#arrive.push(resolve));
			return alive ? this.log.append(entries) : new Promise(() => {});
		};
		return { log: { ...this.log, append }, dies: () => (alive = false) };
	}

	writes(): void {
		for (const arrive of this.#arrive.splice(0)) arrive();
	}
}

/** A browser with a stock client and our fences, on a line whose every frame the test moves. */
class Browser {
	readonly writer: Writer;
	readonly key: string;
	readonly documentId: string;
	readonly toServer: Uint8Array[] = [];
	readonly toBrowser: Uint8Array[] = [];
	visit: Visit | null = null;
	closedWith: number | null = null;
	#answered = false;
	#fences = 0;
	readonly #asked = new Map<number, number>();
	/** Own clock up to which the server gave a receipt. */
	saved = 0;

	constructor(key: string, documentId: string, chance: Chance, clientID: number) {
		this.key = key;
		this.documentId = documentId;
		this.writer = new Writer(chance, clientID);
	}

	get clock(): number {
		const clocks = Y.decodeStateVector(Y.encodeStateVector(this.writer.doc));
		return clocks.get(this.writer.doc.clientID) ?? 0;
	}

	async comes(rooms: Rooms): Promise<void> {
		const admit = async (): Promise<Granted> => granted;
		const granted: Granted = {
			ok: true,
			access: 'write',
			who: who(this.key),
			session: this.key,
			readmit: admit
		};
		const room = await rooms.open(this.documentId);
		this.closedWith = null;
		this.#answered = false;
		const visit = rooms.enter(
			room,
			{
				send: (batch) => void (this.visit === visit && this.toBrowser.push(...batch)),
				close: (code) => {
					this.closedWith = code;
					this.goes();
				},
				terminate: () => this.goes(),
				ping: () => {},
				pause: () => {},
				resume: () => {},
				buffered: () => 0
			},
			granted,
			rooms.rightsVersion
		);
		this.visit = visit;
		this.toServer.push(frame(0, 0, Y.encodeStateVector(this.writer.doc)));
	}

	/** The line is cut: what was under way in either direction is gone. */
	goes(): void {
		const visit = this.visit;
		this.visit = null;
		this.toServer.length = this.toBrowser.length = 0;
		visit?.ended();
	}

	edits(onlyDeletes: boolean): void {
		if (onlyDeletes) this.writer.deletes();
		else this.writer.edits();
		const updates = this.writer.updates.splice(0);
		if (!this.visit) return;
		for (const update of updates) this.toServer.push(frame(0, 2, update));
		this.asks();
	}

	/** Never before the answer to the server: what was written offline lies in that. */
	asks(): void {
		if (!this.#answered) return;
		this.#asked.set(++this.#fences, this.clock);
		this.toServer.push(frame(4, this.#fences));
	}

	/** One frame arrives at one end. */
	moves(chance: Chance): boolean {
		const [first, second] = chance.happens(2) ? [0, 1] : [1, 0];
		return [first, second].some((direction) => {
			const bytes = (direction ? this.toServer : this.toBrowser).shift();
			if (!bytes) return false;
			if (direction) this.visit?.frame(bytes);
			else this.#hears(bytes);
			// What was sent before a line broke may come again after it.
			if (bytes[0] === 0 && bytes[1] === 2 && chance.happens(10)) {
				if (direction) this.visit?.frame(bytes);
				else this.#hears(bytes);
			}
			return true;
		});
	}

	#hears(bytes: Uint8Array): void {
		const decoder = decoding.createDecoder(bytes);
		const type = decoding.readVarUint(decoder);
		if (type === messageTypes.fence) {
			this.saved = Math.max(this.saved, this.#asked.get(decoding.readVarUint(decoder)) ?? 0);
		}
		if (type !== messageTypes.sync) return;
		const step = decoding.readVarUint(decoder);
		const body = decoding.readVarUint8Array(decoder);
		if (step !== 0) return this.writer.hears(body);
		this.toServer.push(frame(0, 1, Y.encodeStateAsUpdate(this.writer.doc, body)));
		this.#answered = true;
		this.asks();
	}
}

const plain = (doc: Y.Doc) => [
	doc.getMap('cards').toJSON(),
	doc.getText('text').toJSON(),
	doc.getArray('list').toJSON()
];

const documents = ['one', 'two'];

/** Lines cut, the server killed between telling and saving, the log folded: then everybody is back. */
async function play(seed: number): Promise<void> {
	const chance = new Chance(seed);
	const disk = new Disk();
	let { log, dies } = disk.attach();
	const start = () =>
		createRooms({
			log,
			bus: createLocalBus(),
			now: () => new Date(),
			rules: async () => ({ roots: ['text', 'cards', 'list'] }),
			layout: 1,
			limits: {
				messageBurst: 1e6,
				syncRequestsPerMinute: 1e6,
				presenceGatherMs: 0,
				foldUpdates: 1 + chance.below(30),
				closeMs: 1
			}
		});
	let rooms = start();
	const count = 2 + chance.below(4);
	const browsers = Array.from(
		{ length: count },
		// The first two are one person in two tabs; the others are on either board.
		(_, at) =>
			new Browser(
				at === 1 ? 'person0' : `person${at}`,
				at < 2 ? 'one' : chance.one(documents),
				chance,
				100 + at
			)
	);
	for (let move = 0; move < 120; move++) {
		const browser = chance.one(browsers);
		switch (chance.below(12)) {
			case 0:
				if (browser.visit) browser.goes();
				else await browser.comes(rooms);
				break;
			case 1:
				disk.writes();
				await turn();
				break;
			case 2:
				if (chance.happens(2)) await disk.log.fold(chance.one(documents));
				break;
			case 3:
				if (!chance.happens(4)) break;
				dies();
				for (const one of browsers) one.goes();
				void rooms.close();
				disk.writes();
				await checkReceipts(disk, browsers, seed);
				({ log, dies } = disk.attach());
				rooms = start();
				break;
			case 4:
			case 5:
				browser.edits(chance.happens(5));
				break;
			default:
				browser.moves(chance);
				if (chance.happens(3)) await turn();
		}
	}
	await settle(rooms, disk, browsers, chance);
	await checkReceipts(disk, browsers, seed);

	for (const documentId of documents) {
		const whole = await rooms.read(documentId);
		const reader = new Browser('reader', documentId, chance, 900);
		const here = [...browsers.filter((one) => one.documentId === documentId), reader];
		await settle(rooms, disk, here, chance);
		for (const { writer, closedWith } of here) {
			expect(closedWith, `seed ${seed}`).toBe(null);
			expect(plain(writer.doc), `seed ${seed}`).toEqual(plain(whole));
			expect(
				Y.equalSnapshots(Y.snapshot(writer.doc), Y.snapshot(whole)),
				`clocks and deletions, seed ${seed}`
			).toBe(true);
		}
	}
	await rooms.close();
}

async function settle(rooms: Rooms, disk: Disk, browsers: Browser[], chance: Chance) {
	for (const browser of browsers) if (!browser.visit) await browser.comes(rooms);
	for (let quiet = 0; quiet < 4;) {
		let moved = false;
		for (const browser of browsers) {
			while (browser.moves(chance)) moved = true;
			if (!browser.visit) await browser.comes(rooms);
		}
		disk.writes();
		await turn();
		await turn();
		quiet = moved ? 0 : quiet + 1;
	}
}

/** What has a receipt is in the log, whoever is alive to bring it back. */
async function checkReceipts(disk: Disk, browsers: Browser[], seed: number): Promise<void> {
	await turn();
	for (const documentId of documents) {
		const { snapshot, rows } = await disk.log.read(documentId);
		const doc = new Y.Doc();
		if (snapshot) Y.applyUpdate(doc, snapshot);
		for (const { update } of rows) Y.applyUpdate(doc, update);
		const clocks = Y.decodeStateVector(Y.encodeStateVector(doc));
		for (const { writer, saved, key, documentId: where } of browsers) {
			if (where !== documentId) continue;
			const kept = clocks.get(writer.doc.clientID) ?? 0;
			expect(kept, `seed ${seed}, ${key}`).toBeGreaterThanOrEqual(saved);
		}
	}
}

test('[R5] [R6] [R53] however lines are cut and servers die, no receipt was a lie and all end alike', async () => {
	const first = seedOf(1);
	const schedules = length({ short: 300, long: 5_000 });
	for (let seed = first; seed < first + schedules; seed++) {
		await play(seed);
		if (isLong && seed % 1_000 === 0) console.log(`schedule ${seed}`);
	}
	report(
		'convergence',
		first,
		`${schedules} schedules`,
		'0 false receipts; all replicas and a fresh reader equal in content, clocks and deletions'
	);
}, 3_600_000);
