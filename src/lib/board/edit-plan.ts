import type * as Y from 'yjs';
import type { DateString } from '#lib/model/dates.ts';
import type { WordTopic } from './cards.ts';
import { addCard, setFields } from './edit.ts';
import type { Source } from './layout.ts';

/** Words of the citizen's, as they said them. `writtenBy` is the scribe's name, null for the citizen. */
export interface NewWords {
	topic: WordTopic;
	text?: string;
	source: Source;
	writtenBy: string | null;
}

export function addWords(doc: Y.Doc, words: NewWords): string {
	return addCard(doc, 'words', { ...words });
}

/** Said when the words were read aloud to the citizen, and they were right. */
export function markReadBack(
	doc: Y.Doc,
	root: 'quote' | 'words',
	key: string,
	readBackOn: DateString
): boolean {
	return setFields(doc, root, key, { readBackOn });
}
