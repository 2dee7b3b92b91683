import type { Fault } from './gate.ts';
import type { Placed } from './known.ts';

/** Under what circumstances an update came. */
export interface Sender {
	/** Whose it is: an actor key, or `server`. */
	by: string;
	/**
	 * In the first answer of a session to a room just opened, people bring back what a crash cut off,
	 * of others too. It makes nobody the owner of anything. [R53]
	 */
	bringsBack: boolean;
	/** How many more clients this connection may introduce. */
	newClients: number;
}

/**
 * A Yjs client belongs to whoever used it first in a document. Two people under one client would
 * silently lose the second one's words: the same clock would mean two things. [R52]
 */
export class Owners {
	readonly #owners: Map<number, string>;

	constructor(owners: Iterable<[client: number, owner: string]>) {
		this.#owners = new Map(owners);
	}

	/** Whether these structs may be this sender's; and which clients become theirs by it. */
	check(placed: readonly Placed[], sender: Sender): { claims: number[] } | { fault: Fault } {
		const claims: number[] = [];
		for (const client of new Set(placed.map(({ struct }) => struct.client))) {
			const owner = this.#owners.get(client);
			if (owner === sender.by || sender.bringsBack) continue;
			if (owner !== undefined) return { fault: 'client-id' };
			claims.push(client);
		}
		return claims.length > sender.newClients ? { fault: 'limit' } : { claims };
	}

	claim(clients: readonly number[], owner: string): void {
		for (const client of clients) this.#owners.set(client, owner);
	}

	/** Whether somebody else owns this client. */
	isForeign(client: number, who: string): boolean {
		const owner = this.#owners.get(client);
		return owner !== undefined && owner !== who;
	}
}
