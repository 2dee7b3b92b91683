import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import * as v from 'valibot';
import { createDocument, StartRow } from '#lib/board/create.ts';
import { rootsOf } from '#lib/board/layout.ts';
import { caseDocuments, type Audience, type DocumentKind } from '#lib/model/document.ts';
import { DocumentId, newId, type CaseId, type MeetingId } from '#lib/model/ids.ts';
import labour from '#server/content/labour.json' with { type: 'json' };
import type { Database, Transaction } from '#server/db/open.ts';
import { meetingTable } from '#server/meetings/tables.ts';
import { sparringTable } from '#server/sparring/tables.ts';
import type { DocumentRules } from '#server/sync/gate.ts';
import { documentTable, documentUpdateTable } from './tables.ts';

const startRows = v.parse(v.array(StartRow), labour);

export interface NewDocument {
	kind: DocumentKind;
	/** Null for a sparring, which belongs to no case. */
	caseId: CaseId | null;
	meetingId?: MeetingId | null;
	/** Plans only. */
	audience?: Audience | null;
	now: Date;
}

export type Documents = ReturnType<typeof createDocuments>;

export function createDocuments({ db }: { db: Database }) {
	/**
	 * A document with its first update, in the caller's transaction: whoever sees the row can open
	 * it, and what must exist once is there before the first browser comes.
	 */
	async function create(tx: Transaction, wanted: NewDocument): Promise<DocumentId> {
		const id = newId(DocumentId);
		await tx.insert(documentTable).values({
			id,
			kind: wanted.kind,
			audience: wanted.audience ?? null,
			caseId: wanted.caseId,
			meetingId: wanted.meetingId ?? null,
			createdAt: wanted.now
		});
		await tx.insert(documentUpdateTable).values({
			documentId: id,
			update: createDocument(wanted.kind, { labour: startRows }),
			by: 'server',
			at: wanted.now
		});
		return id;
	}

	return {
		create,

		/** The seven documents that come with every case. */
		async createForCase(tx: Transaction, caseId: CaseId, now: Date): Promise<void> {
			for (const { kind, audience } of caseDocuments) {
				await create(tx, { kind, audience, caseId, now });
			}
		},

		/** Every document of a case, those of its meetings too. */
		async ofCase(caseId: CaseId): Promise<DocumentId[]> {
			const rows = await db
				.select({ id: documentTable.id })
				.from(documentTable)
				.where(and(eq(documentTable.caseId, caseId), isNull(documentTable.deletedAt)));
			return rows.map(({ id }) => id);
		},

		/** The documents of the case of one kind: three of the plan, one of the agreements. */
		async ofKind(caseId: CaseId, kind: 'plan' | 'agreements'): Promise<DocumentId[]> {
			const rows = await db
				.select({ id: documentTable.id })
				.from(documentTable)
				.where(
					and(
						eq(documentTable.caseId, caseId),
						eq(documentTable.kind, kind),
						isNull(documentTable.deletedAt)
					)
				);
			return rows.map(({ id }) => id);
		},

		/**
		 * One document that everybody has open who looks at pictures: the network's plan of every case, and
		 * that of every meeting under way.
		 */
		async withPictures(): Promise<DocumentId[]> {
			const { id, kind, audience, deletedAt } = documentTable;
			const rows = await db
				.select({ id })
				.from(documentTable)
				.leftJoin(meetingTable, eq(meetingTable.id, documentTable.meetingId))
				.where(
					and(
						isNull(deletedAt),
						or(
							and(eq(kind, 'plan'), eq(audience, 'network')),
							and(eq(kind, 'meeting'), inArray(meetingTable.phase, ['open', 'inProgress']))
						)
					)
				);
			return rows.map((row) => row.id);
		},

		/** The documents of meetings and sparrings that are under way. */
		async ofRunningMeetings(): Promise<Set<string>> {
			const sparrings = await db
				.select({ id: sparringTable.documentId })
				.from(sparringTable)
				.where(eq(sparringTable.phase, 'inProgress'));
			const rows = await db
				.select({ id: documentTable.id })
				.from(documentTable)
				.innerJoin(meetingTable, eq(meetingTable.id, documentTable.meetingId))
				.where(inArray(meetingTable.phase, ['open', 'inProgress']));
			return new Set([...rows, ...sparrings].map(({ id }) => id));
		},

		async caseOfMeeting(meetingId: MeetingId): Promise<CaseId | null> {
			const [row] = await db
				.select({ caseId: documentTable.caseId })
				.from(documentTable)
				.where(eq(documentTable.meetingId, meetingId));
			return row?.caseId ?? null;
		},

		/** What the gate lets into a document: the roots of its kind, and nothing into one that is not there. */
		async rulesOf(documentId: string): Promise<DocumentRules> {
			const [row] = await db
				.select({ kind: documentTable.kind })
				.from(documentTable)
				// reason: compared, not trusted; whoever comes this far was let in by admission
				.where(eq(documentTable.id, documentId as DocumentId));
			return {
				roots: row ? rootsOf(row.kind) : [],
				// Whoever writes in a sparring must not be seen to: no caret, no typing, nobody's coming.
				quiet: row?.kind === 'sparring'
			};
		}
	};
}
