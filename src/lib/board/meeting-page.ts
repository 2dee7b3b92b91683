import type { MeetingKind, MeetingState } from '#lib/model/meeting.ts';
import type { MeetingAct } from '#lib/model/meeting-policy.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import type { Step } from '#lib/model/template.ts';
import type { BoardMember, LoadedDocument } from './page.ts';

/** One line of a list of meetings. Instants as ISO strings. */
export interface MeetingLine {
	id: string;
	kind: MeetingKind;
	title: string;
	startsAt: string;
	minutes: number;
	place: string;
	callLink: string | null;
	phase: MeetingPhase;
	case: { id: string; number: string; displayName: string | null };
	/** The one who looks is asked to come, or leads it. */
	mine: boolean;
}

export interface MeetingMember extends BoardMember {
	/** The account, for leading and writing. Null for citizen and relatives. */
	person: string | null;
	invited: boolean;
	/** Had a letter. */
	told: boolean;
}

/** All that a page of one meeting shows when it opens. */
export interface MeetingPage extends MeetingLine {
	facilitator: string;
	backupFacilitator: string | null;
	/** The six digits with which one comes in; null while the room is shut, and to those not in it. */
	joinCode: string | null;
	templateKey: string;
	steps: Step[];
	members: MeetingMember[];
	me: { key: string; person: string; name: string; member: string | null };
	may: Record<MeetingAct, boolean>;
	state: MeetingState;
	previous: { id: string; on: string } | null;
	next: { id: string; startsAt: string; place: string } | null;
}

/** The same, with the documents that the meeting works in. */
export interface RunPage extends MeetingPage {
	documents: LoadedDocument[];
	/** Next steps that were done before the meeting began. */
	doneBefore: string[];
}
