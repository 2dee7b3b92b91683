import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import * as v from 'valibot';
import * as Y from 'yjs';
import { readNextSteps, type NextStepRow } from '#lib/board/next-steps.ts';
import { DocumentId, type CaseId } from '#lib/model/ids.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { log } from '#server/log.ts';
import type { UpdateLog } from '#server/sync/update-log.ts';
import { documentTable, projectionTable } from './tables.ts';

export interface ProjectorParts {
	db: Database;
	/** Read straight, not through a room: only what is durable may be drawn. */
	updates: UpdateLog;
	replace: (
		tx: Transaction,
		documentId: DocumentId,
		caseId: CaseId,
		rows: readonly NextStepRow[]
	) => Promise<void>;
	/** A burst of typing is drawn once, when it has been quiet for this long … */
	quietMs?: number;
	/** … but at the latest after this long. */
	longestMs?: number;
}

export type Projector = ReturnType<typeof createProjector>;

/**
 * Draws the table of next steps from the agreements, because the document is the truth and a list
 * across cases needs a table. How far it came is kept in the same transaction, so that a crash costs
 * a delay and never a step.
 */
export function createProjector({
	db,
	updates,
	replace,
	quietMs = 500,
	longestMs = 5_000
}: ProjectorParts) {
	const waiting = new Map<DocumentId, { since: number; timer: NodeJS.Timeout }>();
	const drawing = new Map<DocumentId, Promise<void>>();
	/** Documents that nothing is drawn from. What kind a document is never changes. */
	const others = new Set<string>();
	let closed = false;

	async function draw(documentId: DocumentId): Promise<void> {
		const [found] = await db
			.select({ kind: documentTable.kind, caseId: documentTable.caseId })
			.from(documentTable)
			.where(and(eq(documentTable.id, documentId), isNull(documentTable.deletedAt)));
		if (found && found.kind !== 'agreements') others.add(documentId);
		const caseId = found?.kind === 'agreements' ? found.caseId : null;
		if (caseId === null) return;

		const stored = await updates.read(documentId);
		const doc = new Y.Doc();
		if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot);
		for (const row of stored.rows) Y.applyUpdate(doc, row.update);
		const rows = readNextSteps(doc);
		doc.destroy();

		const upto = stored.rows.at(-1)?.seq ?? stored.upto;
		await db.transaction(async (tx) => {
			// Locks the document's row, and answers nothing when another node has drawn something newer.
			const newest = await tx
				.insert(projectionTable)
				.values({ documentId, upto })
				.onConflictDoUpdate({
					target: projectionTable.documentId,
					set: { upto },
					setWhere: lte(projectionTable.upto, upto)
				})
				.returning({ upto: projectionTable.upto });
			if (newest.length > 0) await replace(tx, documentId, caseId, rows);
		});
	}

	/** Draws after whatever is being drawn of the same document. */
	function drawNow(documentId: DocumentId): Promise<void> {
		const earlier = waiting.get(documentId);
		if (earlier) clearTimeout(earlier.timer);
		waiting.delete(documentId);
		const next = (drawing.get(documentId) ?? Promise.resolve())
			.catch(() => undefined)
			.then(() => draw(documentId));
		drawing.set(documentId, next);
		const done = () => {
			if (drawing.get(documentId) === next) drawing.delete(documentId);
		};
		next.then(done, done);
		return next;
	}

	function later(documentId: DocumentId): void {
		if (closed) return;
		const earlier = waiting.get(documentId);
		if (earlier) clearTimeout(earlier.timer);
		const since = earlier?.since ?? Date.now();
		const delay = Math.max(0, Math.min(quietMs, since + longestMs - Date.now()));
		const timer = setTimeout(() => {
			drawNow(documentId).catch((error: unknown) => {
				// It stays behind the log, so the next write or the next start draws it.
				log.error('projection:failed', error, { document: documentId });
			});
		}, delay);
		timer.unref();
		waiting.set(documentId, { since, timer });
	}

	/** Ids of agreements, of all cases or of those that the table is behind on. */
	async function agreements(onlyBehind: boolean): Promise<DocumentId[]> {
		const rows = await db
			.select({ id: documentTable.id })
			.from(documentTable)
			.leftJoin(projectionTable, eq(projectionTable.documentId, documentTable.id))
			.where(
				and(
					eq(documentTable.kind, 'agreements'),
					isNull(documentTable.deletedAt),
					onlyBehind
						? sql`greatest(
							coalesce((select max(seq) from document_update where document_id = ${documentTable.id}), 0),
							coalesce((select upto from document_snapshot where document_id = ${documentTable.id}), 0)
						) > coalesce(${projectionTable.upto}, 0)`
						: undefined
				)
			);
		return rows.map(({ id }) => id);
	}

	return {
		/** A document was written. The only thing to say to it while people work. */
		written(documentId: string): void {
			if (others.has(documentId)) return;
			const id = v.safeParse(DocumentId, documentId);
			if (id.success) later(id.output);
		},

		/** Draws one document at once; for whoever shows the table right after a change of their own. */
		draw: drawNow,

		/** At start: what a crash left behind. */
		async catchUp(): Promise<number> {
			const behind = await agreements(true);
			for (const id of behind) await drawNow(id);
			return behind.length;
		},

		/** All of it, from the documents; for the operator. */
		async rebuild(): Promise<number> {
			const all = await agreements(false);
			for (const id of all) await drawNow(id);
			return all.length;
		},

		/** Draws what still waits, and nothing after that. */
		async close(): Promise<void> {
			closed = true;
			const left = [...waiting.keys()];
			await Promise.allSettled(left.map(drawNow));
			await Promise.allSettled(drawing.values());
		}
	};
}
