import type { PersonId } from './ids.ts';
import type { Asking, Clock, Round } from './meeting.ts';
import type { SparringRole, SparringStep } from './sparring-model.ts';
import type { Mark, PostKind } from './post.ts';
import { unreachable } from './unreachable.ts';

export type SparringPhase = 'planned' | 'inProgress' | 'closed' | 'cancelled';

/** How long what was written is kept: what a session starts with, and what nobody may go beyond. */
export const keptDays = { usual: 30, most: 180 };

/** How a sparring went, from least to best. Nobody's face is known; how many chose each is. */
export const faces = [1, 2, 3, 4] as const;
export type Face = (typeof faces)[number];
/** Fewer answers than this are never shown: who gave one could tell whose the other is. */
export const fewestFaces = 3;

/** The five things the focus person writes before the session, in this order. */
export const accountFields = ['situation', 'tried', 'wonder', 'question', 'notAnswered'] as const;
export type AccountField = (typeof accountFields)[number];

/** What every screen of a sparring gets at once when something changes. Holds no words, and nobody's finishing. */
export interface SparringState {
	id: string;
	version: number;
	phase: SparringPhase;
	facilitator: string;
	backupFacilitator: string | null;
	focus: string;
	interviewer: string | null;
	clock: Clock | null;
	round: Round<PersonId> | null;
	asking: Asking | null;
	/** Who asks for the word, in the order in which they did. */
	hands: string[];
	/** Those who have come. */
	present: string[];
	/** How many have finished the silent writing, the vote or the faces; never who. */
	finished: number;
	/** How many there are to finish it. */
	of: number;
	/** What the silent step wrote, or the vote found, is on everybody's screen. */
	revealed: boolean;
	/** How many chose each face, once that is shown. Null before, and for too few to show. */
	process: Record<Face, number> | null;
	/** Who listens for what, by person. */
	positions: Record<string, string>;
	/** The server's clock when this was sent. */
	now: number;
}

/** Who somebody is in a session. Leading it is a duty beside this. */
export function roleOf(
	session: { focus: string; interviewer: string | null },
	person: string
): SparringRole {
	if (session.focus === person) return 'focus';
	return session.interviewer === person ? 'interviewer' : 'team';
}

/** Why somebody may not write just now. Each has a kind sentence of its own. */
export type FloorNo =
	/** Nothing is written in this step. */
	| 'nothingHere'
	/** One listens in this step. */
	| 'listening'
	/** Only the focus person writes. */
	| 'ownerOnly'
	/** Somebody else has the word. */
	| 'notYourTurn'
	/** What was written is on the screen; a note that came now would be known by its writer. */
	| 'shown'
	/** Only questions here. */
	| 'onlyQuestions'
	| 'onlyFacts';

/** What the floor depends on. */
export interface Floor {
	step: Pick<SparringStep, 'speaks' | 'writes' | 'only' | 'silent' | 'round'>;
	role: SparringRole;
	round: Round<PersonId> | null;
	revealed: boolean;
}

/** Whether somebody may write in a step; the server and the screen ask the same function. */
export function floorFor(me: string, { step, role, round, revealed }: Floor): FloorNo | null {
	if (step.writes.length === 0) {
		return isQuiet(step) || step.speaks.includes(role) ? 'nothingHere' : 'listening';
	}
	if (!step.writes.includes(role)) {
		return step.writes.every((one) => one === 'focus') ? 'ownerOnly' : 'listening';
	}
	if (step.silent) return revealed ? 'shown' : null;
	const speaker = round?.order[round.at];
	return step.round && speaker !== undefined && speaker !== me ? 'notYourTurn' : null;
}

/**
 * Whether one may ask for the word. Where several have it at once, one asks; in a round it comes by itself,
 * and whoever listens has none to ask for. Before a reveal a hand would be a sign of its owner.
 */
export function mayRaiseHand({ step, role, round, revealed }: Floor): boolean {
	if (!step.speaks.includes('team') || !step.speaks.includes(role) || round !== null) return false;
	return !step.silent || revealed;
}

/** Whether the words are what the step asks for. */
export function fitsFloor(text: string, only: SparringStep['only']): FloorNo | null {
	if (!only || text.trimEnd().endsWith('?')) return null;
	switch (only) {
		case 'questions':
			return 'onlyQuestions';
		case 'facts':
			return 'onlyFacts';
		default:
			return unreachable(only);
	}
}

/** Whether the step keeps what is written to itself until it is shown: no sign of anybody may be seen. */
export function isHidden(step: Pick<SparringStep, 'silent' | 'act'>): boolean {
	return step.silent === true || isCounted(step);
}

/** Nobody speaks: each thinks, writes or chooses alone. */
export function isQuiet(step: Pick<SparringStep, 'speaks'>): boolean {
	return step.speaks.length === 0;
}

/** What is gathered is how many chose what, by everybody; no words. */
export function isCounted(step: Pick<SparringStep, 'act'>): boolean {
	return step.act === 'vote' || step.act === 'process';
}

/** A card on the screen, as it lies in the document: no author, on purpose. */
export interface Post {
	key: string;
	text: string;
	step: string;
	kind: PostKind;
	mark: Mark | null;
	votes: number | null;
}

/** Who has which part in one session of a series. */
export interface Parts {
	facilitator: PersonId;
	focus: PersonId;
	interviewer: PersonId | null;
}

/** In a series the parts go round: the same order each time, one place on. Nobody leads their own matter. */
export function rotated(people: readonly PersonId[], first: Parts, session: number): Parts {
	const on = (person: PersonId) => {
		const at = people.indexOf(person);
		return at < 0 ? person : (people[(at + session) % people.length] ?? person);
	};
	return {
		facilitator: on(first.facilitator),
		focus: on(first.focus),
		interviewer: first.interviewer && on(first.interviewer)
	};
}
