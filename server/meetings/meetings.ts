import type { CaseId } from '#lib/model/ids.ts';
import type { SessionNeeds } from '#lib/model/session-shape.ts';
import type { Roster } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { Documents } from '#server/documents/documents.ts';
import type { Openings } from '#server/documents/openings.ts';
import type { Templates } from '#server/templates/templates.ts';
import type * as Y from 'yjs';
import { createInvitations, type PostLetters } from './invitations.ts';
import { createLife } from './life.ts';
import { createNextMeetings } from './next-meeting.ts';
import { createPlaces } from './place.ts';
import { createRun } from './run.ts';
import { createShownCards } from './shown-cards.ts';
import { createStates } from './state.ts';
import { createTable } from './table.ts';
import { createTogether } from './together.ts';
import { createViews } from './views.ts';

/** What meetings ask of the live rooms. */
export interface MeetingRooms {
	read(documentId: string): Promise<Y.Doc>;
	edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void>;
	news(documentId: string, payload: object): void;
	reconsider(match: { person?: string; documentId?: string }): Promise<void>;
	onWritten(listener: (documentId: string) => void): () => void;
}

export interface MeetingsParts {
	db: Database;
	now: Now;
	rooms: MeetingRooms;
	access: AccessQuestions;
	openings: Openings;
	documents: Pick<Documents, 'create'>;
	roster: Roster;
	templates: Templates;
	post: PostLetters;
	/** What the citizen's communication profile says of planning sessions. */
	needsOf: (caseId: CaseId) => Promise<SessionNeeds>;
}

export type Meetings = ReturnType<typeof createMeetings>;

/** Meetings, from the draft to the last word: their parts, joined. */
export function createMeetings(given: MeetingsParts) {
	const { rooms } = given;
	const reconsider = (match: { person?: string; documentId?: string }) => rooms.reconsider(match);
	const places = createPlaces(given);
	const states = createStates(given);
	const invitations = createInvitations(given);
	const shown = createShownCards({ ...given, states });
	rooms.onWritten(shown.written);
	const parts = { ...given, places, states, invitations, reconsider, shown };
	const next = createNextMeetings(parts);
	const table = createTable(parts);
	return {
		/** For the nouns that a meeting ends with, or whose changes it tells of. */
		places,
		states,
		/** Cards of the citizen's plan on the table. */
		shown,
		/** Letters for tomorrow's meetings, now and then. */
		remind: () => given.db.transaction((tx) => invitations.remind(tx)),
		/** What the pages use, as `locals.app.meetings`. */
		verbs: {
			...createLife(parts),
			...createRun({ ...parts, next, table }),
			...createTogether(parts),
			...createViews(parts)
		}
	};
}
