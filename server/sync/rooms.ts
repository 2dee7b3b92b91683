import type * as Y from 'yjs';
import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import type { Who } from '#lib/wire/presence.ts';
import type { Granted } from './admission.ts';
import type { Bus, BusMessage, Match } from './bus.ts';
import { Content } from './content.ts';
import type { DocumentRules, Fault } from './gate.ts';
import { GroupCommit } from './group-commit.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { decodeMessage } from './protocol.ts';
import { Room, type RoomParts } from './room.ts';
import { Session, type Line } from './session.ts';
import type { UpdateLog } from './update-log.ts';
import { unreachable } from './unreachable.ts';
import { within } from './within.ts';

export interface RoomsParts {
	log: UpdateLog;
	bus: Bus;
	now: () => Date;
	/** What a document may hold, by its id. Asked once, when it is opened. */
	rules: (documentId: string) => Promise<DocumentRules>;
	/** The layout version that this server speaks. */
	layout: number;
	limits?: Partial<Limits>;
	/** Something for the operator: ids, codes and words only. */
	noted?: (event: string, fields: Record<string, string | number>) => void;
}

export interface Refusal {
	documentId: string;
	who: Who;
	session: string;
	why: Fault | 'read-only';
}

/** Which rooms are open. A document is opened once, however many ask for it at the same time. */
export class Rooms {
	readonly limits: Limits;
	readonly layout: number;
	readonly #parts: RoomsParts;
	readonly #commits: GroupCommit;
	readonly #opening = new Map<string, Promise<Room>>();
	readonly #open = new Map<string, Room>();
	readonly #writtenListeners = new Set<(documentId: string) => void>();
	readonly #refusedListeners = new Set<(refusal: Refusal) => void>();
	readonly #refusals: Record<string, number> = {};
	readonly #ticking: NodeJS.Timeout;
	readonly #stopListening: () => void;
	#draining = false;
	/** Rises whenever rights may have changed, so that an admission under way can be asked again. */
	#reconsidered = 0;

	constructor(parts: RoomsParts) {
		this.#parts = parts;
		this.layout = parts.layout;
		this.limits = { ...defaultLimits, ...parts.limits };
		this.#commits = new GroupCommit(parts.log, {
			failed: (error) => this.#note('log-failed', { fault: nameOf(error) })
		});
		this.#ticking = setInterval(() => this.#tick(), 1_000);
		this.#ticking.unref();
		this.#stopListening = parts.bus.listen((message) => this.#hearNode(message));
	}

	/** Opens a document's room, or finds it open. Rejects when the log cannot be read. */
	async open(documentId: string): Promise<Room> {
		const room = this.#open.get(documentId);
		if (room) {
			room.emptySince = performance.now(); // somebody is on the way in
			return room;
		}
		const opening = this.#opening.get(documentId) ?? this.#load(documentId);
		this.#opening.set(documentId, opening);
		try {
			return await opening;
		} finally {
			this.#opening.delete(documentId);
		}
	}

	/** One socket, admitted, enters an open room. Returns what to do with its frames and its end. */
	enter(room: Room, line: Line, granted: Granted, askedAt: number): Visit {
		const session = new Session(line, granted, this.limits, performance.now());
		room.enter(session);
		if (askedAt !== this.#reconsidered) void this.#readmit(room, session);
		return {
			frame: (bytes) => this.#frame(room, session, bytes),
			pong: () => session.answeredPing(performance.now()),
			ended: () => room.leave(session)
		};
	}

	/** Which state of rights an admission that starts now will see; given to `enter`. */
	get rightsVersion(): number {
		return this.#reconsidered;
	}

	/** Whether new sockets may come in. */
	get isDraining(): boolean {
		return this.#draining;
	}

	/** The server itself edits. Resolves when the edit is durable; everybody in the room sees it at once. */
	async edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void> {
		await (await this.open(documentId)).edit(by, change);
	}

	/** A copy of the document as it is now. */
	async read(documentId: string): Promise<Y.Doc> {
		return (await this.open(documentId)).read();
	}

	/** Asks admission again for those whose rights may have changed; on every node. [R13] */
	async reconsider(match: Match): Promise<void> {
		this.#parts.bus.publish({ type: 'reconsider', match });
		await this.#reconsiderHere(match);
	}

	/** Tells everybody in the document, on every node, that something beside it has changed. */
	news(documentId: string, payload: object): void {
		const text = JSON.stringify(payload);
		this.#parts.bus.publish({ type: 'news', documentId, payload: text });
		this.#open.get(documentId)?.news(text);
	}

	/** Sends everybody away, on every node, and resolves when what they wrote is durable. */
	async closeDocument(documentId: string, code: CloseCode): Promise<void> {
		this.#parts.bus.publish({ type: 'close', documentId, code });
		const room = this.#open.get(documentId) ?? (await this.#opening.get(documentId));
		room?.shutAll(code, 'closed');
		await room?.saved();
	}

	/** Hears of every durable write, for what is drawn from the documents. Returns the way out. */
	onWritten(listener: (documentId: string) => void): () => void {
		this.#writtenListeners.add(listener);
		return () => this.#writtenListeners.delete(listener);
	}

	/** Hears of every refused frame, for the audit trail. */
	onRefused(listener: (refusal: Refusal) => void): () => void {
		this.#refusedListeners.add(listener);
		return () => this.#refusedListeners.delete(listener);
	}

	present(documentId: string): Who[] {
		return this.#open.get(documentId)?.present() ?? [];
	}

	stats(): RoomsStats {
		const rooms = [...this.#open.values()];
		return {
			rooms: rooms.length,
			sockets: rooms.reduce((sum, room) => sum + room.sessions.size, 0),
			unsavedBytes: this.#commits.bytes,
			refusals: { ...this.#refusals }
		};
	}

	/** How many sockets one sign-in has open on this node. */
	socketsOf(session: string): number {
		let sockets = 0;
		for (const room of this.#open.values()) {
			for (const one of room.sessions) if (one.granted.session === session) sockets += 1;
		}
		return sockets;
	}

	/** Saves what was taken in, gives the receipts, and sends everybody away to come back. [R42] */
	async close(): Promise<void> {
		this.#draining = true;
		clearInterval(this.#ticking);
		this.#stopListening();
		await within(this.limits.closeMs, this.#commits.idle()).catch(() => this.#commits.giveUp());
		for (const room of this.#open.values()) room.shutAll(closeCodes.goingAway, 'restart');
		this.#open.clear();
	}

	async #load(documentId: string): Promise<Room> {
		const { log, rules } = this.#parts;
		const [stored, allowed] = await within(
			this.limits.openMs,
			Promise.all([log.read(documentId), rules(documentId)])
		);
		const content = new Content(stored, allowed, this.limits);
		const head = stored.rows.at(-1)?.seq ?? stored.upto;
		const room = new Room(documentId, content, head, this.#roomParts());
		this.#open.set(documentId, room);
		return room;
	}

	#roomParts(): RoomParts {
		return {
			commits: this.#commits,
			bus: this.#parts.bus,
			limits: this.limits,
			now: this.#parts.now,
			layout: this.layout,
			written: (documentId) => this.#each(this.#writtenListeners, documentId),
			refused: (documentId, session, why) => {
				this.#refusals[why] = (this.#refusals[why] ?? 0) + 1;
				const { who, session: signIn } = session.granted;
				this.#each(this.#refusedListeners, { documentId, who, session: signIn, why });
			}
		};
	}

	/** A listener that throws must silence neither the others nor the room. */
	#each<Told>(listeners: Set<(told: Told) => void>, told: Told): void {
		for (const listener of listeners) {
			try {
				listener(told);
			} catch (error) {
				this.#note('listener-failed', { fault: nameOf(error) });
			}
		}
	}

	/** The one place that guards decoding and handling: whatever bytes do, only their socket falls. [R2] */
	#frame(room: Room, session: Session, bytes: Uint8Array | null): void {
		if (!session.isOpen || this.#draining) return;
		session.heard(performance.now());
		const message = bytes && decodeMessage(bytes);
		try {
			if (message) return room.receive(session, message);
			this.#refusals.frame = (this.#refusals.frame ?? 0) + 1;
			room.shut(session, closeCodes.badFrame, 'frame');
		} catch (error) {
			this.#note('frame-failed', { fault: nameOf(error), document: room.documentId });
			room.shut(session, closeCodes.failed, 'failed');
		}
	}

	async #reconsiderHere(match: Match): Promise<void> {
		this.#reconsidered += 1;
		const asked: Promise<void>[] = [];
		for (const room of this.#open.values()) {
			if (match.documentId !== undefined && match.documentId !== room.documentId) continue;
			for (const session of room.sessions) {
				const { who, session: signIn } = session.granted;
				if (match.person !== undefined && match.person !== who.key) continue;
				if (match.session !== undefined && match.session !== signIn) continue;
				asked.push(this.#readmit(room, session));
			}
		}
		await Promise.all(asked);
	}

	/** No answer in time is not a yes: the client comes back and is asked at the door. [R13] */
	async #readmit(room: Room, session: Session): Promise<void> {
		try {
			room.readmitted(session, await within(this.limits.reconsiderMs, session.granted.readmit()));
		} catch (error) {
			this.#note('readmit-failed', { fault: nameOf(error) });
			room.shut(session, closeCodes.failed, 'failed');
		}
	}

	#hearNode(message: BusMessage): void {
		if (message.type === 'reconsider') return void this.#reconsiderHere(message.match);
		const room = this.#open.get(message.documentId);
		if (!room) return;
		switch (message.type) {
			case 'update':
				return room.hearNode(message.update);
			case 'presence':
				return;
			case 'news':
				return room.news(message.payload);
			case 'close':
				return room.shutAll(message.code, 'closed');
			default:
				return unreachable(message);
		}
	}

	#tick(): void {
		const now = performance.now();
		for (const room of this.#open.values()) {
			room.tick(now);
			const idle = room.sessions.size === 0 && now - room.emptySince > this.limits.roomIdleMs;
			if (idle && room.isSaved) this.#open.delete(room.documentId);
		}
	}

	#note(event: string, fields: Record<string, string | number>): void {
		this.#parts.noted?.(event, fields);
	}
}

export interface Visit {
	/** One binary frame, or null for a text frame, which nobody honest sends. */
	frame(bytes: Uint8Array | null): void;
	pong(): void;
	ended(): void;
}

export interface RoomsStats {
	rooms: number;
	sockets: number;
	unsavedBytes: number;
	/** Frames refused since the start, by reason. */
	refusals: Record<string, number>;
}

export function createRooms(parts: RoomsParts): Rooms {
	return new Rooms(parts);
}

function nameOf(error: unknown): string {
	return error instanceof Error ? error.name : typeof error;
}
