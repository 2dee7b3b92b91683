import { fold, type Folded } from './fold.ts';

/** One change of one document, and who made it. */
export interface Entry {
	documentId: string;
	update: Uint8Array;
	/** An actor key, or `server`. */
	by: string;
	/** Yjs clients that are this person's from now on. */
	claims?: readonly number[];
}

export interface Row {
	seq: number;
	update: Uint8Array;
}

export interface Stored {
	/** Everything up to `upto`, folded into one update. */
	snapshot: Uint8Array | null;
	upto: number;
	/** What came after it, in the order it was written. */
	rows: Row[];
	/** Whose the Yjs clients are that have written here. */
	owners?: Iterable<[client: number, owner: string]>;
}

/** What was written lately, to documents that one asks about. */
export interface Fresh {
	/** Every row up to this number, of whatever document, was written or will never be. */
	settled: number;
	rows: (Row & { documentId: string })[];
	/** Documents that were folded meanwhile: rows of theirs may be gone. */
	folded: string[];
}

export interface UpdateLog {
	/** Resolves with a number per entry, rising, once all of them would survive a power cut. All or none. */
	append(entries: readonly Entry[]): Promise<number[]>;

	/** Everything so far. A document that was never written is empty, not an error. */
	read(documentId: string): Promise<Stored>;

	/**
	 * What of these documents lies above a number, but for rows that one has: from the first of a range
	 * to the one before its end. How nodes follow each other.
	 */
	fresh(
		documentIds: readonly string[],
		above: number,
		but: readonly (readonly [start: number, end: number])[]
	): Promise<Fresh>;

	/** Makes one snapshot of a document's snapshot and rows, in one step, and removes exactly those rows. */
	fold(documentId: string): Promise<Folded>;

	/** Sets rows aside that are no updates, so that their document opens without them. */
	quarantine(seqs: readonly number[]): Promise<void>;
}

interface MemoryDocument {
	snapshot: Uint8Array | null;
	upto: number;
	rows: Row[];
	owners: Map<number, string>;
}

/** A log that a process keeps to itself: for tests, and as the contract's plainest reading. */
export function createMemoryLog(): UpdateLog {
	const documents = new Map<string, MemoryDocument>();
	let last = 0;

	function find(documentId: string): MemoryDocument {
		const found = documents.get(documentId) ?? {
			snapshot: null,
			upto: 0,
			rows: [],
			owners: new Map()
		};
		documents.set(documentId, found);
		return found;
	}

	return {
		async append(entries) {
			return entries.map(({ documentId, update, by, claims = [] }) => {
				const { rows, owners } = find(documentId);
				for (const client of claims) if (!owners.has(client)) owners.set(client, by);
				rows.push({ seq: ++last, update });
				return last;
			});
		},
		async read(documentId) {
			const { snapshot, upto, rows, owners } = find(documentId);
			return { snapshot, upto, rows: [...rows], owners: [...owners] };
		},
		async fresh(documentIds, above, but) {
			const isHad = (seq: number) => but.some(([start, end]) => start <= seq && seq < end);
			const rows = documentIds.flatMap((documentId) =>
				find(documentId)
					.rows.filter(({ seq }) => seq > above && !isHad(seq))
					.map((row) => ({ ...row, documentId }))
			);
			const folded = documentIds.filter((documentId) => find(documentId).upto > above);
			return { settled: last, rows, folded };
		},
		async fold(documentId) {
			const document = find(documentId);
			const folded = fold(document);
			if (folded.state) {
				document.snapshot = folded.state;
				document.upto = folded.upto;
			}
			const gone = new Set([...folded.rows, ...folded.damaged]);
			document.rows = document.rows.filter(({ seq }) => !gone.has(seq));
			return folded;
		},
		async quarantine(seqs) {
			for (const document of documents.values()) {
				document.rows = document.rows.filter(({ seq }) => !seqs.includes(seq));
			}
		}
	};
}
