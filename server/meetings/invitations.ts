import { and, eq, gte, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import { addDays, dateOf, instantAt } from '#lib/model/dates.ts';
import type { MemberId, PersonId } from '#lib/model/ids.ts';
import type { Roster, Rostered } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Transaction } from '#server/db/open.ts';
import type { MeetingRow } from './room-host.ts';
import { invitationTable, meetingTable } from './tables.ts';

export type MeetingLetter =
	'meetingInvited' | 'meetingMoved' | 'meetingCancelled' | 'meetingTomorrow';

/** Before this hour of the day before, nobody is reminded. */
const reminderTime = '08:00';

/** Puts letters in the outbox, in the transaction of the act they tell of. */
export type PostLetters = (
	tx: Transaction,
	kind: MeetingLetter,
	meeting: Pick<MeetingRow, 'id' | 'startsAt' | 'minutes' | 'version'>,
	to: readonly PersonId[]
) => Promise<void>;

export type Invitations = ReturnType<typeof createInvitations>;

/** Who is asked to come, and who has been told what. */
export function createInvitations({
	now,
	roster,
	post
}: {
	now: Now;
	roster: Pick<Roster, 'of'>;
	post: PostLetters;
}) {
	/** The accounts behind some of the people on a case; citizen and relatives are told in person. */
	async function accounts(
		tx: Transaction,
		meeting: MeetingRow,
		members: readonly MemberId[]
	): Promise<PersonId[]> {
		const people = await roster.of(tx, meeting.caseId);
		return people.flatMap(({ member, person }) =>
			person !== null && members.includes(member) ? [person] : []
		);
	}

	async function told(tx: Transaction, meeting: MeetingRow): Promise<MemberId[]> {
		const rows = await tx
			.select({ member: invitationTable.memberId })
			.from(invitationTable)
			.where(and(eq(invitationTable.meetingId, meeting.id), isNotNull(invitationTable.invitedAt)));
		return rows.map(({ member }) => member);
	}

	return {
		/** These, and nobody else. Whoever had a letter and is not among them any more gets another. */
		async set(tx: Transaction, meeting: MeetingRow, invited: readonly Rostered[]): Promise<void> {
			const known = await tx
				.select()
				.from(invitationTable)
				.where(eq(invitationTable.meetingId, meeting.id));
			const gone = known.filter((row) => !invited.some((one) => one.member === row.memberId));
			if (gone.length > 0) {
				const heard = gone.filter((row) => row.invitedAt !== null).map((row) => row.memberId);
				await post(tx, 'meetingCancelled', meeting, await accounts(tx, meeting, heard));
				await tx.delete(invitationTable).where(
					and(
						eq(invitationTable.meetingId, meeting.id),
						inArray(
							invitationTable.memberId,
							gone.map((row) => row.memberId)
						)
					)
				);
			}
			for (const { member } of invited) {
				await tx
					.insert(invitationTable)
					.values({ meetingId: meeting.id, memberId: member })
					.onConflictDoNothing();
			}
		},

		/** A letter to those who have had none. */
		async send(tx: Transaction, meeting: MeetingRow): Promise<void> {
			const rows = await tx
				.update(invitationTable)
				.set({ invitedAt: now() })
				.where(and(eq(invitationTable.meetingId, meeting.id), isNull(invitationTable.invitedAt)))
				.returning({ member: invitationTable.memberId });
			const members = rows.map(({ member }) => member);
			await post(tx, 'meetingInvited', meeting, await accounts(tx, meeting, members));
		},

		/** To everybody who knows of the meeting. */
		async tell(
			tx: Transaction,
			kind: 'meetingMoved' | 'meetingCancelled',
			meeting: MeetingRow
		): Promise<void> {
			const members = await told(tx, meeting);
			await post(tx, kind, meeting, await accounts(tx, meeting, members));
			await tx
				.update(invitationTable)
				.set({ remindedAt: null })
				.where(eq(invitationTable.meetingId, meeting.id));
		},

		/** One letter the day before, to those who had theirs earlier than that. Answers how many meetings. */
		async remind(tx: Transaction): Promise<number> {
			const today = dateOf(now());
			if (now() < instantAt(today, reminderTime)) return 0;
			const meetings = await tx
				.select()
				.from(meetingTable)
				.where(
					and(
						inArray(meetingTable.phase, ['invited', 'open']),
						gte(meetingTable.startsAt, instantAt(addDays(today, 1), '00:00')),
						lt(meetingTable.startsAt, instantAt(addDays(today, 2), '00:00'))
					)
				);
			for (const meeting of meetings) {
				const rows = await tx
					.update(invitationTable)
					.set({ remindedAt: now() })
					.where(
						and(
							eq(invitationTable.meetingId, meeting.id),
							lt(invitationTable.invitedAt, instantAt(today, '00:00')),
							isNull(invitationTable.remindedAt)
						)
					)
					.returning({ member: invitationTable.memberId });
				const members = rows.map(({ member }) => member);
				await post(tx, 'meetingTomorrow', meeting, await accounts(tx, meeting, members));
			}
			return meetings.length;
		}
	};
}
