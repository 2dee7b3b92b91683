import { createSubscriber } from 'svelte/reactivity';
import type { Awareness } from 'y-protocols/awareness';
import type { OwnPresence, Presence as PresenceState, Who } from '#lib/wire/presence.ts';

/** One field on the screen, and who else has it in focus. */
class Place {
	#who: readonly Who[] = [];
	#tell: (() => void) | null = null;
	// Not `$state`: a place may be made while a template reads it, which would never hear of it again.
	readonly #subscribe = createSubscriber((update) => {
		this.#tell = update;
		return () => (this.#tell = null);
	});

	get who(): readonly Who[] {
		this.#subscribe();
		return this.#who;
	}

	set who(who: readonly Who[]) {
		if (isSame(this.#who, who)) return;
		this.#who = who;
		this.#tell?.();
	}
}

/**
 * Who is here and who is in which field, over all documents of a screen. Each field hears only of
 * its own comings and goings, so a cursor that moves elsewhere renders nothing here.
 */
export class Presence {
	#people = $state.raw<readonly Who[]>([]);
	readonly #places = new Map<string, Place>();
	/** Where somebody is now. */
	#taken: ReadonlyMap<string, ReadonlyMap<string, Who>> = new Map();
	readonly #tracked = new Map<string, Awareness>();
	readonly #me: Who;

	/** One's own stamp: the server does not send it back, and one's other tabs are no company. */
	constructor(me: Who) {
		this.#me = me;
	}

	/** Everybody on the screen's documents, oneself included, sorted so that nobody jumps about. */
	get people(): readonly Who[] {
		return this.#people;
	}

	get others(): readonly Who[] {
		return this.#people.filter((who) => who.key !== this.#me.key);
	}

	/** Who else is in a field right now. `at` is `root/key/field`. */
	in(document: string, at: string): readonly Who[] {
		return this.#placeOf(`${document}/${at}`).who;
	}

	/** Says where one is oneself; undefined: nowhere. */
	setAt(document: string, at: string | undefined): void {
		const awareness = this.#tracked.get(document);
		if (!awareness) return;
		const own: OwnPresence = at === undefined ? {} : { at };
		awareness.setLocalState({ ...own });
	}

	/** Listens to one document's presence until the answer is called. */
	track(document: string, awareness: Awareness): () => void {
		this.#tracked.set(document, awareness);
		const update = () => this.#update();
		awareness.on('change', update);
		update();
		return () => {
			awareness.off('change', update);
			if (this.#tracked.get(document) === awareness) this.#tracked.delete(document);
			update();
		};
	}

	#placeOf(path: string): Place {
		let place = this.#places.get(path);
		if (!place) {
			place = new Place();
			this.#places.set(path, place);
		}
		return place;
	}

	#update(): void {
		const people = new Map<string, Who>([[this.#me.key, this.#me]]);
		const inside = new Map<string, Map<string, Who>>();
		for (const [document, awareness] of this.#tracked) {
			for (const [client, state] of awareness.getStates()) {
				const { who, at } = asPresence(state);
				if (!who) continue;
				people.set(who.key, who);
				if (!at || client === awareness.clientID || who.key === this.#me.key) continue;
				const path = `${document}/${at}`;
				const place = inside.get(path) ?? new Map<string, Who>();
				inside.set(path, place.set(who.key, who));
			}
		}
		const here = sorted(people);
		if (!isSame(this.#people, here)) this.#people = here;
		// A cursor moves with every letter: of a long board's hundreds of places few are taken.
		for (const path of this.#taken.keys()) if (!inside.has(path)) this.#placeOf(path).who = [];
		for (const [path, who] of inside) this.#placeOf(path).who = sorted(who);
		this.#taken = inside;
	}
}

/** Says the same, so nothing need render. */
function isSame(before: readonly Who[], after: readonly Who[]): boolean {
	return JSON.stringify(before) === JSON.stringify(after);
}

function sorted(who: Map<string, Who>): readonly Who[] {
	return [...who.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** What the server stamped, or nothing: a state without a stamp is nobody's. */
function asPresence(state: unknown): Partial<PresenceState> {
	if (typeof state !== 'object' || state === null || !('who' in state)) return {};
	// reason: `who` is stamped by the server; a client's own claim never gets here.
	return state as PresenceState;
}
