import type * as Y from 'yjs';
import type { Mark, PostKind } from '#lib/model/post.ts';
import { accountFields, type AccountField } from '#lib/model/sparring.ts';
import { addCard, findCard, setField, setFields } from './edit.ts';

/** For the server alone: no client has the right to write in a sparring. */

export interface NewPost {
	text: string;
	step: string;
	kind: PostKind;
}

/** Something written, without anybody who wrote it. A key that is there already adds nothing. */
export function addPost(doc: Y.Doc, post: NewPost, key?: string): string {
	return addCard(doc, 'posts', { ...post }, 'end', key);
}

export function sortPost(doc: Y.Doc, key: string, mark: Mark | null): boolean {
	return setField(doc, 'posts', key, 'mark', mark) !== null;
}

/** How many chose what, once everybody may know. */
export function showVotes(doc: Y.Doc, votes: Readonly<Record<string, number>>): void {
	doc.transact(() => {
		for (const [key, count] of Object.entries(votes)) setField(doc, 'posts', key, 'votes', count);
	});
}

/** The focus person's account: a card for each of its five fields that says something. */
export function showAccount(doc: Y.Doc, account: Readonly<Record<AccountField, string>>): void {
	doc.transact(() => {
		for (const field of accountFields) {
			const text = account[field];
			if (text === '') doc.getMap('account').delete(field);
			else if (!setFields(doc, 'account', field, { text })) {
				addCard(doc, 'account', { text }, 'end', field);
			}
		}
	});
}

/** Struck is gone, not binned: a name was in it. */
export function strike(doc: Y.Doc, key: string): boolean {
	for (const root of ['posts', 'account'] as const) {
		if (!findCard(doc, root, key)) continue;
		doc.getMap(root).delete(key);
		return true;
	}
	return false;
}
