import type { CaseId } from '#lib/model/ids.ts';
import type { WallProfile } from '#lib/model/profile.ts';
import type { MeetingRooms } from './meetings.ts';
import type { Roster } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { Openings } from '#server/documents/openings.ts';
import type { Records } from '#server/records/records.ts';
import { createMoods } from './moods.ts';
import type { Places } from './place.ts';
import { createRoomCommands } from './room-commands.ts';
import { createRoomViews } from './room-view.ts';
import type { RunningMeetings } from './run.ts';
import type { Seats } from './seats.ts';
import type { States } from './state.ts';

/** What the room's pages use, as `locals.app.room`: for screens, seats and phones. */
export function createRoom(parts: {
	db: Database;
	now: Now;
	rooms: Pick<MeetingRooms, 'read'>;
	access: AccessQuestions;
	openings: Openings;
	roster: Roster;
	places: Places;
	states: States;
	running: Pick<RunningMeetings, 'command'>;
	records: Pick<Records, 'answer' | 'list'>;
	seats: Pick<Seats, 'leave'>;
	/** How the big screen of a planning session speaks to its citizen. */
	wallOf: (caseId: CaseId) => Promise<WallProfile>;
}) {
	const moods = createMoods(parts);
	return { ...createRoomViews(parts), ...createRoomCommands({ ...parts, moods }) };
}
