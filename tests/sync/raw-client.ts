import * as encoding from 'lib0/encoding';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { decodeMessage, type ClientMessage } from '#server/sync/protocol.ts';
import { until } from '../support/until.ts';
import { documentId, origin, type Server } from './meeting.ts';

export interface Closed {
	code: number;
	reason: string;
}

/** A client that says whatever the test wants, byte by byte. */
export class Raw {
	readonly socket: WebSocket;
	readonly frames: Uint8Array[] = [];
	readonly closed: Promise<Closed>;
	closedWith: number | null = null;
	#hellos = 0;

	constructor(server: Server, key: string, document = documentId, headers = {}) {
		this.socket = new WebSocket(`${server.url}/${document}`, {
			headers: { cookie: key, origin, ...headers }
		});
		this.socket.on('error', () => {});
		this.socket.on('message', (data) => {
			if (!(data instanceof Buffer)) return;
			if (data[0] === 5) this.#hellos += 1;
			this.frames.push(new Uint8Array(data));
		});
		this.closed = new Promise((resolve) =>
			this.socket.on('close', (code, reason) => {
				this.closedWith = code;
				resolve({ code, reason: reason.toString() });
			})
		);
		onTestFinished(() => this.socket.terminate());
	}

	async open(): Promise<this> {
		await new Promise<void>((resolve, reject) => {
			this.socket.on('open', () => resolve());
			this.socket.on('error', reject);
		});
		return this;
	}

	send(...numbers: (number | Uint8Array | string)[]): void {
		this.socket.send(frame(...numbers));
	}

	/** One update; `step` 1 answers the server's sync request, 2 is a change just made. */
	update(update: Uint8Array, step: 1 | 2 = 2): void {
		this.send(0, step, update);
	}

	/** What the server said, as far as it reads like what a client says. */
	heard<Type extends ClientMessage['type']>(type: Type): Extract<ClientMessage, { type: Type }>[] {
		return this.frames
			.map((bytes) => decodeMessage(bytes))
			.filter((message) => message?.type === type) as Extract<ClientMessage, { type: Type }>[]; // reason: filtered by it
	}

	/** Waits until all that was sent so far has been handled: a hello is answered at once. */
	async handled(): Promise<void> {
		const before = this.#hellos;
		this.send(5, 1);
		while (this.#hellos === before && this.closedWith === null) {
			await new Promise<void>((resolve) => {
				this.socket.once('message', () => resolve());
				this.socket.once('close', () => resolve());
			});
		}
	}

	/** Waits for the answer to a fence: all that was sent so far is durable. */
	async saved(number: number): Promise<void> {
		this.send(4, number);
		await until(
			() => this.closedWith !== null || this.heard('fence').some((fence) => fence.number === number)
		);
	}
}

/** Numbers as var-uints, bytes and strings with their length before them. */
export function frame(...parts: (number | Uint8Array | string)[]): Uint8Array {
	return encoding.encode((encoder) => {
		for (const part of parts) {
			if (typeof part === 'number') encoding.writeVarUint(encoder, part);
			else if (typeof part === 'string') encoding.writeVarString(encoder, part);
			else encoding.writeVarUint8Array(encoder, part);
		}
	});
}

/** One presence frame with these entries. */
export function presence(
	...entries: [client: number, clock: number, state: unknown][]
): Uint8Array {
	const update = encoding.encode((encoder) => {
		encoding.writeVarUint(encoder, entries.length);
		for (const [client, clock, state] of entries) {
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarString(encoder, JSON.stringify(state));
		}
	});
	return frame(1, update);
}
