import { and, asc, eq, exists, gte, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import { dateOf, instantAt, type DateString } from '#lib/model/dates.ts';
import type { CaseId, MeetingId } from '#lib/model/ids.ts';
import type { UpcomingMeeting } from '#lib/model/overview.ts';
import { sideOf, type PersonActor } from '#lib/model/person.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { basisTable } from '#server/consent/tables.ts';
import type { Database } from '#server/db/open.ts';
import { invitationTable, meetingTable } from '#server/meetings/tables.ts';

/**
 * Meetings of today and later that the person takes part in. A draft is seen by those who prepare
 * it; everybody else learns of a meeting by being invited.
 */
export async function upcomingMeetings(
	db: Database,
	me: PersonActor,
	now: Date,
	limit = 20
): Promise<UpcomingMeeting[]> {
	const invited = exists(
		db
			.select({ one: sql`1` })
			.from(invitationTable)
			.innerJoin(memberTable, eq(memberTable.id, invitationTable.memberId))
			.where(
				and(
					eq(invitationTable.meetingId, meetingTable.id),
					eq(memberTable.personId, me.id),
					isNull(memberTable.removedAt),
					or(ne(meetingTable.phase, 'draft'), isNotNull(invitationTable.invitedAt))
				)
			)
	);
	const rows = await db
		.select({ meeting: meetingTable, case: caseTable })
		.from(meetingTable)
		.innerJoin(caseTable, eq(caseTable.id, meetingTable.caseId))
		.where(
			and(
				isNull(caseTable.closedAt),
				or(
					and(
						inArray(meetingTable.phase, ['draft', 'invited']),
						gte(meetingTable.startsAt, instantAt(dateOf(now), '00:00'))
					),
					inArray(meetingTable.phase, ['open', 'inProgress'])
				),
				or(eq(meetingTable.facilitator, me.id), eq(meetingTable.backupFacilitator, me.id), invited)
			)
		)
		.orderBy(asc(meetingTable.startsAt))
		.limit(limit);
	const [people, consentedOn] = await Promise.all([
		peopleOf(
			db,
			rows.map(({ meeting }) => meeting.id)
		),
		consentTo(
			db,
			me,
			rows.map(({ meeting }) => meeting.caseId)
		)
	]);
	return rows.map(({ meeting, case: of }) => {
		const invitedPeople = people.get(meeting.id) ?? [];
		return {
			id: meeting.id,
			title: meeting.title,
			case: { id: of.id, number: of.number, displayName: of.displayName },
			startsAt: meeting.startsAt,
			minutes: meeting.minutes,
			place: meeting.place,
			phase: meeting.phase,
			people: invitedPeople.map(({ key, name, side }) => ({ key, name, side })),
			citizen: invitedPeople.find((one) => one.isCitizen)?.name ?? null,
			consented: consentedOn(meeting.caseId, dateOf(meeting.startsAt))
		};
	});
}

/**
 * Whether a citizen's consent to this person, or to their area on the case, holds on a day. Another
 * legal basis opens documents as well, but is not something that the citizen has said.
 */
async function consentTo(
	db: Database,
	me: PersonActor,
	cases: readonly CaseId[]
): Promise<(caseId: CaseId, day: DateString) => boolean> {
	if (cases.length === 0) return () => false;
	const given = await db
		.select({ caseId: basisTable.caseId, from: basisTable.from, until: basisTable.until })
		.from(basisTable)
		.innerJoin(memberTable, eq(memberTable.caseId, basisTable.caseId))
		.where(
			and(
				inArray(basisTable.caseId, [...cases]),
				eq(basisTable.kind, 'consent'),
				isNull(basisTable.withdrawnAt),
				eq(memberTable.personId, me.id),
				isNull(memberTable.removedAt),
				or(
					and(eq(basisTable.granteeKind, 'person'), eq(basisTable.grantee, me.id)),
					and(eq(basisTable.granteeKind, 'organisation'), eq(basisTable.grantee, memberTable.area))
				)
			)
		);
	return (caseId, day) =>
		given.some(
			(one) => one.caseId === caseId && one.from <= day && (one.until === null || one.until >= day)
		);
}

type Invited = UpcomingMeeting['people'][number] & { isCitizen: boolean };

async function peopleOf(
	db: Database,
	meetings: readonly MeetingId[]
): Promise<Map<MeetingId, Invited[]>> {
	const found = new Map<MeetingId, Invited[]>();
	if (meetings.length === 0) return found;
	const rows = await db
		.select({ meetingId: invitationTable.meetingId, member: memberTable })
		.from(invitationTable)
		.innerJoin(memberTable, eq(memberTable.id, invitationTable.memberId))
		.where(and(inArray(invitationTable.meetingId, [...meetings]), isNull(memberTable.removedAt)))
		.orderBy(asc(memberTable.createdAt), asc(memberTable.name));
	for (const { meetingId, member } of rows) {
		const isCitizen = member.role === 'citizen';
		const one = {
			key: member.id,
			name: member.name,
			side: sideOf(member.role, member.area),
			isCitizen
		};
		const others = found.get(meetingId) ?? [];
		found.set(meetingId, isCitizen ? [one, ...others] : [...others, one]);
	}
	return found;
}
