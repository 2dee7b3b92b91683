import * as Y from 'yjs';
import { inspect, type DocumentRules, type Fault } from './gate.ts';
import type { Limits } from './limits.ts';
import type { Stored } from './update-log.ts';

export type Verdict =
	/** It was taken in: tell the others and save it. */
	| { is: 'new' }
	/** It adds nothing to what is here. */
	| { is: 'known' }
	/** It builds on something that has not come yet. Nothing was changed. */
	| { is: 'waits' }
	/** It must not come in. Nothing was changed. */
	| { is: 'refused'; fault: Fault };

/**
 * What a room knows of its document. An update first meets the gate and then a staged copy, because
 * applying is not atomic: one that throws half-way leaves traces, and those must not be ours.
 */
export class Content {
	readonly #rules: DocumentRules;
	readonly #limits: Limits;
	readonly #doc = new Y.Doc();
	#staged = new Y.Doc();

	constructor(stored: Stored, rules: DocumentRules, limits: Limits) {
		this.#rules = rules;
		this.#limits = limits;
		if (stored.snapshot) Y.applyUpdate(this.#doc, stored.snapshot);
		for (const { update } of stored.rows) Y.applyUpdate(this.#doc, update);
		this.#restage();
	}

	/** Weighs an update and takes it in if it passes. Never throws. */
	take(update: Uint8Array): Verdict {
		try {
			const fault = inspect(update, this.#rules, this.#limits);
			if (fault) return { is: 'refused', fault };
			return this.#apply(update);
		} catch {
			this.#restage();
			return { is: 'refused', fault: 'frame' };
		}
	}

	/** Whether an update would add or delete anything. Changes nothing. Never throws. */
	adds(update: Uint8Array): boolean {
		try {
			if (inspect(update, this.#rules, this.#limits)) return true;
			const adds = changes(this.#staged, update) || isPending(this.#staged);
			if (adds) this.#restage();
			return adds;
		} catch {
			this.#restage();
			return true;
		}
	}

	stateVector(): Uint8Array {
		return Y.encodeStateVector(this.#doc);
	}

	/** Updates that bring somebody with this state vector up to date, in the order to apply them. */
	missing(stateVector: Uint8Array): Uint8Array[] {
		return [Y.encodeStateAsUpdate(this.#doc, stateVector)];
	}

	/** The document as a copy of its own. */
	read(): Y.Doc {
		const copy = new Y.Doc();
		Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.#doc));
		return copy;
	}

	#apply(update: Uint8Array): Verdict {
		const changed = changes(this.#staged, update);
		if (isPending(this.#staged)) {
			this.#restage();
			return { is: 'waits' };
		}
		if (!changed) return { is: 'known' };
		Y.applyUpdate(this.#doc, update);
		return { is: 'new' };
	}

	#restage(): void {
		this.#staged.destroy();
		this.#staged = this.read();
	}
}

function changes(doc: Y.Doc, update: Uint8Array): boolean {
	let changed = false;
	const listener = (): void => {
		changed = true;
	};
	doc.on('update', listener);
	try {
		Y.applyUpdate(doc, update);
	} finally {
		doc.off('update', listener);
	}
	return changed;
}

function isPending(doc: Y.Doc): boolean {
	return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}
