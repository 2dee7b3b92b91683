import { eq } from 'drizzle-orm';
import { instantAt } from '#lib/model/dates.ts';
import type { MeetingCommand, NotDone } from '#lib/model/meeting-commands.ts';
import type { Actor } from '#lib/model/person.ts';
import { record } from '#server/audit/audit.ts';
import type { Roster } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Transaction } from '#server/db/open.ts';
import type { Documents } from '#server/documents/documents.ts';
import type { Templates } from '#server/templates/templates.ts';
import type { Invitations } from './invitations.ts';
import { insertMeeting, named } from './new-meeting.ts';
import type { MeetingRow } from './room-host.ts';
import { invitationTable, meetingTable } from './tables.ts';

export type NextMeetings = ReturnType<typeof createNextMeetings>;

/** The meeting after this one, agreed while everybody is still in the room. */
export function createNextMeetings({
	now,
	roster,
	templates,
	documents,
	invitations
}: {
	now: Now;
	roster: Roster;
	templates: Pick<Templates, 'find'>;
	documents: Pick<Documents, 'create'>;
	invitations: Invitations;
}) {
	return {
		/** A draft with the same people and the same kind of agenda; agreed again, the draft is moved. */
		async agree(
			tx: Transaction,
			actor: Actor,
			meeting: MeetingRow,
			{ date, time, place }: Extract<MeetingCommand, { do: 'agreeNext' }>
		): Promise<Partial<MeetingRow> | NotDone> {
			const startsAt = instantAt(date, time);
			if (actor.kind !== 'person' || startsAt <= now()) return 'notNow';
			if (meeting.nextMeetingId) {
				await tx
					.update(meetingTable)
					.set({ startsAt, place })
					.where(eq(meetingTable.id, meeting.nextMeetingId));
				return {};
			}
			const [template, line] = await Promise.all([
				templates.find(meeting.templateKey),
				roster.line(tx, meeting.caseId)
			]);
			if (!template) return 'gone';
			const before = await tx
				.select({ member: invitationTable.memberId })
				.from(invitationTable)
				.where(eq(invitationTable.meetingId, meeting.id));
			const invited = (await roster.of(tx, meeting.caseId)).filter((one) =>
				before.some(({ member }) => member === one.member)
			);
			const row = await insertMeeting(tx, {
				actor,
				caseId: meeting.caseId,
				template: named(template, line?.displayName ?? null),
				plan: {
					title: meeting.title,
					place,
					callLink: meeting.callLink,
					startsAt,
					facilitator: meeting.facilitator,
					backupFacilitator: meeting.backupFacilitator,
					invited: []
				},
				previous: meeting.id,
				now: now()
			});
			await invitations.set(tx, row, invited);
			const { caseId } = meeting;
			await documents.create(tx, { kind: 'meeting', caseId, meetingId: row.id, now: now() });
			await record(tx, actor, { event: 'meeting:drafted', caseId, meetingId: row.id });
			return { nextMeetingId: row.id };
		}
	};
}
