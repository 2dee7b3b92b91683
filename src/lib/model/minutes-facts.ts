import type { MeetingId } from './ids.ts';
import type { CaseRole, Side } from './person.ts';

/** Somebody on the case, as the minutes name them. */
export interface MinutesMember {
	id: string;
	name: string;
	role: CaseRole;
	side: Side;
	/** "Søster", for relatives. */
	relation: string | null;
}

interface StepCard {
	key: string;
	what: string;
	owner: string | null;
	helper: string | null;
	helpLevel: string | null;
	due: string | null;
	status: string;
	obstacle: string;
	agreedOn: string | null;
	meeting: string | null;
	pictogram: string | null;
}

interface LabourCard {
	key: string;
	title: string;
}

interface CellCard {
	/** `<row>.<side>`. */
	key: string;
	text: string;
	responsible: string | null;
	supporters: readonly string[];
}

interface DecisionCard {
	key: string;
	text: string;
	agreed: 'all' | 'some' | null;
	disagree: readonly string[];
	meeting: string | null;
}

interface TopicCard {
	key: string;
	text: string;
	by: string | null;
	outcome: 'done' | 'next' | 'parked' | null;
}

interface NoteCard {
	key: string;
	text: string;
	step: string | null;
	by: string | null;
	member: string | null;
}

/** What the minutes are drawn from. Boards come as plain data, so that anything can draw them. */
export interface MinutesFacts {
	meeting: {
		id: MeetingId;
		title: string;
		place: string;
		startedAt: Date;
		endedAt: Date;
		/** Keys of the meeting's steps, in their order: notes follow it. */
		steps: readonly string[];
	};
	case: { number: string; displayName: string | null };
	members: readonly MinutesMember[];
	/** Members who were asked to come. */
	invited: readonly string[];
	/** Members who were there. */
	attended: readonly string[];
	/** Those let in without a place on the case, by the name they gave. */
	guests: readonly { name: string; as: 'citizen' | 'relative' }[];
	citizenWords: string | null;
	agreements: {
		labour: readonly LabourCard[];
		cells: readonly CellCard[];
		decisions: readonly DecisionCard[];
		nextSteps: readonly StepCard[];
	};
	captured: { topics: readonly TopicCard[]; notes: readonly NoteCard[] };
	/** Answers of people who wanted to talk about something, or said no to it, in this meeting. */
	objections: readonly { by: string; about: string; reason: string | null }[];
	/** When the meeting before this one ended; null: there was none. */
	previousEndedAt: Date | null;
	/** When a step got the status it has, by key, as far as it is known. */
	settledAt: Readonly<Record<string, Date>>;
	nextMeeting: { startsAt: Date; place: string } | null;
}
