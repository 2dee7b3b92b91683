import { randomUUID } from 'node:crypto';
import type * as Y from 'yjs';
import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import type { Who } from '#lib/wire/presence.ts';
import type { Granted } from './admission.ts';
import type { Bus, Match } from './bus.ts';
import { Content } from './content.ts';
import { Figures } from './figures.ts';
import type { Folder } from './folder.ts';
import { Folding } from './folding.ts';
import type { DocumentRules, Fault } from './gate.ts';
import { GroupCommit } from './group-commit.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { Listeners } from './listeners.ts';
import { Nodes } from './nodes.ts';
import { decodeMessage } from './protocol.ts';
import { Rights } from './rights.ts';
import { Room } from './room.ts';
import { Session, type Line, type Visit } from './session.ts';
import { Turn } from './turn.ts';
import type { UpdateLog } from './update-log.ts';
import { awakeIn, socketsIn } from './sign-ins.ts';
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
	/** Makes documents whole; it ends with the rooms. */
	folder?: Folder;
	/** Something for the operator: ids, codes and words only. */
	noted?: (event: string, fields: Record<string, string | number>) => void;
}

/** A frame that was refused: who sent it, and why it could not be let in. */
export interface Refusal {
	documentId: string;
	who: Who;
	session: string;
	why: Fault | 'read-only';
}

/** Which rooms are open. A document is opened once, however many ask for it at the same time. [R3] */
export class Rooms {
	readonly limits: Limits;
	readonly layout: number;
	readonly figures = new Figures();
	readonly #parts: RoomsParts;
	readonly #node = randomUUID();
	readonly #turn = new Turn();
	readonly #commits: GroupCommit;
	readonly #opening = new Map<string, Promise<Room>>();
	readonly #open = new Map<string, Room>();
	readonly #rights: Rights;
	readonly #nodes: Nodes;
	readonly #folding: Folding;
	readonly #written: Listeners<string>;
	readonly #refused: Listeners<Refusal>;
	readonly #ticking: NodeJS.Timeout;
	/** Whether this node is stopping and takes nobody in any more. */
	isDraining = false;

	constructor(parts: RoomsParts) {
		this.#parts = parts;
		this.layout = parts.layout;
		this.limits = { ...defaultLimits, ...parts.limits };
		const note = (event: string) => (error: unknown) => this.#note(event, error);
		this.#written = new Listeners(note('listener-failed'));
		this.#refused = new Listeners(note('listener-failed'));
		this.#commits = new GroupCommit(parts.log, {
			failed: (error) => {
				this.figures.logFailures += 1;
				this.#note('log-failed', error);
			}
		});
		this.#rights = new Rights(this.#open, this, note('readmit-failed'));
		this.#nodes = new Nodes({
			...parts,
			limits: this.limits,
			rooms: this.#open,
			rights: this.#rights,
			failed: note('follow-failed')
		});
		this.#folding = new Folding({
			...parts,
			limits: this.limits,
			note: (event, error, fields) => this.#note(event, error, fields)
		});
		this.#ticking = setInterval(() => this.#tick(performance.now()), 1_000);
		this.#ticking.unref();
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
		} catch (error) {
			this.#note('open-failed', error, { document: documentId });
			throw error;
		} finally {
			this.#opening.delete(documentId);
		}
	}

	/** One socket, admitted, enters an open room. `askedAt`: the rights' version at its admission. */
	enter(room: Room, line: Line, granted: Granted, askedAt: number): Visit {
		const session = new Session(line, granted, this.limits, performance.now(), this.#turn);
		room.enter(session);
		if (askedAt !== this.#rights.version) void this.#rights.ask(room, session);
		return {
			frame: (bytes) => this.#frame(room, session, bytes),
			pong: () => session.answeredPing(performance.now()),
			ended: () => room.leave(session)
		};
	}

	get rightsVersion(): number {
		return this.#rights.version;
	}

	/** The server itself edits. Resolves when the edit is durable; everybody in the room sees it at once. */
	async edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void> {
		await (await this.open(documentId)).edit(by, change);
	}

	/** Nobody who comes now, on whichever node, is sent what was deleted. [R48] */
	condense(documentId: string): void {
		this.#parts.bus.publish({ type: 'condense', documentId });
		this.#open.get(documentId)?.held.condense();
	}

	/** A copy of the document as it is now. */
	async read(documentId: string): Promise<Y.Doc> {
		return (await this.open(documentId)).read();
	}

	/** Asks admission again for those whose rights may have changed; on every node, unless only here. */
	async reconsider(match: Match, where: 'everywhere' | 'here' = 'everywhere'): Promise<void> {
		if (where === 'everywhere') this.#parts.bus.publish({ type: 'reconsider', match });
		await this.#rights.reconsider(match);
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
		return this.#written.add(listener);
	}

	/** Hears of every refused frame, for the audit trail. Returns the way out. */
	onRefused(listener: (refusal: Refusal) => void): () => void {
		return this.#refused.add(listener);
	}

	present(documentId: string): Who[] {
		return this.#open.get(documentId)?.presence.present() ?? [];
	}

	stats() {
		const { refusals, closes, commitMs, receiptMs, updates, logFailures } = this.figures;
		return {
			rooms: this.#open.size,
			sockets: this.sockets,
			unsavedBytes: this.#commits.bytes,
			updates,
			logFailures,
			refusals: { ...refusals },
			closes: { ...closes },
			commitMs: commitMs.read(),
			receiptMs: receiptMs.read()
		};
	}

	/** How many sockets are open on this node. */
	get sockets(): number {
		let sockets = 0;
		for (const room of this.#open.values()) sockets += room.sessions.size;
		return sockets;
	}

	/** The sign-ins that wrote within `withinMs`, or have a document open that `counts`. [R46] */
	awake(withinMs: number, counts: (documentId: string) => boolean): Set<string> {
		return awakeIn(this.#open.values(), withinMs, counts);
	}

	/** How many sockets one sign-in has open on this node. */
	socketsOf(session: string): number {
		return socketsIn(this.#open.values(), session);
	}

	/** Saves what was taken in, gives the receipts, and sends everybody away to come back. [R42] */
	async close(): Promise<void> {
		this.isDraining = true;
		clearInterval(this.#ticking);
		this.#nodes.stop();
		await within(this.limits.closeMs, this.#commits.idle()).catch(() => this.#commits.giveUp());
		for (const room of this.#open.values()) room.shutAll(closeCodes.goingAway, 'restart');
		this.#open.clear();
		await this.#folding.close();
	}

	async #load(documentId: string): Promise<Room> {
		const { log, rules } = this.#parts;
		const { horizon } = this.#nodes;
		const [stored, allowed] = await within(
			this.limits.openMs,
			Promise.all([log.read(documentId), rules(documentId)])
		);
		const content = new Content(stored, allowed, this.limits);
		for (const { seq } of stored.rows) this.#nodes.saw(seq);
		if (content.damaged.length > 0) {
			this.#note('rows-damaged', null, { document: documentId, rows: content.damaged.length });
			await log.quarantine(content.damaged);
		}
		const room = new Room(documentId, content, {
			...this.#parts,
			commits: this.#commits,
			limits: this.limits,
			figures: this.figures,
			turn: this.#turn,
			node: this.#node,
			quiet: allowed.quiet === true,
			written: (id, seq) => {
				this.#nodes.saw(seq);
				this.#written.tell(id);
			},
			refused: (id, session, why) => this.#tellRefused(id, session, why)
		});
		this.#open.set(documentId, room);
		this.#nodes.opened(documentId, horizon);
		return room;
	}

	#tellRefused(documentId: string, session: Session, why: Fault | 'read-only'): void {
		this.figures.refused(why);
		const { who, session: signIn } = session.granted;
		this.#refused.tell({ documentId, who, session: signIn, why });
	}

	/** The one place that guards decoding and handling: whatever bytes do, only their socket falls. [R2] */
	#frame(room: Room, session: Session, bytes: Uint8Array | null): void {
		if (!session.isOpen || this.isDraining) return;
		session.heard(performance.now());
		try {
			const message = bytes && decodeMessage(bytes);
			if (message) return room.receive(session, message);
			this.#tellRefused(room.documentId, session, 'frame');
			room.shut(session, closeCodes.badFrame, 'frame');
		} catch (error) {
			this.#note('frame-failed', error, { document: room.documentId });
			room.shut(session, closeCodes.failed, 'failed');
		}
	}

	#tick(now: number): void {
		this.#nodes.tick(now);
		void this.#folding.condense(this.#open.values());
		for (const room of this.#open.values()) {
			room.tick(now);
			const isIdle = room.sessions.size === 0 && now - room.emptySince > this.limits.roomIdleMs;
			if (!this.#folding.begins(room) && isIdle && room.isSaved) this.#open.delete(room.documentId);
		}
	}

	#note(event: string, error: unknown, fields: Record<string, string | number> = {}): void {
		const fault = error instanceof Error ? { fault: error.name } : {};
		this.#parts.noted?.(event, { ...fields, ...fault });
	}
}

export function createRooms(parts: RoomsParts): Rooms {
	return new Rooms(parts);
}

export type RoomsStats = ReturnType<Rooms['stats']>;
