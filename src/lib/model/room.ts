import type { MeetingKind, MeetingState } from './meeting.ts';
import type { CaseRole, Side } from './person.ts';
import type { Step } from './template.ts';

/** A step as the room sees it: in one language, and without the facilitator's prompts. */
export interface RoomStep extends Pick<
	Step,
	'key' | 'view' | 'pictogram' | 'minutes' | 'scale' | 'sumUp'
> {
	title: string;
	question: string;
	/** Planning sessions: what can be chosen or placed, and what is asked. */
	cards?: RoomCard[];
	asks?: RoomCard[];
	/** Planning sessions: what is answered makes a function card, which may stand on the board. */
	makesCard?: boolean;
}

export interface RoomCard {
	key: string;
	pictogram: string;
	text: string;
}

/** Somebody who can be named in the room. */
export interface RoomPerson {
	/** Member id; what boards refer to. */
	member: string;
	/** Given name, or the whole of it where two share one. */
	name: string;
	side: Side;
	role: CaseRole;
}

/** What a shared screen, a seat and a phone know of their meeting, beside its two documents. */
export interface RoomView {
	id: string;
	kind: MeetingKind;
	title: string;
	steps: RoomStep[];
	people: RoomPerson[];
	/** Next steps that were done before the meeting began. */
	doneBefore: string[];
	state: MeetingState;
}
