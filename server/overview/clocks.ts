import { and, asc, eq, exists, isNotNull, isNull, sql } from 'drizzle-orm';
import { daysBetween, guaranteeDeadline, type DateString } from '#lib/model/dates.ts';
import type { GuaranteeClock } from '#lib/model/overview.ts';
import type { PersonActor } from '#lib/model/person.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Database } from '#server/db/open.ts';

/** The clocks that run: of one's own cases, or of all for whoever looks after them. */
export async function clocksOf(
	db: Database,
	me: PersonActor,
	today: DateString
): Promise<GuaranteeClock[]> {
	const mine = exists(
		db
			.select({ one: sql`1` })
			.from(memberTable)
			.where(
				and(
					eq(memberTable.caseId, caseTable.id),
					eq(memberTable.personId, me.id),
					isNull(memberTable.removedAt)
				)
			)
	);
	const rows = await db
		.select({
			id: caseTable.id,
			number: caseTable.number,
			displayName: caseTable.displayName,
			inquiryOn: caseTable.inquiryOn,
			firstTalkAt: caseTable.firstTalkAt,
			mine: sql<boolean>`${mine}`
		})
		.from(caseTable)
		.where(
			and(
				isNotNull(caseTable.inquiryOn),
				isNull(caseTable.treatmentBeganOn),
				isNull(caseTable.closedAt),
				me.duties.coordinationLead ? undefined : mine
			)
		)
		.orderBy(asc(caseTable.inquiryOn), asc(caseTable.number));
	return rows.flatMap(({ id, number, displayName, inquiryOn, firstTalkAt, mine: own }) => {
		if (inquiryOn === null) return [];
		const deadline = guaranteeDeadline(inquiryOn);
		return [
			{
				case: { id, number, displayName },
				inquiryOn,
				deadline,
				daysLeft: daysBetween(today, deadline),
				firstTalkAt,
				mine: own
			}
		];
	});
}
