import { and, eq, isNull } from 'drizzle-orm';
import { MemberId, newId, type CaseId } from '#lib/model/ids.ts';
import type { CaseRole } from '#lib/model/person.ts';
import type { Now } from '#server/clock.ts';
import type { Transaction } from '#server/db/open.ts';
import { memberTable } from './tables.ts';

/** The citizen and the relatives on a case, as the door to a meeting's room needs them. */
export function createGuests({ now }: { now: Now }) {
	return {
		async member(
			tx: Transaction,
			caseId: CaseId,
			member: MemberId
		): Promise<{ name: string; role: CaseRole } | null> {
			const [row] = await tx
				.select({ name: memberTable.name, role: memberTable.role })
				.from(memberTable)
				.where(
					and(
						eq(memberTable.id, member),
						eq(memberTable.caseId, caseId),
						isNull(memberTable.removedAt)
					)
				);
			return row ?? null;
		},

		/** Somebody whom the citizen brings along. */
		async addRelative(
			tx: Transaction,
			caseId: CaseId,
			who: { name: string; relation: string | null }
		): Promise<MemberId> {
			const id = newId(MemberId);
			await tx.insert(memberTable).values({
				id,
				caseId,
				role: 'relative',
				name: who.name,
				relation: who.relation,
				createdAt: now()
			});
			return id;
		}
	};
}
