import * as v from 'valibot';
import { looksLikeCpr } from './case.ts';
import type { DateString } from './dates.ts';
import type { Side } from './person.ts';

/** How long a case stays open to somebody who is not on it. */
export const emergencyMinutes = 60;

/** How long the coordinators see on the case itself that it was opened; the history keeps it. */
export const emergencyShownDays = 30;

/** What the door asks for: which case, why, and who one is once more. */
export const EmergencyForm = v.object({
	number: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(40)),
	reason: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(10),
		v.maxLength(500),
		v.check((words) => !looksLikeCpr(words))
	),
	password: v.pipe(v.string(), v.nonEmpty(), v.maxLength(500))
});
export type EmergencyForm = v.InferOutput<typeof EmergencyForm>;

/** Why the door stayed closed. `own`: one is on the case already. */
export type EmergencyNo = 'no-such-case' | 'wrong-password' | 'too-many' | 'own';

/** What somebody reads who opened a case in an emergency: whom to ask, what is agreed, what helps. */
export interface EmergencySheet {
	number: string;
	displayName: string | null;
	endsAt: Date;
	/** The same by the server's clock, when it was asked: a screen's own may go wrong. */
	leftMs: number;
	team: { name: string; side: Side; coordinates: boolean }[];
	steps: { key: string; what: string; owner: string | null; due: DateString | null }[];
	/** The relapse plan, if the citizen shows it to the network. */
	relapse: {
		key: string;
		level: 'green' | 'yellow' | 'red';
		line: 'notice' | 'do' | 'call';
		text: string;
		phone: string | null;
	}[];
}

/** What the coordinators see on their case. */
export interface EmergencyOpening {
	id: string;
	who: string;
	reason: string;
	openedAt: Date;
	/** Until when it is, or was, open. */
	until: Date;
	isOpen: boolean;
}
