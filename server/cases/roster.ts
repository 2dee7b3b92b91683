import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { CaseId, MemberId, PersonId } from '#lib/model/ids.ts';
import { sideOf, type CaseRole, type Side } from '#lib/model/person.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { caseTable, memberTable } from './tables.ts';

/** Somebody on a case, as a meeting needs to know them. */
export interface Rostered {
	member: MemberId;
	/** Null for citizen and relatives, who have no account. */
	person: PersonId | null;
	name: string;
	role: CaseRole;
	side: Side;
	relation: string | null;
}

export interface CaseLine {
	id: CaseId;
	number: string;
	displayName: string | null;
	closed: boolean;
}

export type Roster = ReturnType<typeof createRoster>;

/** Who is on a case, for the nouns that gather people: meetings, rounds, minutes. */
export function createRoster() {
	return {
		/** Everybody who is on the case now: the citizen first, then as they came. */
		async of(tx: Transaction | Database, caseId: CaseId): Promise<Rostered[]> {
			const rows = await tx
				.select()
				.from(memberTable)
				.where(and(eq(memberTable.caseId, caseId), isNull(memberTable.removedAt)))
				.orderBy(asc(memberTable.createdAt), asc(memberTable.name));
			const rostered = rows.map((row) => ({
				member: row.id,
				person: row.personId,
				name: row.name,
				role: row.role,
				side: sideOf(row.role, row.area),
				relation: row.relation
			}));
			return [
				...rostered.filter((one) => one.role === 'citizen'),
				...rostered.filter((one) => one.role !== 'citizen')
			];
		},

		/** The cases that somebody is on as a professional. */
		async casesOf(tx: Transaction | Database, person: PersonId): Promise<CaseLine[]> {
			const mine = tx
				.select({ id: memberTable.caseId })
				.from(memberTable)
				.where(and(eq(memberTable.personId, person), isNull(memberTable.removedAt)));
			const rows = await tx.select().from(caseTable).where(inArray(caseTable.id, mine));
			return rows.map(lineOf);
		},

		async line(tx: Transaction | Database, caseId: CaseId): Promise<CaseLine | null> {
			const [row] = await tx.select().from(caseTable).where(eq(caseTable.id, caseId));
			return row ? lineOf(row) : null;
		}
	};
}

function lineOf(row: typeof caseTable.$inferSelect): CaseLine {
	return {
		id: row.id,
		number: row.number,
		displayName: row.displayName,
		closed: row.closedAt !== null
	};
}
