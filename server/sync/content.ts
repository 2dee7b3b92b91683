import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { made, merge, readable, snapshotSeq } from './fold.ts';
import type { Folder } from './folder.ts';
import { weigh, type DocumentRules, type Fault } from './gate.ts';
import type { Known, News } from './known.ts';
import { logged, weightOf, type Limits } from './limits.ts';
import { Owners, type Sender } from './owners.ts';
import { frames, updateIn } from './protocol.ts';
import { Reader, type Deletion, type Scanned } from './scan.ts';
import type { Stored } from './update-log.ts';

/** An update that was taken in: tell the others and save it. What was known of it is left out. */
export interface Taken {
	is: 'new';
	update: Uint8Array;
	/** The update as it is told. */
	frame: Uint8Array;
	/** Yjs clients that are the sender's from now on. */
	claims: number[];
}

export type Verdict =
	| Taken
	/** It adds nothing to what is here. */
	| { is: 'known' }
	/** It builds on something that has not come yet. Nothing was changed. */
	| { is: 'waits' }
	/** It must not come in. Nothing was changed. */
	| { is: 'refused'; fault: Fault };

/**
 * The document as a room holds it: the updates that make it up, and what the gate knows of them. A
 * Y.Doc is made only when somebody wants to read or the updates have become many.
 */
export class Content {
	readonly #rules: DocumentRules;
	readonly #limits: Limits;
	readonly #known: Known;
	readonly owners: Owners;
	/** The updates as the frames in which they are told: newcomers are sent them as they are. */
	#frames: Uint8Array[] = [];
	#bytes = 0;
	/** Of those, what came in since they were last made one. */
	#looseBytes = 0;
	/** What other nodes wrote that nothing here explains yet: something they saw is still to come. */
	#unexplained: { update: Uint8Array; isLogged: boolean }[] = [];
	/** Rows that are no updates; the document opens without them. */
	readonly damaged: readonly number[];

	constructor(stored: Stored, rules: DocumentRules, limits: Limits) {
		this.#rules = rules;
		this.#limits = limits;
		this.owners = new Owners(stored.owners ?? []);
		const { updates, damaged, waiting, known } = readable(stored);
		// Without it people would see an empty board and take it for the truth.
		if (damaged.includes(snapshotSeq)) throw new Error('the snapshot is damaged');
		this.#known = known;
		this.#frames = updates.map(frames.update);
		this.#bytes = updates.reduce((sum, { byteLength }) => sum + byteLength, 0);
		this.#unexplained = waiting.map(({ update }) => ({ update, isLogged: true }));
		this.damaged = damaged;
	}

	/** How many updates a newcomer is sent, and how large they are. */
	get pieces(): number {
		return this.#frames.length;
	}

	get bytes(): number {
		return this.#bytes;
	}

	/** Weighs an update from outside and takes it in if it passes. Never throws. */
	take(update: Uint8Array, sender: Sender): Verdict {
		const weighed = weigh(update, this.#known, this.#rules, this.#limits);
		if (weighed.is !== 'fits') return weighed;
		const fault = this.#outgrows(weighed.news, update);
		if (fault) return { is: 'refused', fault };
		const owned = this.owners.check(weighed.news.placed, sender);
		if ('fault' in owned) return { is: 'refused', fault: owned.fault };
		this.owners.claim(owned.claims, sender.by);
		const rest = withoutKnown(update, weighed.news, weighed.scanned);
		const frame = this.#keep(rest, weighed.news);
		return { is: 'new', update: rest, frame, claims: owned.claims };
	}

	/** Takes in what the log had or another node let in, and what that explains: frames of what is new. */
	learn(update: Uint8Array, from: 'log' | 'bus'): Uint8Array[] {
		this.#unexplained.push({ update, isLogged: from === 'log' });
		const news = this.explain();
		// What the bus brings lies in the log as well, where it will be found, and in better order.
		const heard = this.#unexplained.filter(({ isLogged }) => !isLogged);
		const weight = heard.reduce((sum, one) => sum + weightOf(one.update), 0);
		if (weight > this.#limits.waitingBytes) {
			this.#unexplained = this.#unexplained.filter(({ isLogged }) => isLogged);
		}
		return news;
	}

	/** Tries again what was unexplained: frames of what is new. */
	explain(): Uint8Array[] {
		const news: Uint8Array[] = [];
		for (let before = -1; before !== news.length && this.#unexplained.length > 0;) {
			before = news.length;
			this.#unexplained = this.#unexplained.filter(({ update }) => {
				const weighed = weigh(update, this.#known, null, logged);
				if (weighed.is === 'fits') {
					news.push(this.#keep(update, weighed.news));
				}
				return weighed.is === 'waits';
			});
		}
		return news;
	}

	/** Whether an update would add or delete anything. Changes nothing. Never throws. */
	adds(update: Uint8Array): boolean {
		return weigh(update, this.#known, this.#rules, this.#limits).is !== 'known';
	}

	stateVector(): Uint8Array {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, this.#known.clients);
		for (const [client, clock] of this.#known.clocks()) {
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, clock);
		}
		return encoding.toUint8Array(encoder);
	}

	/**
	 * Frames of updates that bring somebody with this state vector up to date, in the order to apply them; null
	 * if it is no state vector. The first, which may be large, is cut to what they lack.
	 */
	missing(stateVector: Uint8Array): readonly Uint8Array[] | null {
		const clocks = readStateVector(stateVector);
		if (!clocks) return null;
		const [first, ...others] = this.#frames;
		if (!first || clocks.size === 0) return this.#frames;
		return [frames.update(Y.diffUpdate(updateIn(first), stateVector)), ...others];
	}

	/** The document as a copy of its own. */
	read(): Y.Doc {
		return made(this.#updates());
	}

	/** As many updates as the log is folded at have come since they were last made one. [R61] */
	get isLong(): boolean {
		const { foldUpdates, foldBytes } = this.#limits;
		return this.#frames.length > foldUpdates || this.#looseBytes > foldBytes;
	}

	/** Makes one update of all, at once. What was deleted is left out, as Yjs does it. */
	condense(): void {
		if (this.#frames.length < 2) return void (this.#looseBytes = 0);
		this.#replace(this.#frames.length, merge(this.#updates()));
	}

	/** The same without holding anybody up: what comes in meanwhile stays as it is. */
	async condenseWith(folder: Pick<Folder, 'merge'>): Promise<void> {
		const frames = this.#frames;
		const count = frames.length;
		const whole = await folder.merge(this.#updates());
		// Or it was condensed at once meanwhile, without what had to go.
		if (this.#frames === frames) this.#replace(count, whole);
	}

	#updates(): Uint8Array[] {
		return this.#frames.map(updateIn);
	}

	/** The first so many frames become one. */
	#replace(count: number, whole: Uint8Array): void {
		const rest = this.#frames.slice(count);
		this.#looseBytes = rest.reduce((sum, frame) => sum + updateIn(frame).byteLength, 0);
		this.#frames = [frames.update(whole), ...rest];
		this.#bytes = whole.byteLength + this.#looseBytes;
	}

	#keep(update: Uint8Array, news: News): Uint8Array {
		const frame = frames.update(update);
		this.#known.take(news);
		this.#frames.push(frame);
		this.#bytes += update.byteLength;
		this.#looseBytes += update.byteLength;
		return frame;
	}

	/** A document that is full still lets people delete. */
	#outgrows({ placed }: News, update: Uint8Array): Fault | null {
		if (placed.length === 0) return null;
		const { documentBytes, clientsPerDocument } = this.#limits;
		if (this.#bytes + update.byteLength > documentBytes) this.condense();
		if (this.#bytes + update.byteLength > documentBytes) return 'too-large';
		const clients = new Set(placed.map(({ struct }) => struct.client));
		const added = [...clients].filter((client) => this.#known.end(client) === 0).length;
		return this.#known.clients + added > clientsPerDocument ? 'limit' : null;
	}
}
/** After a reconnect a client sends all deletions it knows of. Only new ones are worth keeping. */
function withoutKnown(
	update: Uint8Array,
	{ placed, deletions }: News,
	scanned: Scanned
): Uint8Array {
	if (placed.length > 0 && same(deletions, scanned.deletions)) return update;
	const encoder = encoding.createEncoder();
	if (placed.length === 0) encoding.writeVarUint(encoder, 0);
	else encoding.writeUint8Array(encoder, update.subarray(0, scanned.deletionsAt));
	const byClient = new Map<number, Deletion[]>();
	for (const deletion of deletions) {
		const others = byClient.get(deletion.client);
		if (others) others.push(deletion);
		else byClient.set(deletion.client, [deletion]);
	}
	encoding.writeVarUint(encoder, byClient.size);
	for (const [client, ranges] of byClient) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, ranges.length);
		for (const { start, end } of ranges) {
			encoding.writeVarUint(encoder, start);
			encoding.writeVarUint(encoder, end - start);
		}
	}
	return encoding.toUint8Array(encoder);
}

function same(some: readonly Deletion[], others: readonly Deletion[]): boolean {
	return some.length === others.length && some.every((one, at) => one.end === others[at]?.end);
}

function readStateVector(bytes: Uint8Array): Map<number, number> | null {
	try {
		const reader = new Reader(bytes);
		const clocks = new Map<number, number>();
		for (let left = reader.count(2); left > 0; left--)
			clocks.set(reader.varUint(), reader.varUint());
		return reader.at === bytes.byteLength ? clocks : null;
	} catch {
		return null;
	}
}
