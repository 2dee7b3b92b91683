import { createGuests } from '#server/cases/guests.ts';
import type { Roster } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { Documents } from '#server/documents/documents.ts';
import type { Openings } from '#server/documents/openings.ts';
import type { Records } from '#server/records/records.ts';
import { createThrottle } from '#server/sign-in/throttle.ts';
import type { Rooms } from '#server/sync/rooms.ts';
import type { CaseId, MeetingId } from '#lib/model/ids.ts';
import type { WallProfile } from '#lib/model/profile.ts';
import { createDoor } from './door.ts';
import type { createMeetings } from './meetings.ts';
import { createRoom } from './room.ts';
import { createScreens } from './screens.ts';
import { createSeats } from './seats.ts';

/** The room of a meeting: its shared screen, its seats, and the door that the facilitator holds. */
export function joinRoom({
	meetings,
	documents,
	reconsiderCase,
	secure,
	...parts
}: {
	db: Database;
	now: Now;
	secure: boolean;
	rooms: Pick<Rooms, 'read' | 'reconsider'>;
	access: AccessQuestions;
	openings: Openings;
	roster: Roster;
	records: Records;
	documents: Pick<Documents, 'caseOfMeeting'>;
	meetings: ReturnType<typeof createMeetings>;
	/** How the big screen of a planning session speaks to its citizen. */
	wallOf: (caseId: CaseId) => Promise<WallProfile>;
	/** A right on a case may have changed. */
	reconsiderCase: (caseId: CaseId) => Promise<void>;
}) {
	const { db, now, rooms } = parts;
	const reconsider = (who: string) => rooms.reconsider({ person: who });
	const doorParts = {
		db,
		now,
		secure,
		throttle: createThrottle({
			db,
			now,
			limits: { windowMs: 10 * 60_000, perAccount: 20, perAddress: 20 }
		}),
		members: createGuests({ now }),
		changed: async (meetingId: MeetingId) => {
			// With the citizen in the room, or gone from it, the team's rights to the plan change.
			const caseId = await documents.caseOfMeeting(meetingId);
			if (caseId) await reconsiderCase(caseId);
			await meetings.states.changed(meetingId);
		},
		reconsider
	};
	const seats = createSeats(doorParts);
	const { places, states, verbs: running } = meetings;
	return {
		screens: createScreens(doorParts),
		seats,
		door: createDoor(doorParts),
		room: createRoom({ ...parts, places, states, running, seats }),
		changed: doorParts.changed,
		reconsider
	};
}
