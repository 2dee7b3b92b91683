import { and, asc, eq, gte, inArray, isNull, lte, or, sql, type AnyColumn } from 'drizzle-orm';
import { dateOf } from '#lib/model/dates.ts';
import type { CaseId, DocumentId, MeetingId, PersonId } from '#lib/model/ids.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import { basisTable } from '#server/consent/tables.ts';
import { gathered } from '#server/db/gather.ts';
import type { Database } from '#server/db/open.ts';
import { invitationTable, meetingTable, seatTable } from '#server/meetings/tables.ts';
import type { DocumentRow } from './access.ts';
import { documentTable } from './tables.ts';

export const runningPhases: MeetingPhase[] = ['open', 'inProgress'];

export const documentColumns = {
	id: documentTable.id,
	kind: documentTable.kind,
	audience: documentTable.audience,
	caseId: documentTable.caseId,
	meetingId: documentTable.meetingId
};

interface OnCase {
	caseId: CaseId;
	person: PersonId;
}

interface InMeeting extends OnCase {
	/** A meeting that is asked about although it may not be running. */
	meetingId: MeetingId | null;
}

const any = (column: AnyColumn, name: string) => sql`${column} = any(${sql.placeholder(name)})`;
const each = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

/**
 * The rows that a standing is made of. Every socket that opens and every page asks for them, a whole
 * meeting in one moment: so each statement is written and planned once, and what is asked in the same
 * moment is asked together. Nothing is remembered.
 */
export function createStandingRows({ db, now }: { db: Database; now: Now }) {
	const documents = db
		.select(documentColumns)
		.from(documentTable)
		.where(and(any(documentTable.id, 'ids'), isNull(documentTable.deletedAt)))
		.prepare('standing_documents');

	const memberships = db
		.select({
			id: memberTable.id,
			caseId: memberTable.caseId,
			person: memberTable.personId,
			role: memberTable.role,
			area: memberTable.area,
			closedAt: caseTable.closedAt
		})
		.from(memberTable)
		.innerJoin(caseTable, eq(caseTable.id, memberTable.caseId))
		.where(
			and(
				any(memberTable.caseId, 'cases'),
				any(memberTable.personId, 'persons'),
				isNull(memberTable.removedAt)
			)
		)
		.orderBy(asc(memberTable.createdAt))
		.prepare('standing_memberships');

	const bases = db
		.select({
			caseId: basisTable.caseId,
			granteeKind: basisTable.granteeKind,
			grantee: basisTable.grantee,
			theme: basisTable.theme
		})
		.from(basisTable)
		.where(
			and(
				any(basisTable.caseId, 'cases'),
				isNull(basisTable.withdrawnAt),
				lte(basisTable.from, sql.placeholder('today')),
				or(isNull(basisTable.until), gte(basisTable.until, sql.placeholder('today')))
			)
		)
		.prepare('standing_bases');

	const invited = db
		.select({
			meetingId: invitationTable.meetingId,
			invited: invitationTable.memberId,
			invitedAt: invitationTable.invitedAt,
			person: memberTable.personId
		})
		.from(invitationTable)
		.innerJoin(memberTable, eq(memberTable.id, invitationTable.memberId))
		.where(
			and(
				any(memberTable.caseId, 'cases'),
				any(memberTable.personId, 'persons'),
				isNull(memberTable.removedAt)
			)
		)
		.as('invited');

	const meetings = db
		.select({
			id: meetingTable.id,
			caseId: meetingTable.caseId,
			phase: meetingTable.phase,
			facilitator: meetingTable.facilitator,
			backup: meetingTable.backupFacilitator,
			createdBy: meetingTable.createdBy,
			scribe: meetingTable.scribe,
			invited: invited.invited,
			invitedAt: invited.invitedAt,
			person: invited.person,
			citizenIn: seatTable.id
		})
		.from(meetingTable)
		.leftJoin(invited, eq(invited.meetingId, meetingTable.id))
		.leftJoin(
			seatTable,
			and(
				eq(seatTable.meetingId, meetingTable.id),
				eq(seatTable.as, 'citizen'),
				eq(seatTable.state, 'in')
			)
		)
		.where(
			and(
				any(meetingTable.caseId, 'cases'),
				or(inArray(meetingTable.phase, runningPhases), any(meetingTable.id, 'meetings'))
			)
		)
		.prepare('standing_meetings');

	return {
		/** Unknown and deleted ones look alike. */
		document: gathered(async (ids: readonly DocumentId[]): Promise<(DocumentRow | null)[]> => {
			const found = await documents.execute({ ids: each(ids) });
			return ids.map((id) => found.find((row) => row.id === id) ?? null);
		}),

		/** What somebody is on a case, the oldest first. */
		memberships: gathered(async (asked: readonly OnCase[]) => {
			const cases = each(asked.map(({ caseId }) => caseId));
			const persons = each(asked.map(({ person }) => person));
			const found = await memberships.execute({ cases, persons });
			return asked.map(({ caseId, person }) =>
				found.filter((row) => row.caseId === caseId && row.person === person)
			);
		}),

		/** The bases on a case that hold today. */
		bases: gathered(async (asked: readonly CaseId[]) => {
			const found = await bases.execute({ cases: each(asked), today: dateOf(now()) });
			return asked.map((caseId) => found.filter((row) => row.caseId === caseId));
		}),

		/**
		 * Meetings of a case that are running, and the one that is asked about; each as often as people
		 * and seats are joined to it, with the invitation where it is this person's own.
		 */
		meetings: gathered(async (asked: readonly InMeeting[]) => {
			const found = await meetings.execute({
				cases: each(asked.map(({ caseId }) => caseId)),
				persons: each(asked.map(({ person }) => person)),
				meetings: each(asked.flatMap(({ meetingId }) => meetingId ?? []))
			});
			return asked.map(({ caseId, person, meetingId }) =>
				found
					.filter((row) => row.caseId === caseId)
					.filter((row) => runningPhases.includes(row.phase) || row.id === meetingId)
					.map((row) => (row.person === person ? row : { ...row, invited: null, invitedAt: null }))
			);
		})
	};
}
