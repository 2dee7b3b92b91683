import * as v from 'valibot';
import * as Y from 'yjs';
import type { DocumentKind } from '#lib/model/document.ts';
import { addCard } from './edit.ts';
import { addRow } from './edit-labour.ts';
import { assessmentAreas, sides } from './layout.ts';

/** A row of the division of labour that every new case starts with; comes from a content pack. */
export const StartRow = v.object({
	title: v.pipe(v.string(), v.nonEmpty(), v.maxLength(120)),
	pictogram: v.optional(v.pipe(v.string(), v.maxLength(60))),
	lead: v.optional(v.picklist(sides)),
	suggested: v.optional(
		v.partial(
			v.object({
				substanceTreatment: v.pipe(v.string(), v.maxLength(500)),
				socialSupport: v.pipe(v.string(), v.maxLength(500)),
				citizen: v.pipe(v.string(), v.maxLength(500)),
				authority: v.pipe(v.string(), v.maxLength(500))
			})
		)
	)
});
export type StartRow = v.InferOutput<typeof StartRow>;

/**
 * [B4] [B5] The first update of a document. Made by the server, once: everything that exists once
 * is in it, so that no two clients can ever make the same thing.
 */
export function createDocument(
	kind: DocumentKind,
	start: { labour?: StartRow[] } = {}
): Uint8Array {
	const doc = new Y.Doc();
	doc.transact(() => {
		for (const area of assessmentAreas) {
			if (area.kind === kind) addCard(doc, 'coverage', { state: 'missing' }, 'end', area.key);
		}
		if (kind === 'agreements') {
			addCard(doc, 'goal', {}, 'end', 'wellbeing');
			for (const row of start.labour ?? []) addRow(doc, row);
		}
		if (kind === 'plan') addCard(doc, 'quote', { source: 'citizen' }, 'end', 'quote');
	});
	const update = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return update;
}
