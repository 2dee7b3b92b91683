import type { Actor } from '#lib/model/person.ts';
import { actorKey } from '#lib/model/person.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
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

	function isNews(key: string, at: number): boolean {
		return at - (last.get(key) ?? -Infinity) > sameOpeningMs;
	}

	return {
		async opened(
			actor: Exclude<Actor, { kind: 'nobody' }>,
			documents: readonly Pick<DocumentRow, 'id' | 'caseId' | 'meetingId' | 'kind'>[]
		): Promise<void> {
			const at = now().getTime();
			const fresh = documents.filter(({ id }) => isNews(`${actorKey(actor)} ${id}`, at));
			if (fresh.length === 0) return;
			await db.transaction(async (tx) => {
				for (const { id, caseId, meetingId, kind } of fresh) {
					const event = 'document:opened';
					await record(tx, actor, { event, caseId, meetingId, documentId: id, details: { kind } });
				}
			});
			if (last.size > remembered) last.clear();
			for (const { id } of fresh) last.set(`${actorKey(actor)} ${id}`, at);
		}
	};
}
