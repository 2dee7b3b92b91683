import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { CaseId, MeetingId, PersonId } from '#lib/model/ids.ts';
import type { Area } from '#lib/model/person.ts';
import { memberTable } from '#server/cases/tables.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { recordTable } from '#server/records/tables.ts';

/** One area's word on the minutes. */
export interface Approval {
	area: Area;
	/** Who may give it: the coordinator, and whoever stands in for them. */
	coordinators: { person: PersonId; name: string; substitute: boolean }[];
	/** The last word given; `current` is false when the minutes have changed since. */
	given: { by: PersonId; byName: string; at: Date; current: boolean } | null;
}

/** Where each area's approval stands. Derived from records each time, so that it cannot be wrong. */
export async function approvalsOf(
	db: Database | Transaction,
	meeting: { id: MeetingId; caseId: CaseId },
	contentHash: string
): Promise<Approval[]> {
	const rows = await db
		.select()
		.from(memberTable)
		.where(
			and(
				eq(memberTable.caseId, meeting.caseId),
				eq(memberTable.role, 'coordinator'),
				isNotNull(memberTable.personId),
				isNull(memberTable.removedAt)
			)
		);
	const records = await db
		.select()
		.from(recordTable)
		.where(and(eq(recordTable.kind, 'minutes'), eq(recordTable.subject, meeting.id)))
		.orderBy(desc(recordTable.at));

	const areas = [...new Set(rows.flatMap((row) => row.area ?? []))].sort(
		(a, b) => order.indexOf(a) - order.indexOf(b)
	);
	return areas.map((area) => {
		const coordinators = rows
			.filter((row) => row.area === area)
			.sort((a, b) => Number(a.substitute) - Number(b.substitute))
			.flatMap(({ personId, name, substitute }) =>
				personId ? [{ person: personId, name, substitute }] : []
			);
		const words = records.filter((one) =>
			coordinators.some((who) => one.by === `person:${who.person}`)
		);
		// An approval of what stands there now counts, also when somebody of the area said more since.
		const word = words.find((one) => one.textHash === contentHash) ?? words[0];
		const by = coordinators.find((who) => word?.by === `person:${who.person}`);
		return {
			area,
			coordinators,
			given:
				word && by
					? {
							by: by.person,
							byName: word.byName,
							at: word.at,
							current: word.textHash === contentHash
						}
					: null
		};
	});
}

const order: readonly Area[] = ['substanceTreatment', 'socialSupport', 'authority'];

export function isApproved(approvals: readonly Approval[]): boolean {
	return approvals.length > 0 && approvals.every((one) => one.given?.current === true);
}

/** Whose word locked the minutes, area by area. */
export async function approversOf(
	db: Database | Transaction,
	meeting: { id: MeetingId; caseId: CaseId },
	minutes: { contentHash: string; lockedAt: Date | null }
): Promise<string[]> {
	if (minutes.lockedAt === null) return [];
	const approvals = await approvalsOf(db, meeting, minutes.contentHash);
	return approvals.flatMap(({ given }) => (given?.current ? [given.byName] : []));
}
