interface Sends {
	flush(): void;
}

/**
 * Whatever is said within one turn of the event loop leaves at its end, so that each member is
 * written to once. Carets come first: what they have to say goes into the same writes. A letter and
 * the caret behind it arrive as two messages and leave as one piece.
 */
export class Turn {
	readonly #presences = new Set<Sends>();
	#sessions: Sends[] = [];
	#ends = false;

	/** Once for every session that has something to send. */
	flushes(session: Sends): void {
		this.#sessions.push(session);
		this.#end();
	}

	flushesPresence(presence: Sends): void {
		this.#presences.add(presence);
		this.#end();
	}

	#end(): void {
		if (this.#ends) return;
		this.#ends = true;
		setImmediate(() => {
			for (const presence of this.#presences) presence.flush();
			this.#presences.clear();
			const sessions = this.#sessions;
			this.#sessions = [];
			this.#ends = false;
			for (const session of sessions) session.flush();
		});
	}
}
