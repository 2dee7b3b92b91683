import * as Y from 'yjs';
import { sinceOf, type Unsent } from './own-edits.ts';

/**
 * Takes everything out of a document but what its writer has no receipt for. Places stay, so that
 * `typeAgain` finds them; words and values go, deleted ones too. It cannot be read any more.
 */
export function leaveOnlyOwn(doc: Y.Doc, unsent: Unsent): void {
	const since = sinceOf(doc, unsent);
	for (const [client, structs] of doc.store.clients) {
		for (const item of structs) {
			if (!(item instanceof Y.Item)) continue;
			const others = client === doc.clientID ? since - item.id.clock : item.length;
			empty(item, Math.min(others, item.length));
		}
	}
}

/** The first `length` of what an item holds. A type holds nothing itself. */
function empty(item: Y.Item, length: number): void {
	const { content } = item;
	if (length <= 0 || content instanceof Y.ContentType) return;
	if (length === item.length) item.content = new Y.ContentDeleted(length);
	else if (content instanceof Y.ContentString)
		content.str = ' '.repeat(length) + content.str.slice(length);
	else if (content instanceof Y.ContentAny) content.arr.fill(null, 0, length);
}
