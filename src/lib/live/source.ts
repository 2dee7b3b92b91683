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
	/** The close code of a server that will not have us back. */
	readonly refusedWith: number | null;
}

/** One answer for all documents of a screen: the worst of them, because a person asks "is it safe?". */
export function savedOver(sources: readonly LiveSource[]): {
	saved: Saved;
	at: Date | null;
	unsavedChanges: number;
	/** Some line is down: what is typed stays here until it is back. */
	offline: boolean;
} {
	const order: readonly Saved[] = ['notSaved', 'saving', 'saved', 'readOnly', 'ended'];
	const saved = order.find((one) => sources.some((source) => source.saved === one)) ?? 'readOnly';
	const times = sources.flatMap((source) => (source.savedAt ? [source.savedAt.getTime()] : []));
	return {
		saved,
		at: times.length > 0 ? new Date(Math.max(...times)) : null,
		unsavedChanges: sources.reduce((sum, source) => sum + source.unsavedChanges, 0),
		offline: sources.some((source) => source.status === 'offline')
	};
}
