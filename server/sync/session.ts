import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import type { Granted } from './admission.ts';
import { weightOf, type Limits } from './limits.ts';
import { frames } from './protocol.ts';
import { Turn } from './turn.ts';

/** What a session needs of a socket. `upgrade.ts` makes it of ws. */
export interface Line {
	/** Sends these frames, in one write if it can. */
	send(batch: readonly Uint8Array[]): void;
	close(code: CloseCode, reason: string): void;
	terminate(): void;
	ping(): void;
	/** Stops and goes on reading: how a fast sender is slowed down. */
	pause(): void;
	resume(): void;
	/** Bytes handed over that have not left yet. */
	buffered(): number;
}

/** What a socket does with its frames and its end, once it has entered. */
export interface Visit {
	/** One binary frame, or null for a text frame, which nobody honest sends. */
	frame(bytes: Uint8Array | null): void;
	pong(): void;
	ended(): void;
}

type State = { is: 'open' } | { is: 'closed'; code: CloseCode };

/** One socket in one room. */
export class Session {
	readonly #line: Line;
	readonly #limits: Limits;
	readonly #turn: Turn;
	#granted: Granted;
	#state: State = { is: 'open' };
	#outbox: Uint8Array[] = [];
	#outboxBytes = 0;
	/** Of what has not left yet, the answer to a sync request: the reader asked for it, however long it is. */
	#excused = 0;
	#fences = 0;
	#lastSentAt: number;
	#lastHeardAt: number;
	#pingedAt: number;
	#tokens: number;
	#tokensAt: number;
	#paused = false;
	readonly #openedAt: number;
	#heardAnything = false;

	/** The client speaks our additions (hello, fence, news); a stock client must not be sent them. */
	saidHello = false;
	/** When it last wrote; nobody who writes is idle. [R46] */
	wroteAt = Number.NEGATIVE_INFINITY;
	/** Its answer to our sync request has come: from now on it knows what we know. */
	answered = false;
	/** How many Yjs clients it has introduced, and since when they are counted. */
	#introduced = { since: 0, clients: 0 };
	#syncRequests = { since: 0, count: 0 };

	/** Updates that wait for others, oldest first. */
	waiting: { update: Uint8Array; since: number }[] = [];
	/** Fences that came after them. */
	heldFences: { number: number; since: number }[] = [];

	constructor(line: Line, granted: Granted, limits: Limits, now: number, turn = new Turn()) {
		this.#turn = turn;
		this.#line = line;
		this.#granted = granted;
		this.#limits = limits;
		this.#openedAt = now;
		this.#lastSentAt = this.#lastHeardAt = this.#pingedAt = this.#tokensAt = now;
		this.#tokens = limits.messageBurst;
	}

	get access(): 'read' | 'write' {
		return this.#granted.access;
	}

	get granted(): Granted {
		return this.#granted;
	}

	get isOpen(): boolean {
		return this.#state.is === 'open';
	}

	get closedWith(): CloseCode | null {
		return this.#state.is === 'closed' ? this.#state.code : null;
	}

	/** Rights or name are other ones from now on. */
	regrant(granted: Granted): void {
		this.#granted = granted;
	}

	/** Leaves at the end of this turn of the event loop, with whatever else there is. */
	send(frame: Uint8Array): void {
		if (!this.isOpen) return;
		if (this.#outbox.length === 0) this.#turn.flushes(this);
		this.#outbox.push(frame);
		this.#outboxBytes += frame.byteLength;
	}

	/** The answer to a sync request, however long: who asked for it may take it in slowly, but only one. [R31] */
	answer(batch: readonly Uint8Array[]): void {
		const { bufferedSoftBytes, bufferedHardBytes } = this.#limits;
		const before = this.#line.buffered() + this.#outboxBytes;
		if (before > bufferedHardBytes) return this.close(closeCodes.tooSlow, 'slow');
		for (const frame of batch) {
			if (before <= bufferedSoftBytes) this.#excused += frame.byteLength;
			this.send(frame);
		}
	}

	/** For what is worth nothing later: presence. A slow reader does without. [R31] */
	sendIfQuick(frame: Uint8Array): void {
		if (this.#line.buffered() <= this.#limits.bufferedSoftBytes) this.send(frame);
	}

	flush(): void {
		const batch = this.#outbox;
		const bytes = this.#outboxBytes;
		this.#outbox = [];
		this.#outboxBytes = 0;
		if (!this.isOpen || batch.length === 0) return;
		const buffered = this.#line.buffered();
		const excused = Math.min(this.#excused, buffered + bytes);
		if (buffered > 0 && buffered + bytes > this.#limits.bufferedHardBytes + excused) {
			return this.close(closeCodes.tooSlow, 'slow');
		}
		this.#excused = excused;
		this.#line.send(batch);
		this.#lastSentAt = performance.now();
	}

	close(code: CloseCode, reason: string): void {
		if (!this.isOpen) return;
		this.flush();
		if (!this.isOpen) return;
		this.#state = { is: 'closed', code };
		this.waiting = [];
		this.#line.close(code, reason);
	}

	/** The socket is gone, from whichever side. */
	ended(): void {
		if (this.isOpen) this.#state = { is: 'closed', code: closeCodes.goingAway };
		this.#outbox = [];
		this.waiting = [];
	}

	/** Counts one frame. A sender above its rate is not read for a while. [R30] */
	heard(now: number): void {
		this.#heardAnything = true;
		this.#lastHeardAt = now;
		this.#refill(now);
		this.#tokens -= 1;
		if (this.#tokens <= -this.#limits.messageBurst) return this.close(closeCodes.tooFast, 'rate');
		if (this.#tokens < 1 && !this.#paused) {
			this.#paused = true;
			this.#line.pause();
		}
	}

	/** How many Yjs clients it may still introduce; counts those it does. [R54] */
	newClients(now: number, introduced = 0): number {
		const counted = this.#introduced;
		if (now - counted.since > 3_600_000) Object.assign(counted, { since: now, clients: 0 });
		counted.clients += introduced;
		return this.#limits.newClientsPerHour - counted.clients;
	}

	/** Keeps an update that stands on something not here, if there is place for it. [R55] */
	holds(update: Uint8Array, since: number): boolean {
		const held = this.waiting.reduce((sum, one) => sum + weightOf(one.update), 0);
		if (held + weightOf(update) > this.#limits.waitingBytes) return false;
		this.waiting.push({ update, since });
		return true;
	}

	/** Fences that are not answered are kept, so they are counted. [R7] */
	mayAskForReceipt(): boolean {
		return ++this.#fences <= this.#limits.fences;
	}

	/** A receipt. */
	gives(fence: Uint8Array): void {
		this.#fences -= 1;
		this.send(fence);
	}

	/** Three bytes can ask for megabytes, so asking is counted. [R32] */
	mayAskForSync(now: number): boolean {
		const counted = this.#syncRequests;
		if (now - counted.since > 60_000) Object.assign(counted, { since: now, count: 0 });
		return ++counted.count <= this.#limits.syncRequestsPerMinute;
	}

	/** A pong: alive, though saying nothing. */
	answeredPing(now: number): void {
		this.#lastHeardAt = now;
	}

	/** Called about once a second: heartbeats, dead lines, and reading on. [R33] [R34] */
	tick(now: number): void {
		if (!this.isOpen) return;
		const { deadMs, firstFrameMs } = this.#limits;
		if (!this.#heardAnything && now - this.#openedAt > firstFrameMs) return this.#line.terminate();
		this.#refill(now);
		if (this.#paused && this.#tokens >= 1) {
			this.#paused = false;
			this.#line.resume();
		}
		if (!this.#paused && now - this.#lastHeardAt > deadMs) return this.#line.terminate();
		if (now - this.#pingedAt >= this.#limits.pingMs) {
			this.#pingedAt = now;
			this.#line.ping();
		}
		if (now - this.#lastSentAt >= this.#limits.silenceMs) this.send(frames.heartbeat);
	}

	#refill(now: number): void {
		const { messagesPerSecond, messageBurst } = this.#limits;
		const earned = ((now - this.#tokensAt) / 1_000) * messagesPerSecond;
		this.#tokens = Math.min(messageBurst, this.#tokens + earned);
		this.#tokensAt = now;
	}
}
