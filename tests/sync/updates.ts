import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** A source of chance that can be had again: the seed is in the name of whatever fails. */
export class Chance {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0 || 1;
	}

	/** 0 ≤ number < below. */
	below(below: number): number {
		// xorshift32
		this.#state ^= this.#state << 13;
		this.#state ^= this.#state >>> 17;
		this.#state ^= this.#state << 5;
		return (this.#state >>> 0) % below;
	}

	one<Thing>(things: readonly Thing[]): Thing {
		const thing = things[this.below(things.length)];
		if (thing === undefined) throw new Error('nothing to choose from');
		return thing;
	}

	happens(oneIn: number): boolean {
		return this.below(oneIn) === 0;
	}
}

export function seedOf(fallback: number): number {
	return Number(process.env.SEED ?? fallback);
}

/** Somebody who edits a board as our pages and a stock client do: cards, fields, text, undo. */
export class Writer {
	readonly doc = new Y.Doc();
	readonly updates: Uint8Array[] = [];
	readonly #undo: Y.UndoManager;
	readonly #chance: Chance;

	constructor(chance: Chance, clientID?: number) {
		this.#chance = chance;
		if (clientID !== undefined) this.doc.clientID = clientID;
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'remote') this.updates.push(update);
		});
		const scope = [this.doc.getMap('cards'), this.doc.getText('text'), this.doc.getArray('list')];
		this.#undo = new Y.UndoManager(scope, { captureTimeout: 0 });
	}

	hears(update: Uint8Array): void {
		Y.applyUpdate(this.doc, update, 'remote');
	}

	edits(): void {
		const times = this.#chance.happens(4) ? 1 + this.#chance.below(4) : 1;
		this.doc.transact(() => {
			for (let i = 0; i < times; i++) this.#edit();
		});
		if (this.#chance.happens(12)) this.#undo.undo();
		if (this.#chance.happens(20)) this.#undo.redo();
	}

	/** An edit that adds nothing: no state vector shows it. */
	deletes(): void {
		const text = this.doc.getText('text');
		const cards = this.doc.getMap('cards');
		const card = this.#key();
		if (cards.has(card) && this.#chance.happens(2)) cards.delete(card);
		else if (text.length > 0) text.delete(this.#chance.below(text.length), 1);
	}

	#edit(): void {
		const chance = this.#chance;
		const cards = this.doc.getMap<Y.Map<unknown>>('cards');
		switch (chance.below(7)) {
			case 0: {
				const card = new Y.Map<unknown>();
				cards.set(this.#key(), card);
				card.set('text', new Y.Text(chance.one(['', 'æøå', 'Goddag 👋'])));
				card.set('order', `a${chance.below(9)}`);
				if (chance.happens(3)) card.set('labels', new Y.Map([['inner', new Y.Array()]]));
				return;
			}
			case 1:
				return cards.delete(this.#key());
			case 2:
				return this.#type(this.doc.getText('text'));
			case 3:
				return this.#list();
			default:
				return this.#card(cards.get(this.#key()));
		}
	}

	#card(card: Y.Map<unknown> | undefined): void {
		if (!(card instanceof Y.Map)) return;
		const text = card.get('text');
		if (text instanceof Y.Text && !this.#chance.happens(3)) return this.#type(text);
		if (this.#chance.happens(4)) return card.delete('order');
		const values = [true, null, 3.25, -70, ['a', { b: 1 }], 'b'];
		card.set(this.#chance.one(['order', 'binnedAt', 'owner']), this.#chance.one(values));
	}

	#type(text: Y.Text): void {
		const at = this.#chance.below(text.length + 1);
		if (this.#chance.happens(3) && text.length > 0) {
			const from = Math.min(at, text.length - 1);
			return text.delete(from, 1 + this.#chance.below(Math.min(6, text.length - from)));
		}
		text.insert(at, this.#chance.one(['a', 'bc', 'æ', '👩‍👩‍👧', 'en hel sætning sat ind']));
	}

	#list(): void {
		const list = this.doc.getArray<unknown>('list');
		const at = this.#chance.below(list.length + 1);
		if (this.#chance.happens(3) && at < list.length) return list.delete(at, 1);
		list.insert(at, [this.#chance.one([1, 'x', true]), ...(this.#chance.happens(2) ? ['y'] : [])]);
	}

	#key(): string {
		return `card${this.#chance.below(6)}`;
	}
}

/** The same bytes, a little wrong. */
export function mutate(update: Uint8Array, chance: Chance): Uint8Array {
	const bytes = [...update];
	for (let times = 1 + chance.below(3); times > 0; times--) {
		const at = chance.below(bytes.length + 1);
		switch (chance.below(6)) {
			case 0:
				bytes.splice(at, 1 + chance.below(3));
				break;
			case 1:
				bytes.splice(at, 0, chance.below(256));
				break;
			case 2:
				bytes.splice(at, 0, ...bytes.slice(at, at + 1 + chance.below(8)));
				break;
			case 3:
				bytes[at] = (bytes[at] ?? 0) + chance.one([1, 255, 128, 64, 32]);
				break;
			default:
				bytes[at] = chance.happens(2) ? chance.below(256) : chance.below(12);
		}
	}
	return new Uint8Array(bytes.map((byte) => byte & 255));
}

/** An update that is well-formed byte by byte, and about ids that are, or nearly are, in a document. */
export function forge(doc: Y.Doc, chance: Chance): Uint8Array {
	const clocks = Y.decodeStateVector(Y.encodeStateVector(doc));
	const clients = [...clocks.keys(), 1 + chance.below(9)];
	const encoder = encoding.createEncoder();
	const write = (...numbers: number[]) =>
		numbers.forEach((number) => encoding.writeVarUint(encoder, number));
	const someId = (): [number, number] => {
		const client = chance.one(clients);
		return [client, chance.below((clocks.get(client) ?? 0) + (chance.happens(6) ? 4 : 0) + 1)];
	};
	const sections = chance.happens(3) ? 2 : chance.happens(9) ? 0 : 1;
	write(sections);
	for (let section = 0; section < sections; section++) {
		const client = chance.one(clients);
		const structs = 1 + chance.below(4);
		const clock = Math.max(
			0,
			(clocks.get(client) ?? 0) - (chance.happens(3) ? chance.below(5) : 0)
		);
		write(structs, client, clock);
		for (let i = 0; i < structs; i++) forgeStruct(encoder, write, someId, chance);
	}
	const deleting = chance.below(3);
	write(deleting);
	for (let i = 0; i < deleting; i++) {
		const [client, clock] = someId();
		write(client, 1, clock, 1 + chance.below(4));
	}
	return encoding.toUint8Array(encoder);
}

function forgeStruct(
	encoder: encoding.Encoder,
	write: (...numbers: number[]) => void,
	someId: () => [number, number],
	chance: Chance
): void {
	const kind = chance.one([0, 1, 4, 4, 4, 7, 7, 8, 8]);
	if (kind === 0) return write(0, 1 + chance.below(3));
	const origin = chance.happens(2) ? 128 : 0;
	const right = chance.happens(3) ? 64 : 0;
	const key = chance.happens(2) ? 32 : 0;
	encoding.writeUint8(encoder, kind | origin | right | key);
	if (origin) write(...someId());
	if (right) write(...someId());
	if (!origin && !right) {
		if (chance.happens(2)) {
			write(1);
			encoding.writeVarString(encoder, chance.one(['cards', 'text', 'list', 'nowhere']));
		} else write(0, ...someId());
		if (key) encoding.writeVarString(encoder, chance.one(['card1', 'order', 'text', '__proto__']));
	}
	if (kind === 1) write(1 + chance.below(3));
	if (kind === 4) encoding.writeVarString(encoder, chance.one(['a', 'bcd', 'æ👋']));
	if (kind === 7) write(chance.below(3));
	if (kind !== 8) return;
	const values = chance.one([['v'], [1, null], [{ a: [1] }]]);
	write(values.length);
	for (const value of values) encoding.writeAny(encoder, value);
}
