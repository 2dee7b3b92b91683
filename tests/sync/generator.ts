import * as encoding from 'lib0/encoding';
import * as decoding from 'lib0/decoding';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { livePath } from '#lib/wire/paths.ts';
import { messageTypes } from '#lib/wire/message-types.ts';
import { clock } from './clock.ts';
import { Chance } from './updates.ts';

/**
 * People who write much, in a process of their own: raw sockets that read nothing but their receipts,
 * so that what is measured is the server and not whoever writes. `generators.ts` starts it.
 */
export type Order =
	| { do: 'come'; server: string; origin: string; seed: number; documents: string[] }
	| { do: 'write'; perSecond: number }
	| { do: 'tell' }
	| { do: 'come-back' };

export interface Change {
	token: string;
	kind: 'write' | 'delete';
	/** When the kernel had all its bytes, by a clock that all processes share; Infinity until then. */
	sentAt: number;
}

/** What one of them has done since it was last asked, and how much of all of it has receipts. */
export interface Told {
	changes: Change[];
	receipts: number;
	/** What it was sent of others lately: when, and the update. */
	heard: { at: number; update: Uint8Array }[];
}

class RawWriter {
	readonly #doc = new Y.Doc();
	readonly #list = this.#doc.getArray<string>('list');
	readonly #key: string;
	readonly #url: string;
	readonly #origin: string;
	#socket: WebSocket | null = null;
	#changes: Change[] = [];
	#heard: Told['heard'] = [];
	#made = 0;
	#receipts = 0;
	/** How many changes the fence under way stands for. */
	#fenced: number | null = null;

	constructor({ server, origin }: Order & { do: 'come' }, key: string, documentId: string) {
		this.#key = key;
		this.#url = `${server}${livePath}/${documentId}`;
		this.#origin = origin;
		this.#doc.on('update', (update: Uint8Array) => this.#sends(update));
	}

	get isSaved(): boolean {
		return this.isOpen && this.#receipts === this.#made && this.#fenced === null;
	}

	get isOpen(): boolean {
		return this.#socket?.readyState === WebSocket.OPEN;
	}

	/** Unless it is there, or on its way. */
	comes(): void {
		const state = this.#socket?.readyState;
		if (state === WebSocket.OPEN || state === WebSocket.CONNECTING) return;
		const socket = new WebSocket(this.#url, {
			headers: { cookie: this.#key, origin: this.#origin }
		});
		this.#socket = socket;
		this.#fenced = null;
		socket.on('error', () => undefined);
		socket.on('open', () => {
			socket.send(frame(messageTypes.hello, 1));
			socket.send(frame(messageTypes.sync, 0, Y.encodeStateVector(this.#doc)));
		});
		socket.on('message', (data: Buffer) => socket === this.#socket && this.#hears(data));
	}

	changes(chance: Chance): void {
		const old = chance.happens(4) ? this.#list.get(0) : undefined;
		const token = old ?? `${this.#key}:${this.#made}`;
		this.#changes.push({ token, kind: old ? 'delete' : 'write', sentAt: Infinity });
		this.#made += 1;
		if (old) this.#list.delete(0);
		else this.#list.push([token]);
		this.#fences();
	}

	told(): Told {
		const told = { changes: this.#changes, receipts: this.#receipts, heard: this.#heard };
		this.#changes = [];
		this.#heard = [];
		return told;
	}

	leaves(): void {
		this.#socket?.terminate();
	}

	#sends(update: Uint8Array): void {
		const socket = this.#socket;
		const change = this.#changes.at(-1);
		if (!socket || !change || !this.isOpen) return;
		socket.send(frame(messageTypes.sync, 2, update), (fault) => {
			if (!fault && change.sentAt === Infinity) change.sentAt = clock();
		});
		// The kernel has taken it within the call; the callback would come after the whole burst.
		if (socket.bufferedAmount === 0) change.sentAt = clock();
	}

	/** As our pages do: one fence at a time. */
	#fences(): void {
		if (this.#fenced !== null || !this.isOpen) return;
		this.#fenced = this.#made;
		this.#socket?.send(frame(messageTypes.fence, this.#made));
	}

	#hears(data: Buffer): void {
		const decoder = decoding.createDecoder(data);
		const type = decoding.readVarUint(decoder);
		if (type === messageTypes.fence) {
			this.#receipts = decoding.readVarUint(decoder);
			this.#fenced = null;
			if (this.#receipts < this.#made) this.#fences();
		}
		if (type !== messageTypes.sync) return;
		const step = decoding.readVarUint(decoder);
		const bytes = decoding.readVarUint8Array(decoder);
		if (step === 0) {
			this.#socket?.send(frame(messageTypes.sync, 1, Y.encodeStateAsUpdate(this.#doc, bytes)));
			this.#fences();
		} else if (step === 2) {
			this.#heard.push({ at: clock(), update: bytes });
			if (this.#heard.length > 2_000) this.#heard = this.#heard.slice(-1_000);
		}
	}
}

function frame(...parts: (number | Uint8Array)[]): Uint8Array {
	return encoding.encode((encoder) => {
		for (const part of parts) {
			if (typeof part === 'number') encoding.writeVarUint(encoder, part);
			else encoding.writeVarUint8Array(encoder, part);
		}
	});
}

let writers: RawWriter[] = [];
let chance = new Chance(1);

/** Until the server is gone. What was not made in time is left out: to make it up would be a burst. */
async function write(perSecond: number): Promise<void> {
	const mostAtOnce = Math.ceil(perSecond / 100);
	let due = 0;
	let last = clock();
	while (writers.every(({ isOpen }) => isOpen)) {
		const now = clock();
		due = Math.min(mostAtOnce, due + ((now - last) / 1_000) * perSecond);
		last = now;
		for (; due >= 1; due--) chance.one(writers).changes(chance);
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
}

async function allSaved(): Promise<void> {
	for (let turn = 1; !writers.every(({ isSaved }) => isSaved); turn++) {
		if (turn % 100 === 0) for (const one of writers) one.comes();
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

let writing: Promise<void> = Promise.resolve();

process.on('message', (order: Order) => void obey(order));

async function obey(order: Order): Promise<void> {
	switch (order.do) {
		case 'come':
			for (const one of writers) one.leaves();
			chance = new Chance(order.seed);
			writers = order.documents.map((id, at) => new RawWriter(order, `w${at}`, id));
			for (const one of writers) one.comes();
			await allSaved();
			break;
		case 'write':
			writing = write(order.perSecond);
			break;
		case 'tell':
			await writing;
			// Receipts that the server gave before its end are read to the last.
			while (writers.some(({ isOpen }) => isOpen)) await new Promise((go) => setTimeout(go, 1));
			return void process.send?.(writers.map((one) => one.told()));
		case 'come-back':
			for (const one of writers) one.comes();
			await allSaved();
	}
	process.send?.('done');
}
