import type { Side } from '#lib/model/person.ts';
import type { SparringAct } from '#lib/model/sparring-policy.ts';
import type { Position, SparringRole, SparringStep } from '#lib/model/sparring-model.ts';
import type { SparringPhase, SparringState } from '#lib/model/sparring.ts';
import type { PackText } from '#lib/model/template.ts';
import type { LoadedDocument } from './page.ts';

/** One line of a list of sparrings. Instants as ISO strings. */
export interface SparringLine {
	id: string;
	title: PackText;
	modelKey: string;
	startsAt: string;
	minutes: number;
	phase: SparringPhase;
	/** The part of the one who looks. */
	role: SparringRole;
	leads: boolean;
}

export interface SparringPerson {
	id: string;
	name: string;
	side: Side;
}

/** All that a page of one sparring shows when it opens. Nothing that anybody wrote. */
export interface SparringPage extends SparringLine {
	callLink: string | null;
	/** YYYY-MM-DD. */
	eraseOn: string;
	erased: boolean;
	steps: SparringStep[];
	positions: Position[];
	/** In the order of the round. */
	people: SparringPerson[];
	me: { id: string; key: string; name: string };
	may: Record<SparringAct, boolean>;
	state: SparringState;
	/** Of the silent step or vote that is under way. */
	iHaveFinished: boolean;
}

/** The same, with what has been shown so far. */
export interface SparringRoomPage extends SparringPage {
	document: LoadedDocument<'sparring'>;
}
