/** One change of one document, and who made it. */
export interface Entry {
	documentId: string;
	update: Uint8Array;
	/** An actor key, or `server`. */
	by: string;
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
}

export interface UpdateLog {
	/** Resolves with a number per entry, rising, once all of them would survive a power cut. All or none. */
	append(entries: readonly Entry[]): Promise<number[]>;

	/** Everything so far. A document that was never written is empty, not an error. */
	read(documentId: string): Promise<Stored>;

	/** The highest number of each document that has one, so that a node sees what others wrote. */
	heads(documentIds: readonly string[]): Promise<Map<string, number>>;

	/** The rows above a number that are not folded yet; null when some of them are folded already. */
	since(documentId: string, seq: number): Promise<Row[] | null>;
}

/** A log that a process keeps to itself: for tests, and as the contract's plainest reading. */
export function createMemoryLog(): UpdateLog {
	const rows = new Map<string, Row[]>();
	let last = 0;

	const rowsOf = (documentId: string): Row[] => rows.get(documentId) ?? [];
	return {
		async append(entries) {
			return entries.map(({ documentId, update }) => {
				rows.set(documentId, [...rowsOf(documentId), { seq: ++last, update }]);
				return last;
			});
		},
		async read(documentId) {
			return { snapshot: null, upto: 0, rows: [...rowsOf(documentId)] };
		},
		async heads(documentIds) {
			const heads = documentIds.map((id) => [id, rowsOf(id).at(-1)?.seq ?? 0] as const);
			return new Map(heads.filter(([, head]) => head > 0));
		},
		async since(documentId, seq) {
			return rowsOf(documentId).filter((row) => row.seq > seq);
		}
	};
}
