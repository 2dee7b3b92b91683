import type * as Y from 'yjs';
import type { Rooms } from './rooms.ts';

export type EditTogether = readonly (readonly [documentId: string, change: (doc: Y.Doc) => void])[];

/**
 * Edits of several documents, by the server. All rooms are open before the first is made, and there
 * is no pause between them, so that one group commit takes them all: together or not at all. [R65]
 */
export async function editTogether(
	rooms: Pick<Rooms, 'open'>,
	by: string,
	edits: EditTogether
): Promise<void> {
	const open = await Promise.all(edits.map(([documentId]) => rooms.open(documentId)));
	await Promise.all(edits.map(([, change], at) => open[at]?.edit(by, change)));
}
