import * as Y from 'yjs';
import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import type { Bus } from './bus.ts';
import type { Content, Taken } from './content.ts';
import type { Figures } from './figures.ts';
import type { Fault } from './gate.ts';
import type { GroupCommit } from './group-commit.ts';
import type { Limits } from './limits.ts';
import { frames, type ClientMessage } from './protocol.ts';
import { RoomPresence } from './room-presence.ts';
import { Saving } from './saving.ts';
import type { Session } from './session.ts';
import type { Turn } from './turn.ts';
import { unreachable } from './unreachable.ts';

export interface RoomParts {
	commits: GroupCommit;
	bus: Bus;
	limits: Limits;
	figures: Figures;
	turn: Turn;
	now: () => Date;
	/** This process among the nodes. */
	node: string;
	/** The layout version that this server speaks. */
	layout: number;
	quiet: boolean;
	/** Told after every durable write. */
	written: (documentId: string, seq: number) => void;
	/** Told of a refused frame, for the audit trail. */
	refused: (documentId: string, session: Session, why: Fault | 'read-only') => void;
}

/** One open document and the sessions in it. */
export class Room {
	readonly documentId: string;
	readonly presence: RoomPresence;
	readonly #content: Content;
	readonly #parts: RoomParts;
	readonly #saving: Saving;
	readonly #sessions = new Set<Session>();
	readonly #openedAt = performance.now();
	/** Server edits of one room share one client, so that they do not fill the state vector. */
	readonly #serverClient = new Y.Doc().clientID;
	emptySince = performance.now();
	/** Updates and bytes since the log was last folded. */
	unfolded: { updates: number; bytes: number };

	constructor(documentId: string, content: Content, parts: RoomParts) {
		this.documentId = documentId;
		this.#content = content;
		this.#parts = parts;
		this.unfolded = { updates: content.pieces, bytes: 0 };
		this.presence = new RoomPresence(documentId, this.#sessions, parts);
		this.#saving = new Saving(parts.commits, parts.figures, (seq) =>
			parts.written(documentId, seq)
		);
	}

	get sessions(): ReadonlySet<Session> {
		return this.#sessions;
	}

	get isSaved(): boolean {
		return this.#saving.isDone;
	}

	/** [R10] Our sync request leaves before any answer of ours. */
	enter(session: Session): void {
		this.#sessions.add(session);
		session.send(frames.syncRequest(this.#content.stateVector()));
		this.presence.enter(session);
	}

	leave(session: Session): void {
		if (!this.#sessions.delete(session)) return;
		session.ended();
		if (session.closedWith !== null) this.#parts.figures.closed(session.closedWith);
		this.presence.leave(session);
		if (this.#sessions.size === 0) this.emptySince = performance.now();
	}

	receive(session: Session, message: ClientMessage): void {
		switch (message.type) {
			case 'sync-request':
				return this.#sendMissing(session, message.stateVector);
			case 'edit':
				if (session.access === 'read') return this.#readerSent(session, message);
				if (session.answered) session.wroteAt = performance.now();
				return this.#writerSent(session, message);
			case 'presence':
				return this.#hear(session, message.update);
			case 'presence-request':
				return this.presence.sendAll(session);
			case 'fence':
				if (!session.mayAskForReceipt()) return this.shut(session, closeCodes.tooFast, 'rate');
				return this.#fence(session, message.number, performance.now());
			case 'hello':
				session.saidHello = true;
				return session.send(frames.hello(this.#parts.layout, session.access));
			default:
				return unreachable(message);
		}
	}

	/** An edit by the server itself. Resolves when it is durable. */
	async edit(by: string, change: (doc: Y.Doc) => void): Promise<void> {
		const doc = this.#content.read();
		doc.clientID = this.#serverClient;
		let update: Uint8Array | null = null;
		doc.on('update', (bytes: Uint8Array) => {
			update = bytes;
		});
		doc.transact(() => change(doc));
		doc.destroy();
		if (update) this.#serverTakes(update, by);
		await this.saved();
	}

	/** Resolves once everything taken in so far is durable. */
	async saved(): Promise<void> {
		await new Promise<void>((resolve) => this.#saving.then(resolve));
	}

	/** What it holds, for whoever keeps that short. */
	get held(): Pick<Content, 'isLong' | 'condense' | 'condenseWith'> {
		return this.#content;
	}

	read(): Y.Doc {
		return this.#content.read();
	}

	/** What another node took in, or was found in the log: it is saved, and met the gate. */
	hearUpdate(update: Uint8Array, from: 'log' | 'bus'): void {
		const news = this.#content.learn(update, from);
		for (const frame of news) this.#tell(frame, null);
		if (news.length > 0) this.#retryWaiting();
	}

	/** News goes to those who said hello: a stock client would log an error. [R12] */
	news(payload: string): void {
		const frame = frames.news(payload);
		for (const session of this.#sessions) if (session.saidHello) session.send(frame);
	}

	/** Closes one socket; nobody else notices but that somebody left. */
	shut(session: Session, code: CloseCode, reason: string): void {
		session.close(code, reason);
		this.leave(session);
	}

	shutAll(code: CloseCode, reason: string): void {
		for (const session of [...this.#sessions]) this.shut(session, code, reason);
	}

	tick(now: number): void {
		const { waitingMs } = this.#parts.limits;
		for (const session of this.#sessions) {
			session.tick(now);
			const oldest = session.waiting[0];
			if (session.answered && oldest && now - oldest.since > waitingMs) {
				this.shut(session, closeCodes.outOfOrder, 'order');
			}
		}
		this.presence.tick(now);
	}

	/** [R11] What the other lacks, and last of all an answer: a stock client calls itself synced at it. */
	#sendMissing(session: Session, stateVector: Uint8Array): void {
		if (!session.mayAskForSync(performance.now())) {
			return this.shut(session, closeCodes.tooFast, 'rate');
		}
		const missing = this.#content.missing(stateVector);
		if (!missing) return this.#refuse(session, 'frame');
		session.answer([...missing, frames.syncDone]);
	}

	/** [R4] */
	#readerSent(session: Session, { update, answer }: { update: Uint8Array; answer: boolean }): void {
		const first = answer && !session.answered;
		if (answer) session.answered = true;
		if (first || !this.#content.adds(update)) return;
		this.#parts.refused(this.documentId, session, 'read-only');
		this.shut(session, closeCodes.notAllowed, 'read-only');
	}

	#writerSent(session: Session, { update, answer }: { update: Uint8Array; answer: boolean }): void {
		const now = performance.now();
		const first = answer && !session.answered;
		const isYoung = now - this.#openedAt < this.#parts.limits.bringBackMs;
		this.#take(session, update, first && isYoung);
		if (!first) return;
		session.answered = true;
		// What waited until now had its time to be explained by the answer; from here the clock runs.
		session.waiting = session.waiting.map((one) => ({ ...one, since: now }));
	}

	#take(session: Session, update: Uint8Array, bringsBack: boolean): void {
		if (!this.#saving.hasPlaceFor(update, this.#parts.limits)) {
			return this.shut(session, closeCodes.cannotSave, 'unsaved');
		}
		switch (this.#offer(session, update, bringsBack)) {
			case 'new':
				return this.#retryWaiting();
			case 'waits':
				if (session.holds(update, performance.now())) return;
				return this.shut(session, closeCodes.outOfOrder, 'order');
		}
	}

	/** Weighs a session's update; takes it in and passes it on, or closes the session, or neither. */
	#offer(session: Session, update: Uint8Array, bringsBack: boolean): 'new' | 'waits' | 'done' {
		const by = session.granted.who.key;
		const newClients = session.newClients(performance.now());
		const verdict = this.#content.take(update, { by, bringsBack, newClients });
		switch (verdict.is) {
			case 'new':
				session.newClients(performance.now(), verdict.claims.length);
				this.#pass(verdict, by, session);
				return 'new';
			case 'refused':
				this.#refuse(session, verdict.fault);
				return 'done';
			case 'waits':
				return 'waits';
			case 'known':
				return 'done';
			default:
				return unreachable(verdict);
		}
	}

	/** Something new came: what waited may have waited for it, whosever it is. */
	#retryWaiting(): void {
		for (let again = true; again;) {
			again = false;
			for (const frame of this.#content.explain()) this.#tell(frame, null);
			for (const session of this.#sessions) {
				if (session.waiting.length === 0 && session.heldFences.length === 0) continue;
				for (const one of session.waiting.splice(0)) {
					const outcome = session.isOpen ? this.#offer(session, one.update, false) : 'done';
					if (outcome === 'waits') session.waiting.push(one);
					if (outcome === 'new') again = true;
				}
				for (const { number, since } of session.heldFences.splice(0)) {
					this.#fence(session, number, since);
				}
			}
		}
	}

	#serverTakes(update: Uint8Array, by: string): void {
		const verdict = this.#content.take(update, { by: 'server', bringsBack: false, newClients: 1 });
		if (verdict.is === 'new') this.#pass({ ...verdict, claims: [] }, by, null);
		else if (verdict.is !== 'known') throw new Error(`the server's own edit was ${verdict.is}`);
	}

	/**
	 * Others are told at once; the receipt waits for the log. If we crash in between, whoever saw it
	 * brings it back when the line is up again, so telling early can lose nothing. [R6]
	 */
	#pass({ update, frame, claims }: Taken, by: string, sender: Session | null): void {
		const { documentId } = this;
		this.#tell(frame, sender);
		this.#parts.bus.publish({ type: 'update', documentId, update });
		this.#parts.figures.updates += 1;
		this.unfolded.updates += 1;
		this.unfolded.bytes += update.byteLength;
		this.#saving.add({ documentId, update, by, claims });
	}

	/** [R5] Everything before the fence, of whoever: an update may have come by another way first. */
	#fence(session: Session, number: number, since: number): void {
		if (session.waiting.length > 0) return void session.heldFences.push({ number, since });
		this.#saving.then(() => {
			session.gives(frames.fence(number));
			this.#parts.figures.receiptMs.record(performance.now() - since);
		});
	}

	#hear(session: Session, update: Uint8Array): void {
		const { key } = session.granted.who;
		const isForeign = (client: number) => this.#content.owners.isForeign(client, key);
		const heard = this.presence.hear(session, update, isForeign);
		if (heard.is === 'refused') this.#refuse(session, heard.fault);
	}

	#tell(frame: Uint8Array, sender: Session | null): void {
		this.presence.tellWithThis();
		for (const session of this.#sessions) if (session !== sender) session.send(frame);
	}

	#refuse(session: Session, fault: Fault): void {
		this.#parts.refused(this.documentId, session, fault);
		const code = fault === 'too-large' ? closeCodes.tooLarge : closeCodes.badFrame;
		this.shut(session, code, fault);
	}
}
