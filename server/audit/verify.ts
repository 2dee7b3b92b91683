import { createHash } from 'node:crypto';
import type { Sql } from '#server/db/open.ts';

/** A link of the chain, noted outside the database: whoever cuts the end off cannot cut it off there. */
export interface Head {
	place: number;
	hash: string;
}

export interface Verdict {
	rows: number;
	head: Head | null;
	/** What is wrong: with which row of `audit_event`, or at which place of the chain. */
	faults: { seq: number | null; place: number | null; fault: Fault }[];
}

export type Fault = 'changed' | 'not linked' | 'row gone' | 'link gone' | 'head differs';

/**
 * [A.11] Follows the chain from its first link. The hashes are computed here, from what the rows say,
 * and not by the database that is being asked about.
 */
export async function verifyAudit(sql: Sql, noted: Head | null = null): Promise<Verdict> {
	const verdict: Verdict = { rows: 0, head: null, faults: [] };
	let foundNoted = noted === null;
	const all = sql<
		{
			seq: string | null;
			linked: string | null;
			place: string | null;
			hash: string | null;
			says: string;
		}[]
	>`
		select a.seq::text, c.seq::text as linked, c.place::text, c.hash, jsonb_build_array(
			a.seq, (extract(epoch from a.at) * 1000000)::bigint, a.actor, a.event,
			a.case_id, a.document_id, a.meeting_id, a.details
		)::text as says
		from audit_event a full join audit_chain c on c.seq = a.seq
		order by c.place nulls last, a.seq`.cursor(1_000);
	for await (const rows of all) {
		for (const { seq, linked, place, hash, says } of rows) {
			const row = seq === null ? null : Number(seq);
			if (row !== null) verdict.rows += 1;
			if (place === null || hash === null) {
				verdict.faults.push({ seq: row, place: null, fault: 'not linked' });
				continue;
			}
			const before = verdict.head;
			const at = Number(place);
			if (at !== (before?.place ?? 0) + 1) {
				verdict.faults.push({ seq: row, place: at - 1, fault: 'link gone' });
			} else if (row === null) {
				verdict.faults.push({ seq: Number(linked), place: at, fault: 'row gone' });
			} else if (hash !== linkOf(before?.hash ?? '', says)) {
				verdict.faults.push({ seq: row, place: at, fault: 'changed' });
			}
			verdict.head = { place: at, hash };
			if (noted?.place === at && noted.hash === hash) foundNoted = true;
		}
	}
	if (!foundNoted) {
		verdict.faults.push({ seq: null, place: noted?.place ?? null, fault: 'head differs' });
	}
	return verdict;
}

function linkOf(before: string, says: string): string {
	return createHash('sha256').update(`${before}\n${says}`).digest('hex');
}
