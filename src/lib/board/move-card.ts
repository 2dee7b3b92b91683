import type * as Y from 'yjs';
import { addCard, findCard, setFields, type Inputs } from './edit.ts';
import { fieldKind, roots, type RootName } from './layout.ts';
import { readCard } from './read.ts';

/** Made with its document and never taken out of it [B4]: moving it moves only what it says. */
function existsOnce(root: RootName): boolean {
	return root === 'quote';
}

/**
 * For the server alone: the card as one document has it, put into another under the key it has. Two
 * cards are the same card when they have the same key, wherever it lies. False when there is none.
 */
export function copyCard<Root extends RootName>(
	from: Y.Doc,
	to: Y.Doc,
	root: Root,
	key: string
): boolean {
	const card = readCard(root, key, from.getMap<unknown>(root).get(key));
	if (!card || card.binnedAt !== null) return false;
	// reason: the fields of this very root, read by its own schema
	const fields = Object.fromEntries(
		Object.entries(card).filter(([field]) => field in roots[root])
	) as Inputs<Root>;
	if (findCard(to, root, key)) setFields(to, root, key, fields);
	else addCard(to, root, fields, 'end', key);
	return true;
}

/** For the server alone: the card is not here any more, and leaves no trace in the paper bin. */
export function takeAway(doc: Y.Doc, root: RootName, key: string): void {
	if (!existsOnce(root)) return void doc.getMap<unknown>(root).delete(key);
	// Whose words it holds is set again by whoever writes in it next.
	const fields = Object.keys(roots[root]).filter((field) => field !== 'source');
	// reason: emptied by the kind that the layout gives each field
	const nothing = Object.fromEntries(
		fields.map((field) => [field, fieldKind(root, field) === 'text' ? '' : null])
	) as Inputs<RootName>;
	setFields(doc, root, key, nothing);
}
