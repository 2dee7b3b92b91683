import type * as Y from 'yjs';
import type { TopicOutcome } from './cards.ts';
import { addCard, setField } from './edit.ts';
import type { At } from './placing.ts';

export interface NewTopic {
	text?: string;
	/** Whose topic it is: a member, or a name. */
	by: string | null;
	fromCitizen: boolean;
}

/** The citizen's topics stand first: they are put before all others. */
export function addTopic(doc: Y.Doc, topic: NewTopic, at?: At): string {
	return addCard(doc, 'topics', { ...topic }, at ?? (topic.fromCitizen ? 'start' : 'end'));
}

/** The citizen's topics stand before all others, in the order in which they were said. */
export function placeOfTopic(
	topics: readonly { key: string; fromCitizen: boolean }[],
	fromCitizen: boolean
): At {
	if (!fromCitizen) return 'end';
	const last = topics.findLast((one) => one.fromCitizen);
	return last ? { after: last.key } : 'start';
}

/** What becomes of a topic: done, on to the next meeting, or parked. Null: not said yet. */
export function setOutcome(doc: Y.Doc, key: string, outcome: TopicOutcome | null): boolean {
	return setField(doc, 'topics', key, 'outcome', outcome) !== null;
}

export interface NewNote {
	text: string;
	step: string;
	/** Who wrote it down, by name. */
	by: string;
	/** Whose words or turn it is, in a round. */
	member?: string | null;
}

export function addNote(doc: Y.Doc, note: NewNote): string {
	return addCard(doc, 'notes', { ...note });
}

/** What lies on the table: words from a kind of document, and the picture that stands beside them there. */
export interface Copy {
	/** Of the copy. */
	key: string;
	text: string;
	from: string;
	pictogram?: string | null;
}

/** For the server alone: a copy that somebody with a basis for it wants the room to see. */
export function putOnTable(doc: Y.Doc, { key, ...shown }: Copy & { shownBy: string }): string {
	return addCard(doc, 'table', shown, 'end', key);
}

/** For the server alone. Taken off the table is gone, not binned: it was only a copy. */
export function takeOffTable(doc: Y.Doc, key: string): boolean {
	const table = doc.getMap<unknown>('table');
	if (!table.has(key)) return false;
	table.delete(key);
	return true;
}
