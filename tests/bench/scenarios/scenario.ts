import type { ContenderName, Contender, Wishes } from '../contenders.ts';
import type { Database } from '../database.ts';
import type { Figures } from '../figures.ts';

/** Something to do with every contender in turn, and the figures that come of it. */
export interface Scenario {
	name: string;
	/** As a person says it. */
	title: string;
	wishes?: Wishes;
	/** Who can take part; all, unless said. */
	takesPart?: (name: ContenderName) => boolean;
	/** How many live documents it wants. */
	rooms: number;
	/** Throws if the contender did not converge: then there are no figures. */
	run(contender: Contender, context: Context): Promise<Figures>;
	/** What Samtavle wants to reach. */
	goals: Goal[];
}

export interface Context {
	name: ContenderName;
	database: Database;
}

/** `figure` of Samtavle is at most (or at least) so many times another's, or so much. */
export interface Goal {
	figure: string;
	of?: ContenderName;
	atMost?: number;
	atLeast?: number;
}
