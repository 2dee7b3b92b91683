import {
	containerOf,
	gone,
	isUnderKey,
	placeOf,
	type Container,
	type Known,
	type News,
	type Place,
	type Placed
} from './known.ts';
import type { Limits } from './limits.ts';
import { Ranges } from './ranges.ts';
import { scan, ScanFault, type Id, type Scanned, type Section, type Struct } from './scan.ts';

/** Which content a document may have. Given from outside: this folder knows nothing of boards. */
export interface DocumentRules {
	/** Names of the root types; anything else is refused. */
	roots: readonly string[];
	/** Nobody is seen here: presence is neither taken in nor told. */
	quiet?: boolean;
	/** Which keys a map may have. */
	isKey?: (key: string) => boolean;
}

/** Why an update was refused; the word goes into the close reason. */
export type Fault = 'frame' | 'limit' | 'client-id' | 'too-large';

export type Weighed =
	| { is: 'fits'; news: News; scanned: Scanned }
	/** It brings nothing new. */
	| { is: 'known' }
	/** It stands on something that has not come yet. */
	| { is: 'waits' }
	| { is: 'refused'; fault: Fault };

/** A field name, an id, or an id with a field name after it; never `__proto__` or the like. */
const ordinaryKey = /^(?:[a-z][A-Za-z0-9_]{0,63}|[A-Za-z0-9_-]{22}(?:\.[A-Za-z0-9]{1,32})?)$/;

export function isOrdinaryKey(name: string): boolean {
	return ordinaryKey.test(name) && !(name in Object.prototype);
}

/**
 * The gate: could Yjs apply this update whole, and may it? Everything the update stands on must be
 * here, every parent must be what it is taken for, nothing may be out of bounds. Nothing is applied
 * to find out, so a refused update leaves no trace. Without rules (null) an update is weighed that
 * the log had already: it passed the rules of its day. Never throws. [R50] [R51]
 */
export function weigh(
	update: Uint8Array,
	known: Known,
	rules: DocumentRules | null,
	limits: Limits
): Weighed {
	try {
		if (update.byteLength > limits.updateBytes) return { is: 'refused', fault: 'too-large' };
		return new Weighing(scan(update, limits), known, rules, limits).result();
	} catch (error) {
		return { is: 'refused', fault: error instanceof ScanFault ? error.fault : 'frame' };
	}
}

interface Cursor {
	section: Section;
	next: number;
	/** The first clock of this client that is neither here nor taken. */
	end: number;
	/** What was taken, in the order of clocks. */
	taken: Placed[];
}

/** One update on the scales. */
class Weighing {
	readonly #scanned: Scanned;
	readonly #known: Known;
	readonly #rules: DocumentRules | null;
	readonly #limits: Limits;
	readonly #cursors = new Map<number, Cursor>();
	/** Clients whose next struct stands on a client's later clock, by that client. */
	readonly #blocked = new Map<number, number[]>();
	readonly #toBeDeleted: Struct[] = [];
	readonly #news: News = {
		placed: [],
		deletions: [],
		containers: [],
		roots: new Map(),
		keys: []
	};

	constructor(scanned: Scanned, known: Known, rules: DocumentRules | null, limits: Limits) {
		this.#scanned = scanned;
		this.#known = known;
		this.#rules = rules;
		this.#limits = limits;
		for (const section of scanned.sections) {
			const end = known.end(section.client);
			this.#cursors.set(section.client, { section, next: 0, end, taken: [] });
		}
	}

	result(): Weighed {
		const ready = [...this.#cursors.values()];
		for (let cursor = ready.pop(); cursor; cursor = ready.pop()) {
			this.#advance(cursor);
			const unblocked = this.#blocked.get(cursor.section.client) ?? [];
			this.#blocked.delete(cursor.section.client);
			for (const client of unblocked) {
				const again = this.#cursors.get(client);
				if (again && this.#standsOn(again) !== null) this.#block(again);
				else if (again) ready.push(again);
			}
		}
		const stuck = [...this.#cursors.values()].filter(isUnfinished);
		if (stuck.length > 0) return this.#stuck(stuck);
		return this.#withDeletions();
	}

	/** Takes structs of one client until they end or stand on something that is not here yet. */
	#advance(cursor: Cursor): void {
		const { structs } = cursor.section;
		for (let struct = structs[cursor.next]; struct; struct = structs[++cursor.next]) {
			if (this.#standsOn(cursor) !== null) return this.#block(cursor);
			// Yjs looks up even what it then leaves out, so that must be in order too.
			if (struct.clock + struct.length > cursor.end) this.#take(struct, cursor);
			else if (typeof struct.parent === 'string') this.#root(struct.parent);
		}
	}

	/** The client whose later clock a cursor's next struct stands on; null when all of it is here. */
	#standsOn({ section, next, end }: Cursor): number | null {
		const struct = section.structs[next];
		if (!struct) return null;
		if (struct.clock > end) return section.client;
		for (const id of [struct.origin, struct.right, struct.parent]) {
			if (id === null || typeof id === 'string') continue;
			if (id.client === section.client) {
				if (id.clock >= struct.clock) throw new ScanFault('frame'); // it stands on itself
			} else if (id.clock >= this.#end(id.client)) return id.client;
		}
		return null;
	}

	#block(cursor: Cursor): void {
		const by = this.#standsOn(cursor);
		if (by === null) return;
		const blocked = this.#blocked.get(by);
		if (blocked) blocked.push(cursor.section.client);
		else this.#blocked.set(by, [cursor.section.client]);
	}

	/** If all that is missing is in this very update, it goes round in a circle. */
	#stuck(stuck: Cursor[]): Weighed {
		for (const cursor of stuck) {
			const by = this.#standsOn(cursor);
			const other = by === null || by === cursor.section.client ? undefined : this.#cursors.get(by);
			if (!other || !isUnfinished(other)) return { is: 'waits' };
		}
		return { is: 'refused', fault: 'frame' };
	}

	#withDeletions(): Weighed {
		const { placed, deletions } = this.#news;
		for (const deletion of this.#scanned.deletions) {
			if (deletion.end > this.#end(deletion.client)) return { is: 'waits' };
			deletions.push(...this.#known.undeleted(deletion));
		}
		if (this.#toBeDeleted.length > 0) this.#checkDeleted();
		if (placed.length === 0 && deletions.length === 0) return { is: 'known' };
		return { is: 'fits', news: this.#news, scanned: this.#scanned };
	}

	#checkDeleted(): void {
		const deleted = new Map<number, Ranges>();
		for (const { client, start, end } of this.#scanned.deletions) {
			const ranges = deleted.get(client) ?? new Ranges();
			deleted.set(client, ranges);
			ranges.add(start, end);
		}
		for (const { client, clock, length } of this.#toBeDeleted) {
			const gaps = deleted.get(client)?.gaps(clock, clock + length);
			if (gaps?.length !== 0) throw new ScanFault('frame');
		}
	}

	#take(struct: Struct, cursor: Cursor): void {
		const { client, clock, length, content } = struct;
		const place = this.#placeOf(struct);
		// Half known: the new half lies where the known half does, or Yjs would tie two lists together.
		if (clock < cursor.end && place !== this.#known.placeAt({ client, clock: cursor.end - 1 })) {
			throw new ScanFault('frame');
		}
		const container = place === gone ? undefined : this.#container(containerOf(place));
		if (container) this.#check(struct, container, isUnderKey(place));
		let opens: number | null = null;
		if (container && (content === 'map' || content === 'text' || content === 'array')) {
			opens = this.#add({ kind: content, depth: container.depth + 1 });
		}
		const placed = { struct, place, opens };
		this.#news.placed.push(placed);
		cursor.taken.push(placed);
		cursor.end = clock + length;
	}

	#placeOf({ content, parent, origin, right, key }: Struct): Place {
		if (content === 'gc') return gone;
		if (typeof parent === 'string') return placeOf(this.#root(parent), this.#key(key));
		if (parent) {
			// A parent that is here and no container was one once, and is collected.
			const container = this.#known.openedAt(parent) ?? this.#takenAt(parent)?.opens ?? null;
			return container === null ? gone : placeOf(container, this.#key(key));
		}
		// Beside something collected, on either side, nothing has a place: Yjs collects it at once.
		const places = [origin, right].filter((id) => id !== null).map((id) => this.#placeAt(id));
		if (places.includes(gone)) return gone;
		if (places.length === 2 && places[0] !== places[1]) throw new ScanFault('frame');
		return places[0] ?? gone;
	}

	#root(name: string): number {
		const root = this.#known.root(name) ?? this.#news.roots.get(name);
		if (root !== undefined) return root;
		if (this.#rules && !this.#rules.roots.includes(name)) throw new ScanFault('frame');
		const added = this.#add({ kind: 'root', depth: 0 });
		this.#news.roots.set(name, added);
		return added;
	}

	#key(name: string | null): number {
		if (name === null) return 0;
		const known = this.#known.key(name);
		if (known !== undefined) return known;
		const added = this.#news.keys.indexOf(name);
		return this.#known.keys + (added < 0 ? this.#news.keys.push(name) : added + 1);
	}

	#add(container: Container): number {
		return this.#known.containers + this.#news.containers.push(container) - 1;
	}

	#container(index: number): Container | undefined {
		return this.#known.container(index) ?? this.#news.containers[index - this.#known.containers];
	}

	#check(struct: Struct, { kind, depth }: Container, underKey: boolean): void {
		if (!this.#rules) return;
		const { content, key, parent, length } = struct;
		const isKey = this.#rules.isKey ?? isOrdinaryKey;
		if (key !== null && !isKey(key)) throw new ScanFault('frame');
		if (key !== null && (kind === 'text' || kind === 'array')) throw new ScanFault('frame');
		if (parent !== null && key === null && kind === 'map') throw new ScanFault('frame');
		if (underKey && content === 'string') throw new ScanFault('frame');
		// A key has one value; former ones can be sent as one struct, if all of it is deleted. Of one
		// that is deleted in part Yjs could not collect the rest.
		if (underKey && content === 'any' && length > 1) this.#toBeDeleted.push(struct);
		const opens = content === 'map' || content === 'text' || content === 'array';
		if (opens && depth >= this.#limits.depth) throw new ScanFault('limit');
	}

	#end(client: number): number {
		return this.#cursors.get(client)?.end ?? this.#known.end(client);
	}

	#placeAt(id: Id): Place {
		return this.#known.placeAt(id) ?? this.#takenAt(id)?.place ?? gone;
	}

	#takenAt({ client, clock }: Id): Placed | undefined {
		const taken = this.#cursors.get(client)?.taken ?? [];
		let low = 0;
		let high = taken.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((taken[middle]?.struct.clock ?? Infinity) <= clock) low = middle + 1;
			else high = middle;
		}
		return taken[low - 1];
	}
}

function isUnfinished(cursor: Cursor): boolean {
	return cursor.next < cursor.section.structs.length;
}
