import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { weigh, type DocumentRules, type Fault } from './gate.ts';
import { Known, type News } from './known.ts';
import type { Limits } from './limits.ts';
import { Reader, type Deletion, type Scanned } from './scan.ts';
import type { Stored } from './update-log.ts';

export type Verdict =
	/** It was taken in: tell the others and save it. What was known of it before is left out. */
	| { is: 'new'; update: Uint8Array }
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
	readonly #known = new Known();
	#updates: Uint8Array[] = [];
	#bytes = 0;
	/** Rows of the log that nothing here explains yet: another node may have written what they need. */
	readonly unexplained: Uint8Array[] = [];
	/** Rows of the log that are not updates at all. */
	readonly damaged: number[] = [];

	constructor(stored: Stored, rules: DocumentRules, limits: Limits) {
		this.#rules = rules;
		this.#limits = limits;
		const rows = [...stored.rows];
		if (stored.snapshot) rows.unshift({ seq: stored.upto, update: stored.snapshot });
		for (const row of rows) {
			const { is } = this.#learn(row.update);
			if (is === 'waits') this.unexplained.push(row.update);
			if (is === 'refused') this.damaged.push(row.seq);
		}
		this.explain();
	}

	get bytes(): number {
		return this.#bytes;
	}

	/** Weighs an update from outside and takes it in if it passes. Never throws. */
	take(update: Uint8Array): Verdict {
		const weighed = weigh(update, this.#known, this.#rules, this.#limits);
		if (weighed.is !== 'fits') return weighed;
		const fault = this.#outgrows(weighed.news, update);
		if (fault) return { is: 'refused', fault };
		const rest = withoutKnown(update, weighed.news, weighed.scanned);
		this.#keep(rest, weighed.news);
		return { is: 'new', update: rest };
	}

	/** Takes in what another node let in, or the log had: it met the gate there. */
	learn(update: Uint8Array): Verdict {
		const verdict = this.#learn(update);
		if (verdict.is === 'waits') this.unexplained.push(update);
		return verdict;
	}

	/** Tries what was unexplained again. Returns what is explained now. */
	explain(): Uint8Array[] {
		const explained: Uint8Array[] = [];
		for (let before = -1; before !== explained.length;) {
			before = explained.length;
			for (const update of this.unexplained.splice(0)) {
				const verdict = this.#learn(update);
				if (verdict.is === 'new') explained.push(verdict.update);
				if (verdict.is === 'waits') this.unexplained.push(update);
			}
		}
		return explained;
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
	 * Updates that bring somebody with this state vector up to date, in the order to apply them; null
	 * if it is no state vector. The first, which may be large, is cut to what they lack.
	 */
	missing(stateVector: Uint8Array): Uint8Array[] | null {
		const clocks = readStateVector(stateVector);
		if (!clocks) return null;
		const [first, ...others] = this.#updates;
		if (!first || clocks.size === 0) return this.#updates;
		return [Y.diffUpdate(first, stateVector), ...others];
	}

	/** The document as a copy of its own. */
	read(): Y.Doc {
		const copy = new Y.Doc();
		copy.transact(() => {
			for (const update of this.#updates) Y.applyUpdate(copy, update);
		});
		return copy;
	}

	/** How many updates a newcomer is sent. */
	get pieces(): number {
		return this.#updates.length;
	}

	/** Makes one update of many. What was deleted is left out, as Yjs does it. */
	condense(): void {
		if (this.#updates.length < 2) return;
		const copy = this.read();
		const whole = Y.encodeStateAsUpdate(copy);
		copy.destroy();
		this.#updates = [whole];
		this.#bytes = whole.byteLength;
	}

	#learn(update: Uint8Array): Verdict {
		const limits = { ...this.#limits, ...unlimited };
		const weighed = weigh(update, this.#known, null, limits);
		if (weighed.is !== 'fits') return weighed;
		this.#keep(update, weighed.news);
		return { is: 'new', update };
	}

	#keep(update: Uint8Array, news: News): void {
		this.#known.take(news);
		this.#updates.push(update);
		this.#bytes += update.byteLength;
	}

	/** A document that is full still lets people delete. */
	#outgrows({ placed }: News, update: Uint8Array): Fault | null {
		if (placed.length === 0) return null;
		if (this.#bytes + update.byteLength > this.#limits.documentBytes) {
			this.condense();
			if (this.#bytes + update.byteLength > this.#limits.documentBytes) return 'too-large';
		}
		const clients = new Set(placed.map(({ struct }) => struct.client));
		const added = [...clients].filter((client) => this.#known.end(client) === 0).length;
		return this.#known.clients + added > this.#limits.clientsPerDocument ? 'limit' : null;
	}
}

/** The log holds what was let in under other limits, and snapshots of a document's whole life. */
const unlimited = {
	updateBytes: Infinity,
	structsPerUpdate: Infinity,
	deletesPerUpdate: Infinity,
	weightlessPerUpdate: Infinity
};

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
