import { randomInt } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { addPost, showVotes } from '#lib/board/edit-sparring.ts';
import { randomKey, type SparringId } from '#lib/model/ids.ts';
import type { SparringStep } from '#lib/model/sparring-model.ts';
import { faces, fewestFaces, type SparringState } from '#lib/model/sparring.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { SparringRow } from './place.ts';
import { sparringPileTable, type PiledNote } from './tables.ts';

export type Piles = ReturnType<typeof createPiles>;

/** What silent steps gather, and how it comes onto the screens. */
export function createPiles({
	db,
	rooms
}: {
	db: Database;
	rooms: { edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void> };
}) {
	const isOf = (id: SparringId, step: string) =>
		and(eq(sparringPileTable.sparringId, id), eq(sparringPileTable.step, step));

	/** The pile, locked. The session's row is locked before, so there is one at a time. */
	async function take(tx: Transaction, id: SparringId, step: string) {
		const [pile] = await tx.select().from(sparringPileTable).where(isOf(id, step)).for('update');
		return { notes: pile?.notes ?? [], votes: pile?.votes ?? {} };
	}

	async function put(
		tx: Transaction,
		id: SparringId,
		step: string,
		pile: { notes: PiledNote[]; votes: Record<string, number> }
	): Promise<void> {
		await tx
			.insert(sparringPileTable)
			.values({ sparringId: id, step, ...pile })
			.onConflictDoUpdate({
				target: [sparringPileTable.sparringId, sparringPileTable.step],
				set: pile
			});
	}

	return {
		/** Lays a note among the others, and shuffles all of them: which was last cannot be told. */
		async lay(tx: Transaction, id: SparringId, step: string, text: string): Promise<void> {
			const pile = await take(tx, id, step);
			const notes = shuffled([...pile.notes, { key: randomKey(), text }]);
			await put(tx, id, step, { ...pile, notes });
		},

		/** Counts one more for a post or a face; whose it was is not written. */
		async count(tx: Transaction, id: SparringId, step: string, key: string): Promise<void> {
			const pile = await take(tx, id, step);
			const votes = { ...pile.votes, [key]: (pile.votes[key] ?? 0) + 1 };
			await put(tx, id, step, { ...pile, votes });
		},

		/**
		 * How many chose each face, once that may be shown. The count stays in its pile: it is no card
		 * that somebody could sort or strike, and it goes with the rest on the day of erasure.
		 */
		async faces({ id, steps, revealed }: SparringRow): Promise<SparringState['process']> {
			const step = steps.find(({ act }) => act === 'process');
			if (!step || !revealed.includes(step.key)) return null;
			const [pile] = await db.select().from(sparringPileTable).where(isOf(id, step.key));
			const counts = faces.map((face) => pile?.votes[face] ?? 0);
			const answers = counts.reduce((sum, count) => sum + count, 0);
			if (answers < fewestFaces) return null;
			const [one = 0, two = 0, three = 0, four = 0] = counts;
			return { 1: one, 2: two, 3: three, 4: four };
		},

		/**
		 * Everything of a step onto every screen, in one change. Only then is the pile taken away, so
		 * that a crash in between loses nothing; done twice, it shows nothing twice.
		 */
		async show(
			{ id, documentId }: { id: SparringId; documentId: string },
			step: SparringStep
		): Promise<void> {
			const [pile] = await db.select().from(sparringPileTable).where(isOf(id, step.key));
			if (!pile) return;
			const { kind } = step;
			await rooms.edit(documentId, 'server', (doc) => {
				for (const { key, text } of kind ? shuffled(pile.notes) : []) {
					if (kind) addPost(doc, { text, step: step.key, kind }, key);
				}
				showVotes(doc, pile.votes);
			});
			await db.delete(sparringPileTable).where(isOf(id, step.key));
		}
	};
}

/** Every order as likely as any other. */
export function shuffled<Thing>(things: readonly Thing[]): Thing[] {
	const left = [...things];
	const mixed: Thing[] = [];
	while (left.length > 0) mixed.push(...left.splice(randomInt(left.length), 1));
	return mixed;
}
