import type { CaseId, DocumentId, MeetingId } from '#lib/model/ids.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { auditTable } from './tables.ts';

export interface AuditEvent {
	/** `noun:verb`, past tense: `case:opened`, `basis:withdrawn`, `table:shown`. */
	event: `${string}:${string}`;
	caseId?: CaseId | null;
	documentId?: DocumentId | null;
	meetingId?: MeetingId | null;
	/** Ids and numbers that explain the event. Never names, words or CPR numbers. */
	details?: Record<string, string | number | boolean | null>;
}

/** Written in the same transaction as the act; if it cannot be written, the act does not happen. */
export async function record(
	tx: Transaction | Database,
	actor: Actor | 'server',
	event: AuditEvent
): Promise<void> {
	const who = actor === 'server' ? 'server' : actor.kind === 'nobody' ? 'nobody' : actorKey(actor);
	await tx.insert(auditTable).values({
		actor: who,
		event: event.event,
		caseId: event.caseId ?? null,
		documentId: event.documentId ?? null,
		meetingId: event.meetingId ?? null,
		details: event.details ?? null
	});
}
