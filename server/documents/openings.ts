import type { CaseId } from '#lib/model/ids.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import { recordAll, type AuditEvent } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import { gathered } from '#server/db/gather.ts';
import type { Database } from '#server/db/open.ts';
import type { DocumentRow } from './access.ts';

/** A page asks twice, over HTTP and over the socket, and a flapping line asks again and again. */
const sameOpeningMs = 5 * 60_000;
const remembered = 10_000;

export type Openings = ReturnType<typeof createOpenings>;

/**
 * [I11] Who opened what. The row is written before the first byte of content leaves; if it cannot be
 * written, nothing does. What this process remembers only spares repeated rows, so forgetting it is
 * never more than one row too many.
 */
export function createOpenings({ db, now }: { db: Database; now: Now }) {
	const last = new Map<string, number>();
	/** Rows are linked one after the other, so a whole meeting that comes in would wait for as many commits. */
	const recorded = gathered(
		async (openings: readonly (AuditEvent & { actor: Exclude<Actor, { kind: 'nobody' }> })[][]) => {
			await recordAll(db, openings.flat());
			return openings.map(() => null);
		}
	);

	function isNews(key: string, at: number): boolean {
		return at - (last.get(key) ?? -Infinity) > sameOpeningMs;
	}

	/** Writes down what was not written down just now. */
	async function write(
		actor: Exclude<Actor, { kind: 'nobody' }>,
		events: readonly (AuditEvent & { id: string })[]
	): Promise<void> {
		const at = now().getTime();
		const keyOf = ({ id }: { id: string }) => `${actorKey(actor)} ${id}`;
		const fresh = events.filter((event) => isNews(keyOf(event), at));
		if (fresh.length === 0) return;
		await recorded(fresh.map(({ id: _, ...event }) => ({ ...event, actor })));
		if (last.size > remembered) last.clear();
		for (const event of fresh) last.set(keyOf(event), at);
	}

	return {
		async opened(
			actor: Exclude<Actor, { kind: 'nobody' }>,
			documents: readonly Pick<DocumentRow, 'id' | 'caseId' | 'meetingId' | 'kind'>[]
		): Promise<void> {
			await write(
				actor,
				documents.map(({ id, caseId, meetingId, kind }) => ({
					id,
					event: 'document:opened',
					caseId,
					meetingId,
					documentId: id,
					details: { kind }
				}))
			);
		},

		async caseOpened(actor: Exclude<Actor, { kind: 'nobody' }>, caseId: CaseId): Promise<void> {
			await write(actor, [{ id: caseId, event: 'case:opened', caseId }]);
		}
	};
}
