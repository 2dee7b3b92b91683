import type { MemberId, PersonId } from './ids.ts';
import type { MeetingPhase } from './policy.ts';

/**
 * `together`: a professional writes the citizen's own words, with the citizen there. `planning`: the
 * citizen plans, and moves the session on with a finger.
 */
export type MeetingKind = 'network' | 'together' | 'planning';

/**
 * The server's clock, in milliseconds since 1970 on the server. Screens show it with their own
 * measured offset and never count ticks, so that they cannot drift apart.
 */
export interface Clock {
	startedAt: number;
	/** Index into the meeting's steps. */
	step: number;
	stepStartedAt: number;
	/** Set while paused. */
	pausedAt: number | null;
	/** Paused time so far, in this step and in the whole meeting. */
	stepPausedMs: number;
	pausedMs: number;
	/** Planned length per step key, as adapted in this meeting. */
	plannedMs: Record<string, number>;
	/** Used time per step key, of the steps that were left. */
	usedMs: Record<string, number>;
	/** Unused time that was given to another step. */
	givenMs: number;
}

export interface Round<Who extends string = MemberId> {
	/** Who speaks, in order. */
	order: Who[];
	/** Index of the one who speaks; equal to `order.length` when the round is over. */
	at: number;
	startedAt: number;
	passed: Who[];
}

/** Somebody asks to lead the meeting instead of the one who does. */
export interface Asking {
	by: PersonId;
	name: string;
	since: number;
}

/** What every screen of a meeting gets at once when something changes. Holds no words of the meeting. */
export interface MeetingState {
	id: string;
	version: number;
	phase: MeetingPhase;
	facilitator: string;
	backupFacilitator: string | null;
	scribe: string | null;
	clock: Clock | null;
	round: Round | null;
	/** In the order the hands were raised; `who` is an actor key. */
	hands: { who: string; name: string }[];
	/** Somebody asks to lead the meeting, and waits for an answer. */
	asking: Asking | null;
	/** Members who are here. */
	present: string[];
	/** The next meeting, once it is agreed. */
	next: { id: string; startsAt: number } | null;
	/** A planning session: the citizen has said stop, and has not said to go on. */
	stopped?: boolean;
	/** Seats that wait to be let in. */
	waiting: number;
	screen: {
		paired: boolean;
		blank: boolean;
		blankConfirmed: boolean;
		theme: 'light' | 'dark';
		textSize: 'normal' | 'large';
	};
	/** The server's clock when this was sent. */
	now: number;
}

/** Which phases may follow which. Closed meetings do not reopen. */
export const nextPhases: Record<MeetingPhase, readonly MeetingPhase[]> = {
	draft: ['invited', 'open', 'cancelled'],
	invited: ['open', 'cancelled'],
	open: ['inProgress', 'invited', 'cancelled'],
	inProgress: ['closed'],
	closed: [],
	cancelled: []
};

/** The referat, in its fixed order. Plain data: frozen when approved. */
export interface Minutes {
	title: string;
	caseNumber: string;
	displayName: string | null;
	place: string;
	startedAt: string;
	endedAt: string;
	citizenWords: string | null;
	present: { name: string; role: string; side: string }[];
	absent: { name: string; role: string; side: string }[];
	sinceLast: { what: string; owner: string; status: string; obstacle: string | null }[];
	topics: { text: string; by: string; outcome: 'done' | 'next' | 'parked' }[];
	notes: { step: string; text: string; by: string }[];
	decisions: { text: string; agreed: 'all' | 'some'; disagree: string[] }[];
	labour: {
		row: string;
		cells: { side: string; text: string; responsible: string | null; supporters: string[] }[];
	}[];
	nextSteps: {
		key: string;
		what: string;
		owner: string;
		ownerSide: string;
		helper: string | null;
		helpLevel: string | null;
		due: string | null;
		/** For the citizen's copy. */
		pictogram?: string | null;
	}[];
	disagreement: string[];
	nextMeeting: { startsAt: string; place: string } | null;
}
