import * as Y from 'yjs';
import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import type { Who } from '#lib/wire/presence.ts';
import type { Admitted } from './admission.ts';
import type { Bus } from './bus.ts';
import type { Content } from './content.ts';
import type { Fault } from './gate.ts';
import type { GroupCommit } from './group-commit.ts';
import type { Limits } from './limits.ts';
import { Presences } from './presence.ts';
import { frames, type ClientMessage } from './protocol.ts';
import type { Session } from './session.ts';
import { unreachable } from './unreachable.ts';

export interface RoomParts {
	commits: GroupCommit;
	bus: Bus;
	limits: Limits;
	now: () => Date;
	/** The layout version that this server speaks. */
	layout: number;
	/** Told after every durable write. */
	written: (documentId: string) => void;
	/** Told of a refused frame, for the audit trail and the figures. */
	refused: (documentId: string, session: Session, why: Fault | 'read-only') => void;
}

/** One open document and the sessions in it. */
export class Room {
	readonly documentId: string;
	readonly #content: Content;
	readonly #parts: RoomParts;
	readonly #sessions = new Set<Session>();
	readonly #presences: Presences;
	/** Server edits of one room share one client, so that they do not fill the state vector. */
	readonly #serverClient = new Y.Doc().clientID;
	/** How many updates were taken in, and how many of them are durable. */
	#taken = 0;
	#durable = 0;
	#unsavedBytes = 0;
	/** What is to happen once so many are durable; in that order. */
	#receipts: { at: number; give: () => void }[] = [];
	/** The newest row of our own, or read when the room was opened. */
	head: number;
	emptySince: number;

	constructor(documentId: string, content: Content, head: number, parts: RoomParts) {
		this.documentId = documentId;
		this.#content = content;
		this.head = head;
		this.#parts = parts;
		this.#presences = new Presences(parts.limits, parts.now);
		this.emptySince = performance.now();
	}

	get sessions(): ReadonlySet<Session> {
		return this.#sessions;
	}

	get isSaved(): boolean {
		return this.#durable === this.#taken;
	}

	/** [R10] Our sync request leaves before any answer of ours. */
	enter(session: Session): void {
		this.#sessions.add(session);
		session.send(frames.syncRequest(this.#content.stateVector()));
		const here = this.#presences.encode(null);
		if (here) session.send(frames.presence(here));
	}

	leave(session: Session): void {
		if (!this.#sessions.delete(session)) return;
		session.ended();
		this.#tellPresence(this.#presences.leave(session));
		if (this.#sessions.size === 0) this.emptySince = performance.now();
	}

	receive(session: Session, message: ClientMessage): void {
		switch (message.type) {
			case 'sync-request':
				return this.#sendMissing(session, message.stateVector);
			case 'edit':
				return session.access === 'read'
					? this.#readerSent(session, message)
					: this.#writerSent(session, message);
			case 'presence':
				return this.#hear(session, message.update);
			case 'presence-request': {
				const here = this.#presences.encode(null, session);
				return here ? session.sendIfQuick(frames.presence(here)) : undefined;
			}
			case 'fence':
				return this.#fence(session, message.number);
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
		if (!this.isSaved) await new Promise<void>((resolve) => this.#afterSaving(resolve));
	}

	read(): Y.Doc {
		return this.#content.read();
	}

	present(): Who[] {
		return this.#presences.present();
	}

	/** What another node took in, or what was found in the rows: it is saved already, or will be there. */
	hearNode(update: Uint8Array): void {
		const verdict = this.#content.learn(update);
		if (verdict.is !== 'new') return;
		this.#tell(frames.update(verdict.update), null);
		this.#retryWaiting();
	}

	/** News goes to those who said hello: a stock client would log an error. */
	news(payload: string): void {
		const frame = frames.news(payload);
		for (const session of this.#sessions) if (session.saidHello) session.send(frame);
	}

	/** [R13] Admission was asked again: the session goes on with today's rights, or ends. */
	readmitted(session: Session, admitted: Admitted): void {
		if (!session.isOpen) return;
		if (!admitted.ok) {
			const code = admitted.code === closeCodes.notFound ? closeCodes.notAllowed : admitted.code;
			return this.shut(session, code, 'revoked');
		}
		const changed = admitted.access !== session.access;
		session.regrant(admitted);
		if (changed && session.saidHello)
			session.send(frames.hello(this.#parts.layout, session.access));
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
		for (const session of this.#sessions) {
			session.tick(now);
			const oldest = session.waiting[0];
			if (session.answered && oldest && now - oldest.since > this.#parts.limits.waitingMs) {
				this.shut(session, closeCodes.outOfOrder, 'order');
			}
		}
	}

	/** [R11] What the other lacks, and last of all an answer: a stock client calls itself synced at it. */
	#sendMissing(session: Session, stateVector: Uint8Array): void {
		const missing = this.#content.missing(stateVector);
		if (!missing) return this.#refuse(session, 'frame');
		for (const update of missing) session.send(frames.update(update));
		session.send(frames.syncDone);
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
		this.#take(session, update);
		if (!answer || session.answered) return;
		session.answered = true;
		// What waited until now had its time to be explained by the answer; from here the clock runs.
		const now = performance.now();
		session.waiting = session.waiting.map((one) => ({ ...one, since: now }));
	}

	#take(session: Session, update: Uint8Array): void {
		if (this.#unsavedBytes + update.byteLength > this.#parts.limits.unsavedBytes) {
			return this.shut(session, closeCodes.cannotSave, 'unsaved');
		}
		const verdict = this.#content.take(update);
		switch (verdict.is) {
			case 'known':
				return;
			case 'new':
				this.#pass(verdict.update, session.granted.who.key, session);
				return this.#retryWaiting();
			case 'waits':
				return this.#wait(session, update);
			case 'refused':
				return this.#refuse(session, verdict.fault);
			default:
				return unreachable(verdict);
		}
	}

	#wait(session: Session, update: Uint8Array): void {
		const bytes = session.waiting.reduce((sum, one) => sum + one.update.byteLength, 0);
		if (bytes + update.byteLength > this.#parts.limits.waitingBytes) {
			return this.shut(session, closeCodes.outOfOrder, 'order');
		}
		session.waiting.push({ update, since: performance.now() });
	}

	/** Something new came: what waited may have waited for it, whosever it is. */
	#retryWaiting(): void {
		for (let again = true; again;) {
			again = false;
			for (const update of this.#content.explain()) this.#tell(frames.update(update), null);
			for (const session of this.#sessions) {
				const waiting = session.waiting;
				session.waiting = [];
				for (const one of waiting) {
					const verdict = session.isOpen
						? this.#content.take(one.update)
						: { is: 'known' as const };
					if (verdict.is === 'waits') session.waiting.push(one);
					if (verdict.is === 'refused') this.#refuse(session, verdict.fault);
					if (verdict.is !== 'new') continue;
					this.#pass(verdict.update, session.granted.who.key, session);
					again = true;
				}
				for (const number of session.heldFences.splice(0)) this.#fence(session, number);
			}
		}
	}

	#serverTakes(update: Uint8Array, by: string): void {
		const verdict = this.#content.take(update);
		if (verdict.is === 'new') this.#pass(verdict.update, by, null);
		else if (verdict.is !== 'known') throw new Error(`the server's own edit was ${verdict.is}`);
	}

	/**
	 * Others are told at once; the receipt waits for the log. If we crash in between, whoever saw it
	 * brings it back when the line is up again, so telling early can lose nothing. [R6]
	 */
	#pass(update: Uint8Array, by: string, sender: Session | null): void {
		this.#tell(frames.update(update), sender);
		this.#parts.bus.publish({ type: 'update', documentId: this.documentId, update });
		this.#taken += 1;
		this.#unsavedBytes += update.byteLength;
		this.#parts.commits.add({ documentId: this.documentId, update, by }, (seq) => {
			this.#durable += 1;
			this.#unsavedBytes -= update.byteLength;
			this.head = Math.max(this.head, seq);
			while (this.#receipts[0] && this.#receipts[0].at <= this.#durable)
				this.#receipts.shift()?.give();
			this.#parts.written(this.documentId);
		});
	}

	/** [R5] Everything before the fence, of whoever: an update may have come by another way first. */
	#fence(session: Session, number: number): void {
		if (session.waiting.length > 0) return void session.heldFences.push(number);
		if (this.isSaved) session.send(frames.fence(number));
		else this.#afterSaving(() => session.send(frames.fence(number)));
	}

	#afterSaving(give: () => void): void {
		this.#receipts.push({ at: this.#taken, give });
	}

	#hear(session: Session, update: Uint8Array): void {
		const heard = this.#presences.hear(session, session.granted.who, update);
		if (heard.is === 'refused') return this.#refuse(session, heard.fault);
		this.#tellPresence(heard.changed, session);
	}

	#tellPresence(ids: number[], sender?: Session): void {
		const entries = ids.length > 0 ? this.#presences.encode(ids) : null;
		if (!entries) return;
		const frame = frames.presence(entries);
		for (const session of this.#sessions) if (session !== sender) session.sendIfQuick(frame);
	}

	#tell(frame: Uint8Array, sender: Session | null): void {
		for (const session of this.#sessions) if (session !== sender) session.send(frame);
	}

	#refuse(session: Session, fault: Fault): void {
		this.#parts.refused(this.documentId, session, fault);
		const code = fault === 'too-large' ? closeCodes.tooLarge : closeCodes.badFrame;
		this.shut(session, code, fault);
	}
}
