import { and, eq } from 'drizzle-orm';
import * as v from 'valibot';
import { takeOffTable } from '#lib/board/edit-meeting.ts';
import { readCards } from '#lib/board/read.ts';
import { DocumentId, type MeetingId, type PictureId } from '#lib/model/ids.ts';
import { ownPictureId } from '#lib/model/own-picture.ts';
import type { Actor } from '#lib/model/person.ts';
import type { PlanRoot } from '#lib/model/plan-commands.ts';
import { record } from '#server/audit/audit.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import { documentTable } from '#server/documents/tables.ts';
import { log } from '#server/log.ts';
import type * as Y from 'yjs';
import type { States } from './state.ts';
import { meetingTable, shownCardTable } from './tables.ts';

/** A card of the plan that a copy on the table is made of. */
export interface ShownCard {
	/** Of the copy. */
	key: string;
	documentId: DocumentId;
	root: PlanRoot;
	card: string;
	pictogram: string | null;
}

/** How long writes in a plan are gathered, so that a letter costs no question: a card that is taken back leaves within the second. */
const gatherMs = 200;

export type ShownCards = ReturnType<typeof createShownCards>;

/** Cards of the citizen's plan that lie on the table of a meeting: their pictures, and their end. */
export function createShownCards({
	db,
	access,
	states,
	rooms
}: {
	db: Database;
	access: Pick<AccessQuestions, 'accessFor'>;
	states: Pick<States, 'documentOf'>;
	rooms: {
		read(documentId: string): Promise<Y.Doc>;
		edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void>;
	};
}) {
	/** A document never becomes one of another kind. */
	const plans = new Map<string, boolean>();
	const waiting = new Map<DocumentId, NodeJS.Timeout>();

	async function isPlan(documentId: DocumentId): Promise<boolean> {
		const known = plans.get(documentId);
		if (known !== undefined) return known;
		const [row] = await db
			.select({ kind: documentTable.kind })
			.from(documentTable)
			.where(eq(documentTable.id, documentId));
		plans.set(documentId, row?.kind === 'plan');
		return row?.kind === 'plan';
	}

	/** Copies whose card is gone from its plan, or has another picture by now, are taken off the table. */
	async function check(documentId: DocumentId): Promise<void> {
		const rows = await db
			.select()
			.from(shownCardTable)
			.where(eq(shownCardTable.documentId, documentId));
		if (rows.length === 0) return;
		const doc = await rooms.read(documentId);
		const gone = rows.filter(
			({ root, card, pictureId }) =>
				!readCards(doc, root).some(
					(one) => one.key === card && ownPictureId(one.pictogram) === pictureId
				)
		);
		doc.destroy();
		for (const { meetingId, key } of gone) {
			const table = await states.documentOf(db, meetingId);
			if (table) await rooms.edit(table, 'server', (to) => void takeOffTable(to, key));
			await db.transaction(async (tx) => {
				await forget(tx, meetingId, key);
				const [meeting] = await tx
					.select({ caseId: meetingTable.caseId })
					.from(meetingTable)
					.where(eq(meetingTable.id, meetingId));
				await record(tx, 'server', {
					event: 'table:cleared',
					caseId: meeting?.caseId ?? null,
					meetingId,
					details: { key }
				});
			});
		}
	}

	/** One copy, or all of a meeting's, are off the table. */
	async function forget(on: Transaction | Database, meetingId: MeetingId, key?: string) {
		const all = eq(shownCardTable.meetingId, meetingId);
		await on
			.delete(shownCardTable)
			.where(key === undefined ? all : and(all, eq(shownCardTable.key, key)));
	}

	return {
		check,
		forget,

		/** Written before the copy is laid, in the transaction that allows it. */
		async note(tx: Transaction, meetingId: MeetingId, cards: readonly ShownCard[]): Promise<void> {
			if (cards.length === 0) return;
			await tx.insert(shownCardTable).values(
				cards.map(({ pictogram, ...card }) => ({
					...card,
					meetingId,
					pictureId: ownPictureId(pictogram)
				}))
			);
		},

		/** A document was written: only the plans are looked at. */
		written(documentId: string): void {
			const id = v.safeParse(DocumentId, documentId);
			if (!id.success || plans.get(id.output) === false || waiting.has(id.output)) return;
			const timer = setTimeout(() => {
				waiting.delete(id.output);
				isPlan(id.output)
					.then((plan) => (plan ? check(id.output) : undefined))
					.catch((error: unknown) => log.error('table:check-failed', error));
			}, gatherMs);
			waiting.set(id.output, timer);
		},

		/** The server stops: nothing is looked at any more. */
		close(): void {
			for (const timer of waiting.values()) clearTimeout(timer);
		},

		/**
		 * Whether one of the citizen's own pictures lies on the table of a meeting that this actor may read:
		 * the shared screen, the seats and those invited, while it runs.
		 */
		async maySee(actor: Actor, picture: PictureId): Promise<boolean> {
			const rows = await db
				.select()
				.from(shownCardTable)
				.where(eq(shownCardTable.pictureId, picture));
			for (const { meetingId, documentId, root, card } of rows) {
				const table = await states.documentOf(db, meetingId);
				if (!table || (await access.accessFor(actor, table)).access === 'none') continue;
				const doc = await rooms.read(documentId);
				const stands = readCards(doc, root).some(
					(one) => one.key === card && ownPictureId(one.pictogram) === picture
				);
				doc.destroy();
				if (stands) return true;
			}
			return false;
		},

		/** The meeting is over. Nobody's rights end by it. */
		async end(tx: Transaction, meetingId: MeetingId): Promise<string[]> {
			await forget(tx, meetingId);
			return [];
		}
	};
}
