import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as v from 'valibot';
import { closeCodes } from '#lib/wire/close-codes.ts';
import { log } from '#server/log.ts';
import type { Bus, BusMessage } from '#server/sync/bus.ts';

const channel = 'samtavle:live';

/**
 * The bus on Redis pub/sub. Nothing is stored there and nothing waits for it: while Redis is gone,
 * what is published is lost, and the nodes find it in the log.
 */
export function createRedisBus(url: string): Bus {
	const self = randomUUID();
	const options = { maxRetriesPerRequest: 0, enableOfflineQueue: false, lazyConnect: false };
	const sender = new Redis(url, options);
	const receiver = new Redis(url, {
		...options,
		enableOfflineQueue: true,
		maxRetriesPerRequest: null
	});
	const listeners = new Set<(message: BusMessage) => void>();

	for (const redis of [sender, receiver]) redis.on('error', noteOnce(redis));
	receiver.subscribe(channel).catch(() => undefined); // tried again by itself when the line is back
	receiver.on('messageBuffer', (_channel: Buffer, bytes: Buffer) => {
		const message = decode(bytes, self);
		if (message) for (const listener of listeners) listener(message);
	});

	return {
		publish(message) {
			if (sender.status !== 'ready') return;
			sender.publish(channel, Buffer.from(encode(message, self))).catch(() => undefined);
		},
		listen(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async close() {
			listeners.clear();
			sender.disconnect();
			receiver.disconnect();
		}
	};
}

/** One line in the log when Redis goes, not one for every try to reach it again. */
function noteOnce(redis: Redis): (error: unknown) => void {
	let noted = false;
	redis.on('ready', () => (noted = false));
	return (error) => {
		if (!noted) log.error('bus:lost', error);
		noted = true;
	};
}

/** Who sent it, then the message without its bytes as JSON, then its bytes. */
function encode(message: BusMessage, from: string): Uint8Array {
	const { bytes, rest } = parts(message);
	return encoding.encode((encoder) => {
		encoding.writeVarString(encoder, from);
		encoding.writeVarString(encoder, JSON.stringify(rest));
		encoding.writeVarUint8Array(encoder, bytes);
	});
}

function parts(message: BusMessage): { bytes: Uint8Array; rest: object } {
	switch (message.type) {
		case 'update': {
			const { update, ...rest } = message;
			return { bytes: update, rest };
		}
		case 'presence': {
			const { entries, ...rest } = message;
			return { bytes: entries, rest };
		}
		default:
			return { bytes: new Uint8Array(), rest: message };
	}
}

const documentId = v.string();
const text = v.exactOptional(v.string());
/** Each kind without its bytes. Nodes of another version may be on the same bus, and others than nodes. */
const kinds = {
	update: v.object({ type: v.literal('update'), documentId }),
	presence: v.object({ type: v.literal('presence'), documentId, node: v.string() }),
	'presence-request': v.object({ type: v.literal('presence-request'), documentId }),
	news: v.object({ type: v.literal('news'), documentId, payload: v.string() }),
	condense: v.object({ type: v.literal('condense'), documentId }),
	reconsider: v.object({
		type: v.literal('reconsider'),
		match: v.object({ person: text, session: text, documentId: text })
	}),
	close: v.object({
		type: v.literal('close'),
		documentId,
		code: v.picklist(Object.values(closeCodes))
	})
} satisfies Record<BusMessage['type'], v.GenericSchema>;
const Rest = v.variant('type', Object.values(kinds));

/** Null for what this node sent itself, and for what this version does not know. */
function decode(sent: Uint8Array, self: string): BusMessage | null {
	try {
		const decoder = decoding.createDecoder(sent);
		if (decoding.readVarString(decoder) === self) return null;
		const rest = v.parse(Rest, JSON.parse(decoding.readVarString(decoder)));
		const bytes = decoding.readVarUint8Array(decoder).slice();
		if (rest.type === 'update') return { ...rest, update: bytes };
		if (rest.type === 'presence') return { ...rest, entries: bytes };
		return rest;
	} catch {
		return null;
	}
}
