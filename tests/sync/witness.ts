import { expect, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { Connection } from '#lib/live/connection.svelte.ts';
import type { UpdateLog } from '#server/sync/update-log.ts';
import { socketOf } from './meeting.ts';
import type { Chance } from './updates.ts';

interface Change {
	token: string;
	kind: 'write' | 'delete';
	at: number;
}

/** Somebody with our own client who notes, outside every server, what was written and what got a receipt. */
export class Witness {
	readonly connection: Connection;
	readonly documentId: string;
	readonly #key: string;
	/** What was done, in order. Every token is written once; some are deleted later. */
	readonly changes: Change[] = [];
	readonly #alive: string[] = [];
	/** When each token of others was seen here. */
	readonly seen = new Map<string, number>();

	constructor(server: string, key: string, documentId: string) {
		this.#key = key;
		this.documentId = documentId;
		this.connection = new Connection({ documentId, server, WebSocket: socketOf(key) });
		this.connection.doc.getArray<string>('list').observe(({ changes }) => {
			const now = performance.now();
			for (const { insert } of changes.delta) {
				for (const token of insert ?? []) if (!this.seen.has(token)) this.seen.set(token, now);
			}
		});
		onTestFinished(() => this.connection.destroy());
	}

	get isSaved(): boolean {
		return this.connection.saved === 'saved' && this.connection.unsavedChanges === 0;
	}

	/** How many of the changes have a receipt. */
	get receipts(): number {
		return this.changes.length - this.connection.unsavedChanges;
	}

	changesSomething(chance: Chance): void {
		const list = this.connection.doc.getArray<string>('list');
		const old = chance.happens(4) ? this.#alive[0] : undefined;
		const at = old === undefined ? -1 : list.slice(0, Math.min(40, list.length)).indexOf(old);
		const token = at < 0 ? `${this.#key}:${this.changes.length}` : (old ?? '');
		this.changes.push({ token, kind: at < 0 ? 'write' : 'delete', at: performance.now() });
		if (at < 0) {
			this.#alive.push(token);
			list.push([token]);
		} else {
			this.#alive.shift();
			list.delete(at);
		}
	}

	/** The tokens that must be there once everything is saved. */
	get alive(): readonly string[] {
		return this.#alive;
	}

	/** Which of the first changes are not in what was stored; and which tokens are there twice. */
	missing(stored: readonly string[], first: number): { lost: Change[]; twice: string[] } {
		return missing(this.changes, stored, first);
	}

	/** How many changes were made before a moment. */
	madeBefore(moment: number): number {
		return this.changes.filter(({ at }) => at <= moment).length;
	}
}

/** Which of somebody's first changes are not in what was stored; and which tokens are there twice. */
export function missing<Of extends Pick<Change, 'token' | 'kind'>>(
	changes: readonly Of[],
	stored: readonly string[],
	first: number
): { lost: Of[]; twice: string[] } {
	const found = new Map<string, number>();
	for (const token of stored) found.set(token, (found.get(token) ?? 0) + 1);
	const deleted = new Set(
		changes.filter(({ kind }) => kind === 'delete').map(({ token }) => token)
	);
	const lost = changes.slice(0, first).filter(({ token, kind }) => {
		if (kind === 'delete') return found.has(token);
		return !found.has(token) && !deleted.has(token);
	});
	const twice = [...found].filter(([, times]) => times > 1).map(([token]) => token);
	return { lost, twice };
}

/** How long what one wrote between two moments took until the other saw it. */
export function latencies(from: Witness, to: Witness, after: number, before: number): number[] {
	return from.changes
		.filter(({ kind, at }) => kind === 'write' && at >= after && at < before)
		.map(({ token, at }) => (to.seen.get(token) ?? Infinity) - at);
}

/** Everything that was written is stored once, and all see the same. Nothing may be under way. */
export async function expectWhole(log: UpdateLog, witnesses: readonly Witness[], say: string) {
	for (const witness of witnesses) {
		const stored = await storedTokens(log, witness.documentId);
		const all = witness.changes.length;
		expect(witness.missing(stored, all), say).toEqual({ lost: [], twice: [] });
		expect(witness.connection.doc.getArray('list').toArray(), say).toEqual(stored);
	}
}

/** The tokens that a log holds for a document. */
export async function storedTokens(log: UpdateLog, documentId: string): Promise<string[]> {
	const { snapshot, rows } = await log.read(documentId);
	const doc = new Y.Doc();
	doc.transact(() => {
		if (snapshot) Y.applyUpdate(doc, snapshot);
		for (const { update } of rows) Y.applyUpdate(doc, update);
	});
	return doc.getArray<string>('list').toArray();
}

/** These people write so many changes a second, together, until the end comes. */
export async function write(
	witnesses: readonly Witness[],
	perSecond: number,
	chance: Chance,
	isOver: () => boolean
): Promise<void> {
	const since = performance.now();
	for (let made = 0; !isOver();) {
		const due = ((performance.now() - since) / 1_000) * perSecond;
		for (; made < due; made++) chance.one(witnesses).changesSomething(chance);
		await new Promise((resolve) => setTimeout(resolve, 2));
	}
}
