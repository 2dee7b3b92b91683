import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { OwnPresence, Presence, Who } from '#lib/wire/presence.ts';
import type { Limits } from './limits.ts';

interface Entry {
	clientId: number;
	clock: number;
	state: unknown;
}

/** What a room remembers of one client: its last clock here, who speaks for it, and what is shown. */
interface Shown {
	clock: number;
	speaker: object | null;
	who: Who;
	state: string | null;
}

export type Heard =
	/** Ids whose shown state changed. */
	{ is: 'heard'; changed: number[] } | { is: 'refused'; fault: 'frame' | 'limit' | 'client-id' };

/** Clients that left are remembered, so that an echo of them is not taken for somebody new. */
const rememberedClients = 500;

/**
 * Who is here and where. Bytes of a client are never passed on: the server makes every entry anew,
 * with its own clock and the session's own identity, so nobody can speak for or silence another.
 */
export class Presences {
	readonly #shown = new Map<number, Shown>();
	readonly #own = new Map<object, number>();
	readonly #limits: Limits;
	readonly #now: () => Date;
	#clock = 0;

	constructor(limits: Limits, now: () => Date) {
		this.#limits = limits;
		this.#now = now;
	}

	/**
	 * One frame of one speaker. A stock client also repeats what it heard of others; whatever tells
	 * nothing new about somebody else is such an echo and is dropped. [R21] [R22]
	 */
	hear(speaker: object, who: Who, update: Uint8Array): Heard {
		const entries = readEntries(update, this.#limits.connections);
		if (!entries) return { is: 'refused', fault: 'frame' };
		const changed: number[] = [];
		for (const entry of entries) {
			if (this.#isEcho(speaker, who, entry)) continue;
			const own = this.#own.get(speaker);
			if (own !== undefined && own !== entry.clientId) return { is: 'refused', fault: 'client-id' };
			if (own === undefined && !this.#mayBind(who, entry.clientId)) {
				return { is: 'refused', fault: 'client-id' };
			}
			const state = this.#stamp(who, entry.state);
			if (state === undefined) return { is: 'refused', fault: 'limit' };
			this.#own.set(speaker, entry.clientId);
			this.#show(entry.clientId, speaker, who, state);
			changed.push(entry.clientId);
		}
		return { is: 'heard', changed };
	}

	/** The speaker is gone, or is somebody else from now on. Returns the ids that changed. */
	leave(speaker: object): number[] {
		const clientId = this.#own.get(speaker);
		this.#own.delete(speaker);
		const shown = clientId === undefined ? undefined : this.#shown.get(clientId);
		if (clientId === undefined || shown?.speaker !== speaker) return [];
		this.#show(clientId, null, shown.who, null);
		return [clientId];
	}

	/** Everybody here, once each. */
	present(): Who[] {
		const people = new Map<string, Who>();
		for (const { who, state } of this.#shown.values()) if (state) people.set(who.key, who);
		return [...people.values()];
	}

	/** Entries of these ids (of all that are shown, without any) for a frame to `reader`. */
	encode(ids: Iterable<number> | null, reader?: object): Uint8Array | null {
		const own = reader ? this.#own.get(reader) : undefined;
		const wanted = [...(ids ?? this.#shown.keys())].flatMap((id) => {
			const shown = this.#shown.get(id);
			return shown && id !== own && (ids || shown.state) ? [{ id, ...shown }] : [];
		});
		if (wanted.length === 0) return null;
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, wanted.length);
		for (const { id, clock, state } of wanted) {
			encoding.writeVarUint(encoder, id);
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarString(encoder, state ?? 'null');
		}
		return encoding.toUint8Array(encoder);
	}

	#isEcho(speaker: object, who: Who, { clientId, clock, state }: Entry): boolean {
		const shown = this.#shown.get(clientId);
		const own = this.#own.get(speaker);
		if (!shown || own === clientId) return false;
		// Somebody whose line was cut may be back before the old socket is known to be dead.
		if (own === undefined && shown.who.key === who.key) return state === null;
		return state === null || clock <= shown.clock;
	}

	/** An id that somebody else speaks for is theirs; after a cut line it is the same person's again. */
	#mayBind(who: Who, clientId: number): boolean {
		const shown = this.#shown.get(clientId);
		return !shown || shown.who.key === who.key;
	}

	#stamp(who: Who, state: unknown): string | null | undefined {
		if (state === null) return null;
		const stamped: Presence = { ...ownPart(state), who };
		const text = JSON.stringify(stamped);
		return text.length > this.#limits.presenceBytes + JSON.stringify(who).length ? undefined : text;
	}

	#show(clientId: number, speaker: object | null, who: Who, state: string | null): void {
		// Peers keep the clocks of those who left, also over our restart; time only goes up.
		this.#clock = Math.max(this.#clock + 1, this.#now().getTime());
		this.#shown.delete(clientId);
		this.#shown.set(clientId, { clock: this.#clock, speaker, who, state });
		if (this.#shown.size <= rememberedClients) return;
		for (const [id, shown] of this.#shown) {
			if (shown.state === null) return void this.#shown.delete(id);
		}
	}
}

function readEntries(update: Uint8Array, most: number): Entry[] | null {
	try {
		const decoder = decoding.createDecoder(update);
		const count = decoding.readVarUint(decoder);
		if (count > most) return null;
		const entries: Entry[] = [];
		for (let i = 0; i < count; i++) {
			const clientId = decoding.readVarUint(decoder);
			const clock = decoding.readVarUint(decoder);
			const state: unknown = JSON.parse(decoding.readVarString(decoder));
			entries.push({ clientId, clock, state });
		}
		return decoding.hasContent(decoder) ? null : entries;
	} catch {
		return null;
	}
}

/** The part of a client's state that is passed on. A claim of who it is, is not. */
function ownPart(state: unknown): OwnPresence {
	if (typeof state !== 'object' || state === null) return {};
	const own: OwnPresence = {};
	if ('at' in state && typeof state.at === 'string') own.at = state.at;
	if ('anchor' in state) own.anchor = state.anchor;
	if ('head' in state) own.head = state.head;
	return own;
}
