import * as decoding from 'lib0/decoding';
import type { OwnPresence, Presence, Who } from '#lib/wire/presence.ts';
import { packed } from './bytes.ts';
import type { Limits } from './limits.ts';

interface Entry {
	clientId: number;
	clock: number;
	state: unknown;
}

/** What is remembered of one client: its last clock here, who speaks for it, and what is shown. */
interface Shown {
	clock: number;
	/** A session, or the name of another node, or nobody any more. */
	speaker: object | string | null;
	who: Who;
	state: string | null;
	/** All this as it is told. */
	entry: Uint8Array;
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
	readonly #nodes = new Map<string, number>();
	readonly #limits: Limits;
	readonly #now: () => Date;
	#clock = 0;

	constructor(limits: Limits, now: () => Date) {
		this.#limits = limits;
		this.#now = now;
	}

	/** One frame of one speaker. `isForeign`: the document knows this client as somebody else's. */
	hear(
		speaker: object,
		who: Who,
		update: Uint8Array,
		isForeign: (client: number) => boolean
	): Heard {
		const entries = readEntries(update, this.#limits.connections);
		if (!entries) return { is: 'refused', fault: 'frame' };
		const changed: number[] = [];
		for (const entry of entries) {
			const { clientId } = entry;
			if (this.#isEcho(speaker, who, entry)) continue; // [R22]
			const own = this.#own.get(speaker);
			const isOwn = own === undefined ? this.#mayBind(who, clientId) : own === clientId;
			if (!isOwn || isForeign(clientId)) return { is: 'refused', fault: 'client-id' }; // [R21]
			const state = this.#stamp(who, entry.state);
			if (state === undefined) return { is: 'refused', fault: 'limit' };
			this.#own.set(speaker, clientId);
			this.#show(clientId, { clock: this.#tick(), speaker, who, state });
			changed.push(clientId);
		}
		return { is: 'heard', changed };
	}

	/** Entries that another node made: stamped there, with the clock they have everywhere. */
	hearNode(node: string, update: Uint8Array, now: number): number[] {
		this.#nodes.set(node, now);
		const changed: number[] = [];
		for (const { clientId, clock, state } of readEntries(update, Infinity) ?? []) {
			const shown = this.#shown.get(clientId);
			if (shown && shown.clock >= clock) continue;
			const who = whoOf(state) ?? shown?.who;
			if (!who) continue;
			const text = state === null ? null : JSON.stringify(state);
			this.#show(clientId, { clock, speaker: text ? node : null, who, state: text });
			changed.push(clientId);
		}
		return changed;
	}

	/** The speaker is gone. Returns the ids that changed. [R23] */
	leave(speaker: object): number[] {
		const clientId = this.#own.get(speaker);
		this.#own.delete(speaker);
		const shown = clientId === undefined ? undefined : this.#shown.get(clientId);
		if (clientId === undefined || shown?.speaker !== speaker) return [];
		this.#show(clientId, { ...shown, clock: this.#tick(), speaker: null, state: null });
		return [clientId];
	}

	/** A node that says nothing any more has nobody here any more. */
	forgetSilentNodes(now: number): number[] {
		const silent = [...this.#nodes].filter(
			([, heardAt]) => now - heardAt > this.#limits.presenceSilentMs
		);
		return silent.flatMap(([node]) => {
			this.#nodes.delete(node);
			const gone = [...this.#shown].filter(([, { speaker }]) => speaker === node);
			for (const [id, shown] of gone) {
				this.#show(id, { ...shown, clock: this.#tick(), speaker: null, state: null });
			}
			return gone.map(([id]) => id);
		});
	}

	/** Everybody here, once each. */
	present(): Who[] {
		const people = new Map<string, Who>();
		for (const { who, state } of this.#shown.values()) if (state) people.set(who.key, who);
		return [...people.values()];
	}

	/** The client that a session speaks for. */
	ownOf(speaker: object): number | undefined {
		return this.#own.get(speaker);
	}

	/** The entries of all that are here, without one's own: it would overwrite what oneself said. */
	encodeAll(without?: number): Uint8Array | null {
		const here = [...this.#shown].filter(([id, { state }]) => state !== null && id !== without);
		return joined(here.map(([, { entry }]) => entry));
	}

	/** The entries of those who are here through this node, as news to a node that forgot them. */
	renewLocal(): Uint8Array | null {
		const local = [...this.#shown].filter(
			([, { speaker }]) => typeof speaker === 'object' && speaker
		);
		for (const [id, shown] of local) this.#show(id, { ...shown, clock: this.#tick() });
		return this.encode(local.map(([id]) => id));
	}

	/** The entries of these clients, also of those who left. */
	encode(ids: readonly number[]): Uint8Array | null {
		return joined(ids.flatMap((id) => this.#shown.get(id)?.entry ?? []));
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
		const own = ownPart(state);
		const stamped: Presence = { ...own, who };
		const text = JSON.stringify(stamped);
		// What the client says counts, not what we add. Most say so little that both are below.
		if (text.length <= this.#limits.presenceBytes) return text;
		return JSON.stringify(own).length <= this.#limits.presenceBytes ? text : undefined;
	}

	/** Peers keep the clocks of those who left, also over our restart; time only goes up. */
	#tick(): number {
		this.#clock = Math.max(this.#clock + 1, this.#now().getTime());
		return this.#clock;
	}

	#show(clientId: number, shown: Omit<Shown, 'entry'>): void {
		this.#shown.delete(clientId);
		this.#shown.set(clientId, { ...shown, entry: entryOf(clientId, shown) });
		if (this.#shown.size <= rememberedClients) return;
		for (const [id, { state }] of this.#shown) {
			if (state === null) return void this.#shown.delete(id);
		}
	}
}

function entryOf(id: number, { clock, state }: Omit<Shown, 'entry'>): Uint8Array {
	return packed(id, clock, Buffer.from(state ?? 'null'));
}

/** Entries as one update; null when there are none. */
function joined(entries: readonly Uint8Array[]): Uint8Array | null {
	if (entries.length === 0) return null;
	return Buffer.concat([packed(entries.length), ...entries]);
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

/** The part of a client's state that is passed on. A claim of who it is, is not. [R20] */
function ownPart(state: unknown): OwnPresence {
	if (typeof state !== 'object' || state === null) return {};
	const own: OwnPresence = {};
	if ('at' in state && typeof state.at === 'string') own.at = state.at;
	if ('anchor' in state) own.anchor = state.anchor;
	if ('head' in state) own.head = state.head;
	return own;
}

function whoOf(state: unknown): Who | null {
	if (typeof state !== 'object' || state === null || !('who' in state)) return null;
	return state.who as Who; // reason: another node of ours stamped it
}
