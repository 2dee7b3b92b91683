import type { Duties } from './person.ts';
import { maySpar, type Standing } from './policy.ts';
import { unreachable } from './unreachable.ts';

/** What somebody can want of a sparring session. */
export type SparringAct =
	/** Know that it is, when, and with whom. */
	| 'see'
	/** Change, move and cancel it before it starts. */
	| 'plan'
	/** Be in it, read it until it is erased, and write when the step lets one. */
	| 'takePart'
	/** Write the account of one's own matter, and sort what was advised. */
	| 'own'
	/** Move it on, give the word, show what was written. */
	| 'steer'
	| 'takeLead'
	| 'end';

export interface SparringPlace {
	standing: Standing;
	leads: boolean;
	reserve: boolean;
	/** The focus person: it is their matter. */
	owns: boolean;
}

/** The only place that decides who may do what in a sparring. Leaders and administrators are nobody here. */
export function mayInSparring(act: SparringAct, place: SparringPlace): boolean {
	const { standing, leads, reserve, owns } = place;
	if (standing.is !== 'sparring' || !standing.invited || !maySpar(standing)) return false;
	switch (act) {
		case 'see':
		case 'takePart':
			return true;
		case 'own':
			return owns;
		case 'steer':
			return leads;
		case 'takeLead':
			return reserve || !owns;
		case 'plan':
		case 'end':
			return leads || reserve;
		default:
			return unreachable(act);
	}
}

/** How many, how long, which model: what those see who answer for the work and were not there. */
export function mayCountSparring(duties: Duties): boolean {
	return duties.manager || duties.administrator;
}

/** Who names people for sparring, and shortens how long its content is kept. */
export function mayNameForSparring(duties: Duties): boolean {
	return duties.manager;
}
