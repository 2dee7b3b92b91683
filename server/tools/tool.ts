import type { OpenDatabase } from '#server/db/open.ts';

/** What an operator's command may use. */
export interface Tools extends OpenDatabase {
	origin: string;
	/** Where the municipality's own files lie. */
	dataDir: string;
	say(line: string): void;
}

/** A sentence for the operator; anything else that is thrown is a bug. */
export class Mistake extends Error {}
