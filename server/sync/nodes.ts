import type { Bus, BusMessage } from './bus.ts';
import type { Limits } from './limits.ts';
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
 * before the commit, so one that comes late can be lower than one already seen: a stretch back is
 * always asked for again. [R43] [R44]
 */
export class Nodes {
	readonly #parts: Parts;
	readonly #stopListening: () => void;
	/** Everything at or below this is known; above it, what is in `seen`. */
	#horizon = 0;
	readonly #seen = new Set<number>();
	/** The log's head as it was at each look back. */
	#heads: { at: number; head: number }[] = [];
	#lookedAt = 0;
	#looking = false;

	constructor(parts: Parts) {
		this.#parts = parts;
		this.#stopListening = parts.bus.listen((message) => this.#hear(message));
	}

	/** A row that this node wrote or read itself. */
	saw(seq: number): void {
		if (seq > this.#horizon) this.#seen.add(seq);
	}

	tick(now: number): void {
		if (this.#looking || now - this.#lookedAt < this.#parts.limits.freshMs) return;
		this.#lookedAt = now;
		if (this.#parts.rooms.size === 0) return;
		this.#looking = true;
		void this.look(now)
			.catch(this.#parts.failed)
			.finally(() => (this.#looking = false));
	}

	/** Reads what others wrote to the documents that are open here. */
	async look(now: number): Promise<void> {
		const { log, rooms, limits } = this.#parts;
		const fresh = await log.fresh([...rooms.keys()], this.#horizon, [...this.#seen]);
		for (const { documentId, seq, update } of fresh.rows) {
			this.saw(seq);
			rooms.get(documentId)?.hearUpdate(update);
		}
		for (const documentId of fresh.folded) {
			const stored = await log.read(documentId);
			if (stored.snapshot) rooms.get(documentId)?.hearUpdate(stored.snapshot);
			for (const { update } of stored.rows) rooms.get(documentId)?.hearUpdate(update);
		}
		this.#heads.push({ at: now, head: fresh.head });
		while (this.#heads[1] && now - this.#heads[1].at >= limits.freshBackMs) this.#heads.shift();
		const oldest = this.#heads[0];
		if (!oldest || now - oldest.at < limits.freshBackMs) return;
		this.#horizon = oldest.head;
		for (const seq of this.#seen) if (seq <= this.#horizon) this.#seen.delete(seq);
	}

	stop(): void {
		this.#stopListening();
	}

	#hear(message: BusMessage): void {
		if (message.type === 'reconsider') return void this.#parts.rights.reconsider(message.match);
		const room = this.#parts.rooms.get(message.documentId);
		if (!room) return;
		switch (message.type) {
			case 'update':
				return room.hearUpdate(message.update);
			case 'presence':
				return room.presence.hearNode(message.node, message.entries);
			case 'presence-request':
				return room.presence.repeat(performance.now());
			case 'news':
				return room.news(message.payload);
			case 'close':
				return room.shutAll(message.code, 'closed');
			default:
				return unreachable(message);
		}
	}
}
