import type { DateString } from '#lib/model/dates.ts';
import type { RecordId } from '#lib/model/ids.ts';
import type { Side } from '#lib/model/person.ts';
import type { StepStatus } from './cards.ts';
import type { LoadedDocument } from './page.ts';

/** Somebody on the case, as the citizen knows them. */
export interface PlanPerson {
	member: string;
	/** Given name, or the whole of it where two share one. */
	name: string;
	side: Side;
	isCitizen: boolean;
}

/** A sentence that a professional wrote below a card of the plan. It stands apart from the citizen's words. */
export interface PlanNote {
	id: RecordId;
	/** Key of the card. */
	card: string;
	text: string;
	by: string;
	/** Actor key of who wrote it. */
	byKey: string;
	side: Side;
	/** An instant. */
	at: string;
}

/** What the citizen last said to something of others': not right, or right now. */
export interface PlanObjection {
	about: 'note' | 'card' | 'step';
	subject: string;
	agrees: boolean;
	/** The words as they were then. */
	seen: string;
	at: string;
}

/** What stands beside the words of a plan, for whoever may read those words. */
export interface BesidePlan {
	notes: PlanNote[];
	objections: PlanObjection[];
}

/** A next step that the citizen owns. */
export interface PlanStep {
	key: string;
	what: string;
	due: DateString | null;
	status: StepStatus;
	/** Given name of who helps. */
	helper: string | null;
	pictogram: string | null;
}

/** The treatment agreement as somebody signed it. */
export interface PlanSignature {
	by: string;
	at: string;
	drawing: string | null;
	/** The agreement says something else by now. */
	changedSince: boolean;
}

/** The faces of one meeting: when it began and when it ended. */
export interface Feeling {
	meeting: string;
	on: DateString;
	in: number | null;
	out: number | null;
	/** What the citizen said made it so, in their own words; none at meetings. */
	because: string[];
}

/** All that the citizen's own pages show, before anything is live. */
export interface PlanPage {
	/** Given name, as the citizen wants to be called. */
	name: string;
	/** Actor key. */
	me: string;
	/** On a device of their own, or in a seat. */
	on: 'citizen' | 'seat';
	documents: LoadedDocument<'plan'>[];
	people: PlanPerson[];
	notes: PlanNote[];
	objections: PlanObjection[];
	steps: PlanStep[];
	signatures: PlanSignature[];
	today: DateString;
	/** HH:MM by the server's clock, in the municipality. */
	time: string;
	caseClosed: boolean;
}
