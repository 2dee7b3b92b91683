import * as v from 'valibot';
import { createDocument, StartRow } from '#lib/board/create.ts';
import { caseDocuments, type Audience, type DocumentKind } from '#lib/model/document.ts';
import { DocumentId, newId, type CaseId, type MeetingId } from '#lib/model/ids.ts';
import labour from '#server/content/labour.json' with { type: 'json' };
import type { Transaction } from '#server/db/open.ts';
import { documentTable, documentUpdateTable } from './tables.ts';

const startRows = v.parse(v.array(StartRow), labour);

export interface NewDocument {
	kind: DocumentKind;
	caseId: CaseId;
	meetingId?: MeetingId | null;
	/** Plans only. */
	audience?: Audience | null;
	now: Date;
}

export type Documents = ReturnType<typeof createDocuments>;

export function createDocuments() {
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
		}
	};
}
