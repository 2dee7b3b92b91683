import * as decoding from 'lib0/decoding';
import WebSocket from 'ws';
import * as Y from 'yjs';
import type { Typist } from './typist.ts';
import { frames, type Dialect } from './wire.ts';

/** Where somebody connects. */
export interface Seat {
	url: string;
	headers: Record<string, string>;
	room: string;
	dialect: Dialect;
	/** Which of the contender's processes it is at. */
	node: number;
}

export interface Arrival {
	update: Uint8Array;
	at: number;
	last: boolean;
}

/** Told of each letter of somebody else that arrives for the first time. */
export type Heard = (typist: Typist, letter: number, at: number, by: Member) => void;

/** One socket in a room. It keeps no document: what arrives is compared with what was typed. */
export class Member {
	readonly seat: Seat;
	readonly openedAt: Promise<number>;
	readonly startedAt = performance.now();
	#opened: ((at: number) => void) | undefined;
	#failed: ((error: Error) => void) | undefined;
	readonly #socket: WebSocket;
	readonly #typists: ReadonlyMap<number, Typist>;
	readonly #heard: Heard | undefined;
	/** Of each typist, how many letters have come one after the other, and the last that came. */
	readonly #letters = new Map<Typist, { inOrder: number; highest: number }>();
	/** Whatever else came. */
	readonly arrivals: Arrival[] = [];
	synced = false;
	closedWith: number | null = null;
	readonly typist: Typist | null;
	/** How many letters have a receipt, and what each waited. */
	saved = 0;
	readonly receiptMs: number[] = [];
	#fence = { number: 0, covers: 0, open: false };
	/** Where every edit is acknowledged: which of those still to be were letters. */
	readonly #unacknowledged: boolean[] = [];

	constructor(
		seat: Seat,
		typists: ReadonlyMap<number, Typist>,
		{ typist = null, heard }: { typist?: Typist | null; heard?: Heard } = {}
	) {
		this.seat = seat;
		this.typist = typist;
		this.#typists = typists;
		this.#heard = heard;
		this.openedAt = new Promise((resolve, reject) => {
			this.#opened = resolve;
			this.#failed = reject;
		});
		this.openedAt.catch(() => undefined);
		this.#socket = new WebSocket(seat.url, {
			headers: seat.headers,
			perMessageDeflate: false,
			maxPayload: 64 * 1024 * 1024
		});
		this.#socket.on('open', () => {
			for (const frame of seat.dialect.greetings(seat.room)) this.#socket.send(frame);
			this.#opened?.(performance.now());
		});
		this.#socket.on('error', (error) => this.#failed?.(error));
		this.#socket.on('close', (code) => (this.closedWith = code));
		this.#socket.on('message', (data) => {
			if (data instanceof Buffer) this.#hear(data, performance.now());
		});
	}

	send(frame: Uint8Array): void {
		this.#socket.send(this.seat.dialect.wrap(this.seat.room, frame));
	}

	edit(update: Uint8Array): void {
		this.#unacknowledged.push(false);
		this.send(frames.update(update));
	}

	/** The next letter of this member's typist, and where the caret is after it. */
	type(cursor: boolean): void {
		if (!this.typist) return;
		this.#unacknowledged.push(true);
		this.send(frames.update(this.typist.type(performance.now())));
		if (cursor) this.send(this.typist.cursor());
		this.#askForReceipt();
	}

	/** As our own client does: one fence at a time, and another if something was typed since. */
	#askForReceipt(): void {
		if (this.seat.dialect.receipts !== 'fence' || this.#fence.open || !this.typist) return;
		const covers = this.typist.updates.length;
		if (covers === this.saved) return;
		this.#fence = { number: this.#fence.number + 1, covers, open: true };
		this.send(frames.fence(this.#fence.number));
	}

	#receipt(number: number, at: number): void {
		if (this.seat.dialect.receipts === 'status') {
			if (this.#unacknowledged.shift()) this.#saveUpTo(this.saved + 1, at);
			return;
		}
		if (number !== this.#fence.number) return;
		this.#saveUpTo(this.#fence.covers, at);
		this.#fence.open = false;
		this.#askForReceipt();
	}

	#saveUpTo(letters: number, at: number): void {
		for (; this.saved < letters; this.saved++) {
			this.receiptMs.push(at - (this.typist?.sentAt[this.saved] ?? at));
		}
	}

	#hear(frame: Buffer, at: number): void {
		const said = this.seat.dialect.read(frame);
		if (said.is === 'sync-request') {
			this.#unacknowledged.push(false);
			return this.send(frames.emptyAnswer);
		}
		if (said.is === 'receipt') return this.#receipt(said.number, at);
		if (said.is !== 'update' || this.#isNextLetter(said.update, at)) return;
		this.#hearLettersIn(said.update, at);
		// A copy: what is kept must not keep the whole chunk that the socket read.
		this.arrivals.push({ update: said.update.slice(), at, last: said.last });
		if (said.last) this.synced = true;
	}

	/**
	 * Hears the letter that an update is, if it is exactly the bytes that were typed. Whether nothing
	 * else need be kept of it: it follows on what is here.
	 */
	#isNextLetter(update: Uint8Array, at: number): boolean {
		if (update[0] !== 1 || update[1] !== 1) return false;
		const decoder = decoding.createDecoder(update);
		decoder.pos = 2;
		const typist = this.#typists.get(decoding.readVarUint(decoder));
		if (!typist) return false;
		const letter = decoding.readVarUint(decoder) - typist.firstClock;
		const typed = typist.updates[letter];
		if (!typed || Buffer.compare(typed, update) !== 0) return false;
		const had = this.#letters.get(typist) ?? { inOrder: 0, highest: -1 };
		if (letter > had.highest) this.#heard?.(typist, letter, at, this);
		const follows = letter === had.inOrder;
		this.#letters.set(typist, {
			inOrder: had.inOrder + (follows ? 1 : 0),
			highest: Math.max(had.highest, letter)
		});
		return follows;
	}

	/** A busy server may send several letters as one update: each of them is heard all the same. */
	#hearLettersIn(update: Uint8Array, at: number): void {
		if (this.#typists.size === 0) return;
		for (const { id, length } of Y.decodeUpdate(update).structs) {
			const typist = this.#typists.get(id.client);
			if (!typist) continue;
			const had = this.#letters.get(typist) ?? { inOrder: 0, highest: -1 };
			const last = Math.min(id.clock + length - typist.firstClock, typist.updates.length) - 1;
			for (let letter = had.highest + 1; letter <= last; letter++) {
				this.#heard?.(typist, letter, at, this);
			}
			this.#letters.set(typist, { ...had, highest: Math.max(had.highest, last) });
		}
	}

	/** Whether a letter came in other bytes than those it was typed in, so that Yjs must judge. */
	get heardOddly(): boolean {
		return this.arrivals.some(({ at }) => at > (this.typist?.sentAt[0] ?? Infinity));
	}

	/** Whether every letter has a receipt. */
	get isSaved(): boolean {
		return this.saved === (this.typist?.updates.length ?? 0);
	}

	/** Whether every letter of others has come as it was typed. */
	hasAllOf(typists: Iterable<Typist>): boolean {
		for (const typist of typists) {
			if (typist === this.typist) continue;
			if ((this.#letters.get(typist)?.inOrder ?? 0) < typist.updates.length) return false;
		}
		return true;
	}

	/** The document as this member has it, with what it typed itself; after so many arrivals only. */
	document(arrivals = this.arrivals.length): Y.Doc {
		const doc = new Y.Doc();
		doc.transact(() => {
			for (const { update } of this.arrivals.slice(0, arrivals)) Y.applyUpdate(doc, update);
			const own = this.typist ? [this.typist.opening, ...this.typist.updates] : [];
			for (const update of own) Y.applyUpdate(doc, update);
			for (const [typist, { inOrder }] of this.#letters) {
				for (const update of typist.updates.slice(0, inOrder)) Y.applyUpdate(doc, update);
			}
		});
		return doc;
	}

	close(): void {
		this.#socket.close();
	}

	terminate(): void {
		this.#socket.terminate();
	}
}
