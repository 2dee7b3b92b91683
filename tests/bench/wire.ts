import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** What a frame says, as far as the benchmark listens. */
export type Said =
	| { is: 'sync-request' }
	/** `last`: a stock client calls itself synced at it. */
	| { is: 'update'; update: Uint8Array; last: boolean }
	| { is: 'receipt'; number: number }
	| { is: 'authenticated' }
	| { is: 'other' };

/** How a contender wants to be spoken to. */
export interface Dialect {
	/** `fence`: asked for, with a number; `status`: one for every update, unasked. */
	receipts: 'fence' | 'status' | 'none';
	/** Sent before anything else. */
	greetings(room: string): Uint8Array[];
	/** A y-websocket frame as this server wants it. */
	wrap(room: string, frame: Uint8Array): Uint8Array;
	read(frame: Uint8Array): Said;
}

const types = { sync: 0, presence: 1, authentication: 2, fence: 4, hello: 5, status: 8 } as const;

export const frames = {
	syncRequest: new Uint8Array([types.sync, 0, 1, 0]),
	emptyAnswer: new Uint8Array([types.sync, 1, 2, 0, 0]),
	update: (update: Uint8Array) =>
		encoding.encode((encoder) => {
			encoding.writeVarUint(encoder, types.sync);
			encoding.writeVarUint(encoder, 2);
			encoding.writeVarUint8Array(encoder, update);
		}),
	presence: (client: number, clock: number, state: string) => {
		const entry = encoding.encode((encoder) => {
			encoding.writeVarUint(encoder, 1);
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarString(encoder, state);
		});
		return encoding.encode((encoder) => {
			encoding.writeVarUint(encoder, types.presence);
			encoding.writeVarUint8Array(encoder, entry);
		});
	},
	fence: (number: number) =>
		encoding.encode((encoder) => {
			encoding.writeVarUint(encoder, types.fence);
			encoding.writeVarUint(encoder, number);
		})
};

const other: Said = { is: 'other' };

function readPlain(frame: Uint8Array, at: number): Said {
	const type = frame[at];
	const decoder = decoding.createDecoder(frame);
	decoder.pos = at + 1;
	if (type === types.sync) {
		const step = decoding.readVarUint(decoder);
		if (step === 0) return { is: 'sync-request' };
		return { is: 'update', update: decoding.readVarUint8Array(decoder), last: step === 1 };
	}
	if (type === types.fence || type === types.status) {
		return { is: 'receipt', number: decoding.readVarUint(decoder) };
	}
	return type === types.authentication ? { is: 'authenticated' } : other;
}

const plain: Dialect = {
	receipts: 'none',
	greetings: () => [frames.syncRequest],
	wrap: (_room, frame) => frame,
	read: (frame) => readPlain(frame, 0)
};

/** Ours says hello first, or it would not be told what a stock client does not know. */
const withReceipts: Dialect = {
	...plain,
	receipts: 'fence',
	greetings: () => [new Uint8Array([types.hello, 1]), frames.syncRequest]
};

/** Every frame begins with the document's name; the first asks to be let in. */
const hocuspocus: Dialect = {
	receipts: 'status',
	greetings: (room) => [
		encoding.encode((encoder) => {
			encoding.writeVarString(encoder, room);
			encoding.writeVarUint(encoder, types.authentication);
			encoding.writeVarUint(encoder, 0);
			encoding.writeVarString(encoder, 'token');
		}),
		hocuspocus.wrap(room, frames.syncRequest)
	],
	wrap: (room, frame) =>
		encoding.encode((encoder) => {
			encoding.writeVarString(encoder, room);
			encoding.writeUint8Array(encoder, frame);
		}),
	// Names in the benchmark are short, so their length is one byte.
	read: (frame) => readPlain(frame, 1 + (frame[0] ?? 0))
};

export const dialects = { plain, withReceipts, hocuspocus };
