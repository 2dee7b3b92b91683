import type { Bus, BusMessage } from './bus.ts';
import type { Limits } from './limits.ts';
import { Ranges } from './ranges.ts';
import type { Rights } from './rights.ts';
import type { Room } from './room.ts';
import type { UpdateLog } from './update-log.ts';
import { unreachable } from './unreachable.ts';

interface Parts {
	bus: Bus;
	log: UpdateLog;
	limits: Limits;
	rooms: ReadonlyMap<string, Room>;
	rights: Rights;
	failed: (error: unknown) => void;
}

/**
 * How rooms of one document on several nodes stay one. The bus is quick and may lose things; the log
 * is the truth, so it is asked every now and then what others wrote. Numbers in the log are given
 * before the commit, so a row that comes late can have a lower one than others already seen: only the
 * log knows up to where nothing can come any more. [R43] [R44]
 */
export class Nodes {
	readonly #parts: Parts;
	readonly #stopListening: () => void;
	/** Everything at or below this is known; above it, what is in `seen`. */
	#horizon = 0;
	readonly #seen = new Ranges();
	/** Documents of which rows may have been passed by. */
	readonly #missed = new Set<string>();
	#lookedAt = 0;
	#looking = false;

	constructor(parts: Parts) {
		this.#parts = parts;
		this.#stopListening = parts.bus.listen((message) => this.#hear(message));
	}

	get horizon(): number {
		return this.#horizon;
	}

	/** A document was read when the horizon lay there. If it moved before the room was open, rows may be missing. */
	opened(documentId: string, horizon: number): void {
		if (horizon !== this.#horizon) this.#missed.add(documentId);
	}

	/** A row that this node wrote or read itself. */
	saw(seq: number): void {
		if (seq > this.#horizon) this.#seen.add(seq, seq + 1);
	}

	tick(now: number): void {
		if (this.#looking || now - this.#lookedAt < this.#parts.limits.freshMs) return;
		this.#lookedAt = now;
		if (this.#parts.rooms.size === 0) return;
		this.#looking = true;
		void this.look()
			.catch(this.#parts.failed)
			.finally(() => (this.#looking = false));
	}

	/** Reads what others wrote to the documents that are open here. */
	async look(): Promise<void> {
		const { log, rooms } = this.#parts;
		const asked = new Set(rooms.keys());
		const fresh = await log.fresh([...asked], this.#horizon, [...this.#seen]);
		for (const { documentId, seq, update } of fresh.rows) {
			const room = rooms.get(documentId);
			if (!room) continue; // whoever opens it again reads it then
			this.saw(seq);
			room.hearUpdate(update, 'log');
		}
		for (const documentId of new Set([...fresh.folded, ...this.#missed])) {
			await this.#reread(documentId);
		}
		if (fresh.settled <= this.#horizon) return;
		for (const documentId of rooms.keys()) if (!asked.has(documentId)) this.#missed.add(documentId);
		this.#horizon = fresh.settled;
		this.#seen.dropBelow(this.#horizon + 1);
	}

	stop(): void {
		this.#stopListening();
	}

	async #reread(documentId: string): Promise<void> {
		const { log, rooms } = this.#parts;
		const stored = await log.read(documentId);
		this.#missed.delete(documentId);
		const room = rooms.get(documentId);
		if (!room) return;
		if (stored.snapshot) room.hearUpdate(stored.snapshot, 'log');
		for (const { update } of stored.rows) room.hearUpdate(update, 'log');
	}

	/** Another node may be of another version, and the bus is not ours alone: nothing it says may throw. */
	#hear(message: BusMessage): void {
		try {
			this.#obey(message);
		} catch (error) {
			this.#parts.failed(error);
		}
	}

	#obey(message: BusMessage): void {
		if (message.type === 'reconsider') {
			return void this.#parts.rights.reconsider(message.match).catch(this.#parts.failed);
		}
		const room = this.#parts.rooms.get(message.documentId);
		if (!room) return;
		switch (message.type) {
			case 'update':
				return room.hearUpdate(message.update, 'bus');
			case 'presence':
				return room.presence.hearNode(message.node, message.entries);
			case 'presence-request':
				return room.presence.repeat(performance.now());
			case 'news':
				return room.news(message.payload);
			case 'condense':
				return room.held.condense();
			case 'close':
				return room.shutAll(message.code, 'closed');
			default:
				return unreachable(message);
		}
	}
}
