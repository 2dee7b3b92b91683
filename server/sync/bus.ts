import type { CloseCode } from '#lib/wire/close-codes.ts';

/** What one node tells the others about a document. Nothing of it is stored anywhere. */
export type BusMessage =
	| { type: 'update'; documentId: string; update: Uint8Array }
	| { type: 'presence'; documentId: string; node: string; entries: Uint8Array }
	| { type: 'presence-request'; documentId: string }
	| { type: 'news'; documentId: string; payload: string }
	/** Something was struck out: what it deleted must not be sent to anybody who comes now. */
	| { type: 'condense'; documentId: string }
	| { type: 'reconsider'; match: Match }
	| { type: 'close'; documentId: string; code: CloseCode };

/** Whose rights may have changed. What is absent matches everybody. */
export interface Match {
	person?: string;
	session?: string;
	documentId?: string;
}

export interface Bus {
	/** Best effort: whoever misses it reads the rows. */
	publish(message: BusMessage): void;

	/** Hears what other nodes publish, never what this one did. Returns the way out. */
	listen(listener: (message: BusMessage) => void): () => void;

	close(): Promise<void>;
}

/** One node alone has nobody to tell. */
export function createLocalBus(): Bus {
	return { publish: () => {}, listen: () => () => {}, close: async () => {} };
}
