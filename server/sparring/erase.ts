import { and, eq, inArray, isNotNull, isNull, lte } from 'drizzle-orm';
import { dateOf } from '#lib/model/dates.ts';
import type { DocumentId } from '#lib/model/ids.ts';
import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import {
	documentClientTable,
	documentSnapshotTable,
	documentTable,
	documentUpdateTable,
	projectionTable
} from '#server/documents/tables.ts';
import { sparringAccountTable, sparringPileTable, sparringTable } from './tables.ts';

/** Takes away what was written, on its date. That a session was held stays, with its numbers. */
export function createErasure({
	db,
	now,
	rooms
}: {
	db: Database;
	now: Now;
	rooms: { closeDocument(documentId: string, code: CloseCode): Promise<void> };
}) {
	async function takeAway(tx: Transaction, document: DocumentId): Promise<void> {
		for (const table of [
			documentUpdateTable,
			documentSnapshotTable,
			documentClientTable,
			projectionTable
		]) {
			await tx.delete(table).where(eq(table.documentId, document));
		}
	}

	return {
		/** Every session whose date has come. Answers how many. */
		async eraseDue(): Promise<number> {
			const due = await db
				.select({
					id: sparringTable.id,
					documentId: sparringTable.documentId,
					phase: sparringTable.phase
				})
				.from(sparringTable)
				.where(and(isNull(sparringTable.erasedAt), lte(sparringTable.eraseOn, dateOf(now()))));
			for (const { id, documentId, phase } of due) {
				await db.transaction(async (tx) => {
					// First nobody may come in, then everybody goes, then what they had is taken away.
					await tx
						.update(sparringTable)
						.set({ erasedAt: now(), phase: phase === 'cancelled' ? phase : 'closed' })
						.where(eq(sparringTable.id, id));
					await tx
						.update(documentTable)
						.set({ deletedAt: now() })
						.where(eq(documentTable.id, documentId));
					await tx.delete(sparringAccountTable).where(eq(sparringAccountTable.sparringId, id));
					await tx.delete(sparringPileTable).where(eq(sparringPileTable.sparringId, id));
					await record(tx, 'server', { event: 'sparring:erased', details: { sparring: id } });
				});
				await rooms.closeDocument(documentId, closeCodes.deleted);
				await db.transaction((tx) => takeAway(tx, documentId));
			}
			await sweep();
			return due.length;
		}
	};

	/** What a process that died in between, or a write that came late, may have left. */
	async function sweep(): Promise<void> {
		const left = await db
			.selectDistinct({ documentId: sparringTable.documentId })
			.from(sparringTable)
			.innerJoin(documentUpdateTable, eq(documentUpdateTable.documentId, sparringTable.documentId))
			.where(isNotNull(sparringTable.erasedAt));
		if (left.length === 0) return;
		await db.delete(documentUpdateTable).where(
			inArray(
				documentUpdateTable.documentId,
				left.map(({ documentId }) => documentId)
			)
		);
	}
}
