import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import type { CaseId, PersonId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import type { Database } from '#server/db/open.ts';
import type { Demand } from '#server/documents/demand.ts';
import { record } from './audit.ts';
import { auditTable } from './tables.ts';

/** One line of who did what on a case. */
export interface HistoryLine {
	seq: number;
	at: Date;
	event: string;
	/** Null: the server itself, or a guest whose seat is gone. */
	who: string | null;
	kind: 'person' | 'seat' | 'screen' | 'server' | 'nobody';
	details: Record<string, string | number | boolean | null>;
}

const pageLength = 100;

export interface HistoryParts {
	db: Database;
	demand: Demand;
	/** Names by id, of people and of seats. */
	personNames: (ids: readonly PersonId[]) => Promise<Map<string, string>>;
	seatNames: (ids: readonly string[]) => Promise<Map<string, string>>;
}

/** Who opened and changed what on a case: the part of the audit log that its coordinators see. */
export function createHistory({ db, demand, personNames, seatNames }: HistoryParts) {
	return {
		/** Newest first. Looking is written down as well. */
		async ofCase(
			actor: Actor,
			caseId: CaseId,
			{ before, event }: { before?: number | undefined; event?: readonly string[] | undefined } = {}
		): Promise<{ lines: HistoryLine[]; older: number | null }> {
			await demand(actor, caseId, 'history');
			const rows = await db
				.select()
				.from(auditTable)
				.where(
					and(
						eq(auditTable.caseId, caseId),
						before === undefined ? undefined : lt(auditTable.seq, before),
						event ? inArray(auditTable.event, [...event]) : undefined
					)
				)
				.orderBy(desc(auditTable.seq))
				.limit(pageLength + 1);
			await record(db, actor, { event: 'history:seen', caseId });

			const page = rows.slice(0, pageLength);
			const idsOf = (kind: string) =>
				page.flatMap(({ actor: key }) => {
					const [is, id] = key.split(':');
					return is === kind && id !== undefined ? [id] : [];
				});
			const [people, seats] = await Promise.all([
				// reason: compared with stored ids, not trusted
				personNames(idsOf('person') as PersonId[]),
				seatNames(idsOf('seat'))
			]);
			const lines = page.map((row): HistoryLine => {
				const [kind = 'server', id = ''] = row.actor.split(':');
				return {
					seq: row.seq,
					at: row.at,
					event: row.event,
					who: people.get(id) ?? seats.get(id) ?? null,
					// reason: actor keys are written by `record` alone
					kind: kind as HistoryLine['kind'],
					details: row.details ?? {}
				};
			});
			return { lines, older: rows.length > pageLength ? (page.at(-1)?.seq ?? null) : null };
		}
	};
}
