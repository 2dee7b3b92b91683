import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { frames } from './wire.ts';

/** Where the cards lie: every kind of document in the benchmark has the first. */
const roots = ['statements', 'protectiveFactors'] as const;
export type TypistRoot = (typeof roots)[number];

const letters = Buffer.from('det er godt at komme ud hver dag ');

/**
 * Somebody who types at the end of a card of their own, letter after letter, as Yjs would send it.
 * The bytes are made here without a document, because thousands of documents would be what is
 * measured; that they are what Yjs understands is proved at the end of every run, by Yjs.
 */
export class Typist {
	readonly client: number;
	/** Which of the contender's processes it is at. */
	readonly node: number;
	readonly card: string;
	/** Makes the card, with the first letter in it. */
	readonly opening: Uint8Array;
	/** The update of each letter, and when it left. */
	readonly updates: Uint8Array[] = [];
	readonly sentAt: number[] = [];
	/** The clock of the first of `updates`. */
	readonly firstClock: number;
	#cursors = 0;

	constructor(client: number, node: number, root: TypistRoot = 'statements') {
		this.client = client;
		this.node = node;
		this.card = `t${client}`;
		const doc = new Y.Doc();
		doc.clientID = client;
		doc.transact(() => {
			const card = new Y.Map<unknown>();
			card.set('order', 'a0');
			card.set('text', new Y.Text('-')); // last, so that the next letter is the next clock
			doc.getMap(root).set(this.card, card);
		});
		this.opening = Y.encodeStateAsUpdate(doc);
		this.firstClock = Y.getState(doc.store, client);
		doc.destroy();
	}

	/** What the card says when all that was typed is there. */
	get text(): string {
		return `-${this.updates.map((_, at) => String.fromCharCode(letterAt(at))).join('')}`;
	}

	/** The next letter, as an update. */
	type(now: number): Uint8Array {
		const { client, firstClock } = this;
		const clock = firstClock + this.updates.length;
		const update = encoding.encode((encoder) => {
			encoding.writeVarUint(encoder, 1); // of one client
			encoding.writeVarUint(encoder, 1); // one struct
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, clock);
			encoding.writeUint8(encoder, 128 | 4); // a string, to the right of something
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, clock - 1);
			encoding.writeVarUint(encoder, 1);
			encoding.writeUint8(encoder, letterAt(this.updates.length));
			encoding.writeVarUint(encoder, 0); // nothing deleted
		});
		this.updates.push(update);
		this.sentAt.push(now);
		return update;
	}

	/** Where the caret is, as editors tell it. */
	cursor(): Uint8Array {
		this.#cursors += 1;
		const clock = this.firstClock + this.updates.length - 1;
		const place = { type: null, tname: null, item: { client: this.client, clock }, assoc: 0 };
		const state = { at: `statements/${this.card}/text`, anchor: place, head: place };
		return frames.presence(this.client, this.#cursors, JSON.stringify(state));
	}
}

function letterAt(at: number): number {
	return letters[at % letters.length] ?? 0;
}

/** The cards of a document, as text. */
export function cardsOf(doc: Y.Doc): Map<string, string> {
	const cards = new Map<string, string>();
	for (const root of roots) {
		for (const [key, card] of doc.getMap(root)) {
			const text = card instanceof Y.Map ? card.get('text') : null;
			if (text instanceof Y.Text) cards.set(key, text.toString());
		}
	}
	return cards;
}
