import * as Y from 'yjs';
import type { Contender } from './contenders.ts';
import { until } from './crowd.ts';
import { Member } from './member.ts';

/** A card that somebody has edited here and there for a long time, as the updates that made it. */
export interface LongDocument {
	updates: Uint8Array[];
	/** Of the whole, as Yjs encodes it. */
	bytes: number;
	text: string;
}

let nextClient = 900_000;

/** Single letters put in anywhere, a few taken out: the shape of text that was worked on. */
export function longDocument(edits: number, seed = 1): LongDocument {
	let state = seed;
	const below = (bound: number): number => {
		state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
		return Math.floor((state / 2 ** 31) * bound);
	};
	const doc = new Y.Doc();
	doc.clientID = nextClient++;
	const text = new Y.Text();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	doc.transact(() => {
		const card = new Y.Map<Y.Text>();
		card.set('text', text);
		doc.getMap('statements').set('long', card);
	});
	const perUpdate = 10_000; // what a client sends at once after a long time offline
	for (let done = 0; done < edits; done += perUpdate) {
		doc.transact(() => {
			for (let edit = 0; edit < Math.min(perUpdate, edits - done); edit++) {
				if (text.length > 20 && below(8) === 0) text.delete(below(text.length - 4), 3);
				else text.insert(below(text.length + 1), String.fromCharCode(97 + below(26)));
			}
		});
	}
	return { updates, bytes: Y.encodeStateAsUpdate(doc).byteLength, text: text.toString() };
}

/** Somebody brings the document into a room, and leaves when a newcomer is given it whole. */
export async function bring(
	contender: Contender,
	room: number,
	{ updates, text }: LongDocument
): Promise<void> {
	const writer = new Member(contender.seat(room, 0), new Map());
	await until(() => writer.synced, 'the writer is in');
	for (const update of updates) writer.edit(update);
	const reader = new Member(contender.seat(room, 0), new Map());
	await until(() => reader.synced && textOf(reader) === text, 'a newcomer has the document');
	writer.close();
	reader.close();
}

/** What the document says after so many arrivals; after all, unless given. */
export function textOf(member: Member, arrivals?: number): string {
	const doc = member.document(arrivals);
	const card = doc.getMap<Y.Map<Y.Text>>('statements').get('long');
	const text = card?.get('text')?.toString() ?? '';
	doc.destroy();
	return text;
}
