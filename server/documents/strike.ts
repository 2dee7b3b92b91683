import type * as Y from 'yjs';
import type { UpdateLog } from '#server/sync/update-log.ts';

export type Strike = ReturnType<typeof createStrike>;

/**
 * Takes something out of a document, off every screen and out of its history. When this resolves,
 * what was deleted is in no row of the log, no snapshot and no room. [R48]
 */
export function createStrike({
	rooms,
	updates
}: {
	rooms: {
		edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void>;
		condense(documentId: string): void;
	};
	updates: Pick<UpdateLog, 'fold'>;
}) {
	return async function strike(documentId: string, change: (doc: Y.Doc) => void): Promise<void> {
		await rooms.edit(documentId, 'server', change);
		rooms.condense(documentId);
		await updates.fold(documentId);
	};
}
