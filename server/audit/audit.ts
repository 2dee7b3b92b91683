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
	await recordAll(tx, [{ ...event, actor }]);
}

/** Several at once: all of them are written, or none. */
export async function recordAll(
	tx: Transaction | Database,
	events: readonly (AuditEvent & { actor: Actor | 'server' })[]
): Promise<void> {
	if (events.length === 0) return;
	await tx.insert(auditTable).values(
		events.map(({ actor, event, caseId, documentId, meetingId, details }) => ({
			actor: nameOf(actor),
			event,
			caseId: caseId ?? null,
			documentId: documentId ?? null,
			meetingId: meetingId ?? null,
			details: details ?? null
		}))
	);
}

function nameOf(actor: Actor | 'server'): string {
	if (actor === 'server') return 'server';
	return actor.kind === 'nobody' ? 'nobody' : actorKey(actor);
}
