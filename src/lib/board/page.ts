import type { DateString } from '#lib/model/dates.ts';
import type { Access, Audience, DocumentKind, Theme } from '#lib/model/document.ts';
import type { Area, CaseRole, Side } from '#lib/model/person.ts';
import type { Board } from './read.ts';

/** One document as a page load gives it. */
export interface LoadedDocument<Kind extends DocumentKind = DocumentKind> {
	id: string;
	kind: Kind;
	audience: Audience | null;
	access: Access;
	/** Null when this person may not read it. */
	board: Board<Kind> | null;
	/** Who wrote in it last, and when, as an instant. Null: nobody yet, or may not be read. */
	lastEdit?: { by: string; at: string } | null;
}

export interface BoardMember {
	id: string;
	name: string;
	role: CaseRole;
	side: Side;
	/** "Søster", for relatives. */
	relation: string | null;
	substitute: boolean;
	/** Actor key of professionals, so that a board can tell that they are here. */
	key: string | null;
}

/** What somebody committed to, about one labour cell, next step or decision; the newest per person. */
export interface BoardRecord {
	id: string;
	kind: 'responsibility' | 'nextStep' | 'decision';
	/** Key of the card. */
	subject: string;
	answer: 'accepted' | 'declined' | 'talk' | 'approved';
	reason: string | null;
	/** Hash of the words the person saw; another hash now means that the text has changed since. */
	textHash: string;
	by: string;
	byName: string;
	at: string;
}

/** All that the board of a case shows when it opens, before anything is live. */
export interface BoardPage {
	case: {
		id: string;
		/** "26-0143" */
		number: string;
		/** The name the citizen chose to be shown by. */
		displayName: string | null;
		areas: Area[];
		inquiryOn: DateString | null;
		treatmentBeganOn: DateString | null;
		/** An instant. */
		closedAt: string | null;
	};
	/** Who is looking: actor key and how others see it; and their place on the case. */
	me: { key: string; name: string; side: Side; member: string | null; role: CaseRole | null };
	members: BoardMember[];
	documents: LoadedDocument[];
	/** What is shared with the team on a basis today; null when no basis is recorded. */
	basis: { until: DateString | null; themes: Theme[]; network: boolean } | null;
	records: BoardRecord[];
	/** The meeting that is running or comes next. */
	nextMeeting: { id: string; startsAt: string; running: boolean } | null;
	today: DateString;
}
