import { eq } from 'drizzle-orm';
import { calendarText } from '#lib/model/calendar.ts';
import type { MeetingId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import { meetingEntry, type LetterLocale } from '#server/mail/letters.ts';
import { meetingTable } from './tables.ts';

export type CalendarFiles = ReturnType<typeof createCalendarFiles>;

/** A meeting as a file for one's own calendar: the same entry as in the letters, under the same uid. */
export function createCalendarFiles({
	db,
	now,
	access,
	origin
}: {
	db: Database;
	now: Now;
	access: Pick<AccessQuestions, 'standingOn'>;
	origin: string;
}) {
	return {
		async take(actor: Actor, id: MeetingId, locale: LetterLocale): Promise<string> {
			if (actor.kind !== 'person') throw new Refusal('not-found');
			const [meeting] = await db.select().from(meetingTable).where(eq(meetingTable.id, id));
			if (!meeting) throw new Refusal('not-found');
			const standing = await access.standingOn(actor, meeting.caseId, id);
			const prepares = standing.is === 'professional' && standing.role === 'coordinator';
			if (standing.is !== 'professional' || !(standing.invited || prepares)) {
				throw new Refusal('not-found');
			}
			const entry = meetingEntry(
				{
					meeting: id,
					startsAt: meeting.startsAt.toISOString(),
					minutes: String(meeting.minutes),
					version: String(meeting.version)
				},
				{ origin, stamp: now(), locale }
			);
			return calendarText([{ ...entry, cancelled: meeting.phase === 'cancelled' }], {
				method: 'PUBLISH'
			});
		}
	};
}
