import * as decoding from 'lib0/decoding';
import { messageTypes } from '#lib/wire/message-types.ts';
import { packed } from './bytes.ts';

export type ClientMessage =
	| { type: 'sync-request'; stateVector: Uint8Array }
	/** `answer`: it answers our own sync request (step 2), rather than being a change just made. */
	| { type: 'edit'; update: Uint8Array; answer: boolean }
	| { type: 'presence'; update: Uint8Array }
	| { type: 'presence-request' }
	| { type: 'fence'; number: number }
	| { type: 'hello'; layout: number };

const syncSteps = { request: 0, answer: 1, update: 2 } as const;

/** Reads one frame. Null for anything we do not speak, and for bytes left over: it came from outside. */
export function decodeMessage(frame: Uint8Array): ClientMessage | null {
	try {
		const decoder = decoding.createDecoder(frame);
		const message = readMessage(decoder);
		return decoding.hasContent(decoder) ? null : message;
	} catch {
		return null; // a truncated frame throws inside lib0
	}
}

function readMessage(decoder: decoding.Decoder): ClientMessage | null {
	switch (decoding.readVarUint(decoder)) {
		case messageTypes.sync:
			return readSync(decoder);
		case messageTypes.presence:
			return { type: 'presence', update: decoding.readVarUint8Array(decoder) };
		case messageTypes.presenceRequest:
			return { type: 'presence-request' };
		case messageTypes.fence:
			return { type: 'fence', number: decoding.readVarUint(decoder) };
		case messageTypes.hello:
			return { type: 'hello', layout: decoding.readVarUint(decoder) };
		default:
			return null;
	}
}

function readSync(decoder: decoding.Decoder): ClientMessage | null {
	const step = decoding.readVarUint(decoder);
	// A copy: what is kept must not keep the whole chunk that the socket read.
	const bytes = decoding.readVarUint8Array(decoder).slice();
	switch (step) {
		case syncSteps.request:
			return { type: 'sync-request', stateVector: bytes };
		case syncSteps.answer:
			return { type: 'edit', update: bytes, answer: true };
		case syncSteps.update:
			return { type: 'edit', update: bytes, answer: false };
		default:
			return null;
	}
}

/** An update without structs and deletions: as an answer it says "that was all". */
const emptyUpdate = new Uint8Array([0, 0]);

/** The frames a server sends. */
export const frames = {
	syncRequest: (stateVector: Uint8Array) =>
		packed(messageTypes.sync, syncSteps.request, stateVector),
	update: (update: Uint8Array) => packed(messageTypes.sync, syncSteps.update, update),
	/** A stock client calls itself synced at the first answer, so it is sent when all else was. */
	syncDone: packed(messageTypes.sync, syncSteps.answer, emptyUpdate),
	presence: (entries: Uint8Array) => packed(messageTypes.presence, entries),
	/** Presence with no entries: data that says nothing, for clients that listen for a dead line. */
	heartbeat: packed(messageTypes.presence, new Uint8Array([0])),
	fence: (number: number) => packed(messageTypes.fence, number),
	hello: (layout: number, access: 'read' | 'write') =>
		packed(messageTypes.hello, layout, Buffer.from(access)),
	news: (payload: string) => packed(messageTypes.news, Buffer.from(payload))
};

/** The update in a frame that `frames.update` made. */
export function updateIn(frame: Uint8Array): Uint8Array {
	let start = 2;
	while ((frame[start] ?? 0) >= 128) start += 1;
	return frame.subarray(start + 1);
}
