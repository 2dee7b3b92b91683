import { and, asc, eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { recordText, type RecordKind } from '#lib/board/record-text.ts';
import { readBoard } from '#lib/board/read.ts';
import { hashText } from '#lib/board/hash-text.ts';
import { newId, RecordId, type CaseId, type DocumentId } from '#lib/model/ids.ts';
import type { RecordAnswer } from '#lib/model/record-answer.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import { recordTable } from './tables.ts';

export interface RecordRow {
	id: RecordId;
	kind: RecordKind;
	subject: string;
	answer: 'accepted' | 'declined' | 'talk' | 'approved';
	reason: string | null;
	textHash: string;
	/** Actor key. */
	by: string;
	byName: string;
	at: Date;
}

/** With whether the words have changed since ("ændret siden I aftalte det"). */
export type RecordOnScreen = RecordRow & { changedSince: boolean };

export interface RecordsParts {
	db: Database;
	now: Now;
	access: AccessQuestions;
	rooms: {
		read(documentId: string): Promise<Y.Doc>;
		news(documentId: string, payload: object): void;
	};
}

export type Records = ReturnType<typeof createRecords>;

/** What people commit to. No websocket client can write it, and it carries the words it is about. */
export function createRecords({ db, now, access, rooms }: RecordsParts) {
	async function wordsOf(documentId: DocumentId, kind: RecordKind, subject: string) {
		const doc = await rooms.read(documentId);
		try {
			return recordText(kind, subject, readBoard('agreements', doc).cards);
		} finally {
			doc.destroy();
		}
	}

	/** The newest answer per subject and person. */
	async function of(caseId: CaseId): Promise<RecordRow[]> {
		const rows = await db
			.select()
			.from(recordTable)
			.where(eq(recordTable.caseId, caseId))
			.orderBy(asc(recordTable.at), asc(recordTable.id));
		const newest = new Map<string, RecordRow>();
		for (const row of rows) {
			const { id, kind, subject, answer, reason, textHash, by, byName, at } = row;
			if (kind === 'minutes') continue;
			const key = `${kind} ${subject} ${by}`;
			newest.set(key, { id, kind, subject, answer, reason, textHash, by, byName, at });
		}
		return [...newest.values()];
	}

	/** With whether the words have changed since ("ændret siden I aftalte det"). */
	async function list(actor: Actor, documentId: DocumentId): Promise<RecordOnScreen[]> {
		if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
		const { document, access: may } = await access.accessFor(actor, documentId);
		if (may === 'none' || document.kind !== 'agreements' || document.caseId === null) {
			throw new Refusal('not-found');
		}
		const doc = await rooms.read(documentId);
		const { cards } = readBoard('agreements', doc);
		doc.destroy();
		const rows = await of(document.caseId);
		return rows.map((row) => {
			const text = recordText(row.kind, row.subject, cards);
			return { ...row, changedSince: text === null || hashText(text) !== row.textHash };
		});
	}

	return {
		of,

		/**
		 * Says yes or no, or asks to talk about it. If the document says something else by now, nothing
		 * is recorded: nobody is bound to words they have not seen.
		 */
		async answer(
			actor: Actor,
			documentId: DocumentId,
			given: Omit<RecordAnswer, 'documentId'>
		): Promise<{ id: RecordId }> {
			if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
			const { document, access: may } = await access.accessFor(actor, documentId);
			if (may === 'none' || document.kind !== 'agreements' || document.caseId === null) {
				throw new Refusal('not-found');
			}
			if (may !== 'write' || actor.kind === 'screen') throw new Refusal('not-allowed');

			const { kind, subject, answer, reason } = given;
			const text = await wordsOf(documentId, kind, subject);
			if (text === null) throw new Refusal('changed');
			const textHash = hashText(text);
			if (textHash !== given.textHash) throw new Refusal('changed');

			const id = newId(RecordId);
			const { caseId } = document;
			const meetingId = actor.kind === 'seat' ? actor.meetingId : null;
			const by = actorKey(actor);
			await db.transaction(async (tx) => {
				const what = { kind, subject, answer, reason, text, textHash };
				const who = { by, byName: actor.name, at: now() };
				await tx.insert(recordTable).values({ id, caseId, documentId, meetingId, ...what, ...who });
				await record(tx, actor, {
					event: 'record:made',
					caseId,
					documentId,
					meetingId,
					details: { record: id, kind, subject, answer }
				});
			});
			rooms.news(documentId, { records: [subject] });
			return { id };
		},

		list,

		/** The same, asked for by the case. */
		async ofCase(actor: Actor, caseId: CaseId): Promise<RecordOnScreen[]> {
			if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
			const held = await access.caseDocuments(actor, caseId);
			const agreements = held.find(({ document }) => document.kind === 'agreements');
			if (!agreements) throw new Refusal('not-found');
			return list(actor, agreements.document.id);
		},

		/** One subject's answers, oldest first: how it came to what stands now. */
		async history(caseId: CaseId, subject: string) {
			return db
				.select()
				.from(recordTable)
				.where(and(eq(recordTable.caseId, caseId), eq(recordTable.subject, subject)))
				.orderBy(asc(recordTable.at));
		}
	};
}
