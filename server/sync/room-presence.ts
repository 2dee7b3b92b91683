import type { Who } from '#lib/wire/presence.ts';
import type { Bus } from './bus.ts';
import type { Limits } from './limits.ts';
import { Presences, type Heard } from './presence.ts';
import { frames } from './protocol.ts';
import type { Session } from './session.ts';
import type { Turn } from './turn.ts';

interface Parts {
	bus: Bus;
	limits: Limits;
	turn: Turn;
	now: () => Date;
	node: string;
	/** Nobody is seen in this document: nothing is taken in, so nothing can be told. [R24] */
	quiet: boolean;
}

/**
 * Tells a room, and the other nodes, who is here and where. Of somebody's cursor only the newest
 * matters, so what comes close together leaves together.
 */
export class RoomPresence {
	readonly #documentId: string;
	readonly #sessions: ReadonlySet<Session>;
	readonly #parts: Parts;
	readonly #presences: Presences;
	/** Whose presence changed and is still to be told. */
	readonly #stirred = new Set<number>();
	readonly #unpublished = new Set<number>();
	/** When somebody here was last told of. Missing: is told of at once. [R25] */
	readonly #toldAt = new Map<number, number>();
	#telling: NodeJS.Timeout | null = null;
	#repeatedAt = performance.now();

	constructor(documentId: string, sessions: ReadonlySet<Session>, parts: Parts) {
		this.#documentId = documentId;
		this.#sessions = sessions;
		this.#parts = parts;
		this.#presences = new Presences(parts.limits, parts.now);
	}

	present(): Who[] {
		return this.#presences.present();
	}

	enter(session: Session): void {
		this.sendAll(session);
		const { bus } = this.#parts;
		if (this.#sessions.size === 1) {
			bus.publish({ type: 'presence-request', documentId: this.#documentId });
		}
	}

	leave(session: Session): void {
		const gone = this.#presences.leave(session);
		for (const id of gone) this.#toldAt.delete(id);
		this.#stir(gone);
	}

	sendAll(session: Session): void {
		const here = this.#presences.encodeAll(this.#presences.ownOf(session));
		if (here) session.sendIfQuick(frames.presence(here));
	}

	hear(session: Session, update: Uint8Array, isForeign: (client: number) => boolean): Heard {
		if (this.#parts.quiet) return { is: 'heard', changed: [] };
		const heard = this.#presences.hear(session, session.granted.who, update, isForeign);
		if (heard.is === 'heard') this.#stir(heard.changed);
		return heard;
	}

	/** The other node has gathered already. */
	hearNode(node: string, entries: Uint8Array): void {
		for (const id of this.#presences.hearNode(node, entries, performance.now())) {
			this.#stirred.add(id);
		}
		this.tellWithThis();
	}

	/** Tells the other nodes who is here; every now and then, and when one asks. */
	repeat(now: number): void {
		this.#repeatedAt = now;
		this.#publish(this.#presences.renewLocal());
	}

	tick(now: number): void {
		this.#stirHere(this.#presences.forgetSilentNodes(now));
		for (const [id, at] of this.#toldAt) {
			if (now - at > this.#parts.limits.presencePaceMs) this.#toldAt.delete(id);
		}
		const isDue = now - this.#repeatedAt > this.#parts.limits.presenceRepeatMs;
		if (isDue && this.#sessions.size > 0) this.repeat(now);
	}

	/** Something leaves for everybody at the end of this turn: what is to be told goes with it. */
	tellWithThis(): void {
		this.#parts.turn.flushesPresence(this);
	}

	flush(): void {
		if (this.#telling) clearTimeout(this.#telling);
		this.#telling = null;
		if (this.#stirred.size === 0) return;
		const ids = this.#due(performance.now());
		const entries = this.#presences.encode(ids);
		if (!entries) return;
		const news = ids.filter((id) => this.#unpublished.delete(id));
		this.#publish(news.length === ids.length ? entries : this.#presences.encode(news));
		const frame = frames.presence(entries);
		for (const session of this.#sessions) {
			const own = this.#presences.ownOf(session);
			if (own === undefined || !ids.includes(own)) {
				session.sendIfQuick(frame);
				continue;
			}
			const others = this.#presences.encode(ids.filter((id) => id !== own));
			if (others) session.sendIfQuick(frames.presence(others));
		}
	}

	/** Takes out those whose time has come, and sees to it that the others' comes. [R25] */
	#due(now: number): number[] {
		const { presencePaceMs } = this.#parts.limits;
		const ids: number[] = [];
		let restMs = Infinity;
		for (const id of this.#stirred) {
			const waitMs = (this.#toldAt.get(id) ?? -Infinity) + presencePaceMs - now;
			if (waitMs > 0) {
				restMs = Math.min(restMs, waitMs);
				continue;
			}
			ids.push(id);
			this.#stirred.delete(id);
			if (this.#unpublished.has(id)) this.#toldAt.set(id, now);
		}
		if (restMs < Infinity) this.#telling ??= setTimeout(() => this.flush(), restMs);
		return ids;
	}

	/** What changed here, which the other nodes have yet to hear. */
	#stir(ids: readonly number[]): void {
		for (const id of ids) this.#unpublished.add(id);
		this.#stirHere(ids);
	}

	#stirHere(ids: readonly number[]): void {
		if (ids.length === 0) return;
		for (const id of ids) this.#stirred.add(id);
		this.#telling ??= setTimeout(() => this.flush(), this.#parts.limits.presenceGatherMs);
	}

	#publish(entries: Uint8Array | null): void {
		const { bus, node } = this.#parts;
		if (!entries) return;
		bus.publish({ type: 'presence', documentId: this.#documentId, node, entries });
	}
}
