import type { DateString } from './dates.ts';
import type { CaseId, MeetingId, SparringId } from './ids.ts';
import type { Side } from './person.ts';
import type { MeetingPhase } from './policy.ts';
import type { SparringRole } from './sparring-model.ts';
import type { PackText } from './template.ts';

/** A case as it is named in lists: by the name the citizen chose, or by its number. */
export interface NamedCase {
	id: CaseId;
	number: string;
	displayName: string | null;
}

export interface UpcomingMeeting {
	id: MeetingId;
	title: string;
	case: NamedCase;
	startsAt: Date;
	minutes: number;
	place: string;
	phase: MeetingPhase;
	/** Everybody who is invited, the citizen first. */
	people: { key: string; name: string; side: Side }[];
	/** The name of the citizen, when they are invited. */
	citizen: string | null;
	/** Whether the citizen's consent to me, or to my area, holds on the day of the meeting. */
	consented: boolean;
}

/** A sparring of mine, by its model: no name and no word of what it is about. */
export interface UpcomingSparring {
	id: SparringId;
	title: PackText;
	startsAt: Date;
	minutes: number;
	isRunning: boolean;
	role: SparringRole;
	leads: boolean;
}

/** The 14-day treatment guarantee of one case. */
export interface GuaranteeClock {
	case: NamedCase;
	inquiryOn: DateString;
	deadline: DateString;
	/** Negative when the deadline has passed. */
	daysLeft: number;
	firstTalkAt: Date | null;
	/** Whether I am on the case, or only look after the clocks. */
	mine: boolean;
}

/** Three days or fewer and no first talk booked: the one red flag on professionals' screens. */
export function needsFlag(clock: { daysLeft: number; firstTalkAt: Date | null }): boolean {
	return clock.daysLeft <= 3 && clock.firstTalkAt === null;
}

export type NewsKind =
	| 'agreementsWritten'
	| 'citizenWordsWritten'
	| 'responsibilityAccepted'
	| 'responsibilityDeclined'
	| 'stepConfirmed'
	| 'wantsToTalk'
	| 'decisionConfirmed'
	| 'minutesApproved'
	| 'stepSettled'
	/** Told to the coordinators of the case only. */
	| 'openedInEmergency';

/** Something that somebody else did on one of my cases. */
export interface News {
	key: string;
	kind: NewsKind;
	who: { name: string; side: Side };
	case: NamedCase;
	at: Date;
}
