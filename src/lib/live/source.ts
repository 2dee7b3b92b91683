import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Access } from '#lib/model/document.ts';

export type Saved = 'saved' | 'saving' | 'notSaved' | 'readOnly' | 'ended';

/** What a screen needs of one document's connection. `Connection` is one; tests bring two docs. */
export interface LiveSource {
	/** May be replaced by a fresh one after a reconnect; then `synced` is false until it is whole. */
	readonly doc: Y.Doc;
	readonly awareness: Awareness;
	readonly synced: boolean;
	readonly access: Access;
	readonly status: 'offline' | 'connecting' | 'live' | 'refused';
	readonly saved: Saved;
	/** When the last receipt came. */
	readonly savedAt: Date | null;
	/** Changes without a receipt. */
	readonly unsavedChanges: number;
	/** The close code of a server that will not have us back, and its one word with it. */
	readonly refusedWith: number | null;
	readonly refusedFor: string;
	/** The close code with which the line was lost, until it is back. */
	readonly lostWith: number | null;
	/** One's own words that can no longer be sent, to take along. */
	readonly leftover: readonly string[];
	/** They were copied, or are not wanted. */
	letGo(): void;
	/** Signed out, and one's words wait for the same person; who is signed in again comes back. */
	readonly waits: boolean;
	comeBack(): void;
}

/** One answer for all documents of a screen: the worst of them, because a person asks "is it safe?". */
export function savedOver(sources: readonly LiveSource[]): {
	saved: Saved;
	at: Date | null;
	unsavedChanges: number;
	/** Some line is down: what is typed stays here until it is back. */
	offline: boolean;
	/** Why it is down, when the server said so. */
	lostWith: number | null;
} {
	const order: readonly Saved[] = ['notSaved', 'saving', 'saved', 'readOnly', 'ended'];
	const worst = order.find((one) => sources.some((source) => source.saved === one)) ?? 'readOnly';
	// A part that is gone says nothing about the rest, unless it took words along that nobody has.
	const took = sources.some((source) => source.saved === 'ended' && source.unsavedChanges > 0);
	const saved = took ? 'ended' : worst;
	const times = sources.flatMap((source) => (source.savedAt ? [source.savedAt.getTime()] : []));
	return {
		saved,
		at: times.length > 0 ? new Date(Math.max(...times)) : null,
		unsavedChanges: sources.reduce((sum, source) => sum + source.unsavedChanges, 0),
		offline: sources.some((source) => source.status === 'offline'),
		lostWith: sources.find((source) => source.lostWith !== null)?.lostWith ?? null
	};
}

/**
 * Whether words of one's own are here and nowhere else: left over from a line that was closed, or
 * still without a receipt on one that may be closed next.
 */
export function holdsWords({ leftover, refusedWith, unsavedChanges }: LiveSource): boolean {
	return leftover.length > 0 || (refusedWith === null && unsavedChanges > 0);
}
