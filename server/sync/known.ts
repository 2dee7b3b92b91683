import { Ranges, Runs } from './ranges.ts';
import type { ContainerKind, Deletion, Id, Struct } from './scan.ts';

/** A root of the document, or a shared type that lies in another. */
export interface Container {
	kind: ContainerKind | 'root';
	depth: number;
}

/**
 * The list that something lies in: a container, and under which of its keys (0: under none). One
 * number, because there is one for nearly every struct.
 */
export type Place = number;

/** In something that was deleted and collected. */
export const gone: Place = -1;

const keysPerContainer = 2 ** 21;

export function placeOf(container: number, key: number): Place {
	return container * keysPerContainer + key;
}

export function isUnderKey(place: Place): boolean {
	return place !== gone && place % keysPerContainer !== 0;
}

export function containerOf(place: Place): number {
	return Math.floor(place / keysPerContainer);
}

/** A struct, the list it lies in, and the container that it is itself, if it is one. */
export interface Placed {
	struct: Struct;
	place: Place;
	opens: number | null;
}

/** What an update brings that is not here yet: structs in an order in which each stands on the last. */
export interface News {
	placed: Placed[];
	deletions: Deletion[];
	/** Numbered on from those that are known. */
	containers: Container[];
	roots: Map<string, number>;
	keys: string[];
}

/**
 * What is known of a document, without the document: for every client the clocks that are here, for
 * every clock the list it lies in, and what is deleted. It takes about as many bytes as the document
 * itself, where a Y.Doc takes twenty times as many.
 */
export class Known {
	readonly #places = new Map<number, Runs>();
	readonly #opened = new Map<number, Map<number, number>>();
	readonly #containers: Container[] = [];
	readonly #roots = new Map<string, number>();
	readonly #keys = new Map<string, number>();
	readonly #deleted = new Map<number, Ranges>();

	/** How many clients have written here. */
	get clients(): number {
		return this.#places.size;
	}

	get containers(): number {
		return this.#containers.length;
	}

	get keys(): number {
		return this.#keys.size;
	}

	/** The clock of each client, as a state vector has it. */
	*clocks(): Iterable<[client: number, clock: number]> {
		for (const [client, runs] of this.#places) yield [client, runs.end];
	}

	/** The first clock of a client that is not here. */
	end(client: number): number {
		return this.#places.get(client)?.end ?? 0;
	}

	/** Undefined: not here. */
	placeAt({ client, clock }: Id): Place | undefined {
		return this.#places.get(client)?.at(clock);
	}

	/** The container that this id is. Undefined: not here, or not a container, or collected. */
	openedAt({ client, clock }: Id): number | undefined {
		return this.#opened.get(client)?.get(clock);
	}

	container(index: number): Container | undefined {
		return this.#containers[index];
	}

	root(name: string): number | undefined {
		return this.#roots.get(name);
	}

	key(name: string): number | undefined {
		return this.#keys.get(name);
	}

	/** The parts of a deletion that are new. */
	undeleted({ client, start, end }: Deletion): Deletion[] {
		const gaps = this.#deleted.get(client)?.gaps(start, end) ?? [[start, end] as const];
		return gaps.map(([from, to]) => ({ client, start: from, end: to }));
	}

	/** Takes in what was weighed against this very state. */
	take({ placed, deletions, containers, roots, keys }: News): void {
		this.#containers.push(...containers);
		for (const [name, index] of roots) this.#roots.set(name, index);
		for (const key of keys) this.#keys.set(key, this.#keys.size + 1);
		for (const one of placed) this.#place(one);
		for (const deletion of deletions) this.#delete(deletion);
	}

	#place({ struct: { client, clock, length, content }, place, opens }: Placed): void {
		const runs = this.#places.get(client) ?? new Runs();
		this.#places.set(client, runs);
		runs.extend(clock + length, place);
		if (content === 'gc' || content === 'deleted') {
			this.#delete({ client, start: clock, end: clock + length });
		}
		if (opens === null) return;
		const opened = this.#opened.get(client) ?? new Map<number, number>();
		this.#opened.set(client, opened);
		opened.set(clock, opens);
	}

	#delete({ client, start, end }: Deletion): void {
		const ranges = this.#deleted.get(client) ?? new Ranges();
		this.#deleted.set(client, ranges);
		ranges.add(start, end);
	}
}
