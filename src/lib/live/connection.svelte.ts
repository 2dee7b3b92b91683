import * as decoding from 'lib0/decoding';
import type { Awareness } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { layoutVersion } from '#lib/board/layout.ts';
import { leaveOnlyOwn } from '#lib/board/only-own.ts';
import { ownWords, typeAgain } from '#lib/board/own-edits.ts';
import { closeCodes, endsAccess } from '#lib/wire/close-codes.ts';
import { messageTypes } from '#lib/wire/message-types.ts';
import { openProvider, type ConnectionOptions } from './open-provider.ts';
import { sendFrame } from './send-frame.ts';
import {
	after,
	atFirst,
	savedState,
	wantsFence,
	type Facts,
	type LiveEvent,
	type SavedState
} from './saved-state.ts';
import type { LiveSource } from './source.ts';
import { Patience, Unsent } from './unsent.ts';

/**
 * One document's line to the server, and the document itself. A reader gets a fresh Y.Doc with every
 * connection: what only a reader has seen cannot be sent back, so it must not stay on the screen as
 * if it were still so. So does a writer whose client belongs to somebody else, and what has no receipt
 * is typed again. Read `doc` and `awareness` through this class each time, and they follow.
 */
export class Connection {
	readonly documentId: string;
	readonly #options: ConnectionOptions;
	readonly #newsListeners = new Set<(payload: unknown) => void>();
	readonly #ticking: ReturnType<typeof setInterval>;
	#provider: WebsocketProvider;
	#facts: Facts = $state.raw(atFirst(Date.now()));
	#now = $state(Date.now());
	#doc: Y.Doc = $state.raw(new Y.Doc());
	#awareness: Awareness = $state.raw() as Awareness; // reason: set in the constructor
	#lost = $state(false);
	#everSynced = $state(false);
	#refusedWith: number | null = $state(null);
	#refusedFor = $state('');
	#lostWith: number | null = $state(null);
	#leftover: readonly string[] = $state.raw([]);
	readonly #unsent = new Unsent();
	/** A server that refuses a fresh client as well means something else. */
	readonly #freshStarts = new Patience({ times: 3, withinMs: 60_000 });
	#savedAt: Date | null = $state.raw(null);

	constructor(options: ConnectionOptions) {
		this.documentId = options.documentId;
		this.#options = options;
		this.#facts = atFirst(Date.now(), options.access);
		this.#provider = this.#connect(this.#doc);
		this.#awareness = this.#provider.awareness;
		this.#ticking = setInterval(() => this.#tick(), 500);
		globalThis.addEventListener?.('beforeunload', this.#holdBack);
	}

	get doc(): Y.Doc {
		return this.#doc;
	}

	get awareness(): Awareness {
		return this.#awareness;
	}

	get status(): LiveSource['status'] {
		if (this.#refusedWith !== null) return 'refused';
		if (this.#facts.synced) return 'live';
		return this.#lost ? 'offline' : 'connecting';
	}

	get access(): 'read' | 'write' {
		return this.#facts.access;
	}

	get saved(): SavedState {
		return savedState(this.#facts, this.#now);
	}

	/** Local changes that have no receipt yet, or will never have one. */
	get unsavedChanges(): number {
		return this.#facts.edits - this.#facts.savedEdits + this.#leftover.length;
	}

	/** When the last receipt came. */
	get savedAt(): Date | null {
		return this.#savedAt;
	}

	/** Whether the document has been whole at least once: until then it is not shown as empty. */
	get synced(): boolean {
		return this.#everSynced;
	}

	/** The close code (44xx) of a server that will not have us back. */
	get refusedWith(): number | null {
		return this.#refusedWith;
	}

	/** The server's one word with it, such as `client-id`. */
	get refusedFor(): string {
		return this.#refusedFor;
	}

	get lostWith(): number | null {
		return this.#lostWith;
	}

	/** One's own words that can no longer be sent, to take along. */
	get leftover(): readonly string[] {
		return this.#leftover;
	}

	letGo(): void {
		if (this.#refusedWith !== null) this.#unsent.take();
		this.#leftover = [];
		this.#happened({ type: 'let-go' });
	}

	/** Signed out of a person's own page: one's words wait here for the same person. */
	get waits(): boolean {
		return this.#refusedWith === closeCodes.signedOut && this.#options.person !== undefined;
	}

	/** They are signed in again: what has no receipt is typed again. */
	comeBack(): void {
		if (!this.waits) return;
		this.#refusedWith = null;
		this.#refusedFor = '';
		this.#leftover = [];
		this.#happened({ type: 'returned' });
		this.#startAfresh();
	}

	/** Hears what changed beside the document: records, a meeting's state. Returns the way out. */
	onNews(listener: (payload: unknown) => void): () => void {
		this.#newsListeners.add(listener);
		return () => this.#newsListeners.delete(listener);
	}

	destroy(): void {
		clearInterval(this.#ticking);
		globalThis.removeEventListener?.('beforeunload', this.#holdBack);
		this.#newsListeners.clear();
		this.#provider.destroy();
		this.#doc.destroy();
	}

	#connect(doc: Y.Doc): WebsocketProvider {
		const provider = openProvider(this.#options, doc);
		const isCurrent = (): boolean => provider === this.#provider;
		provider.messageHandlers[messageTypes.fence] = (_, decoder) =>
			this.#fenceAnswered(decoding.readVarUint(decoder));
		provider.messageHandlers[messageTypes.hello] = (_, decoder) => {
			decoding.readVarUint(decoder);
			this.#granted(decoding.readVarString(decoder) === 'write' ? 'write' : 'read');
		};
		provider.messageHandlers[messageTypes.news] = (_, decoder) => {
			const payload: unknown = JSON.parse(decoding.readVarString(decoder));
			for (const listener of this.#newsListeners) listener(payload);
		};
		provider.on('status', ({ status }) => {
			if (status !== 'connected') return;
			this.#happened({ type: 'connected' });
			sendFrame(provider, messageTypes.hello, layoutVersion);
		});
		provider.on('sync', (synced: boolean) => synced && this.#synced(provider));
		provider.on('connection-close', (event) => isCurrent() && this.#lineLost(event?.code ?? null));
		provider.on('closed', ({ code, reason }) => isCurrent() && this.#refused(code, reason));
		// After the provider's own listener, so that the edit is on its way before its fence.
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === provider || doc !== this.#doc) return;
			this.#unsent.add(update);
			this.#happened({ type: 'edited' });
		});
		return provider;
	}

	#synced(provider: WebsocketProvider): void {
		if (this.#doc !== provider.doc) {
			const old = this.#doc;
			this.#doc = provider.doc;
			this.#awareness = provider.awareness;
			if (this.#facts.retyping) this.#retype(old);
			else old.destroy();
		}
		this.#lost = false;
		this.#lostWith = null;
		this.#everSynced = true;
		this.#happened({ type: 'synced' });
	}

	#lineLost(code: number | null): void {
		const wasUp = this.#facts.synced;
		this.#lost = true;
		this.#lostWith = code;
		this.#happened({ type: 'lost' });
		// A line that never came up has shown nothing, and keeps waiting longer between its tries.
		if (this.#facts.access !== 'read' || !wasUp) return;
		const old = this.#provider;
		queueMicrotask(() => {
			if (old !== this.#provider || this.#refusedWith !== null || !old.shouldConnect) return;
			this.#startAfresh();
		});
	}

	/** The old document stays on the screen until the new one is whole. */
	#startAfresh(): void {
		const old = this.#provider;
		const state = old.awareness.getLocalState();
		old.destroy();
		this.#provider = this.#connect(new Y.Doc());
		if (state !== null) this.#provider.awareness.setLocalState(state);
	}

	/** What was written and cannot be sent any more is kept as words; a reader starts afresh. */
	#granted(access: 'read' | 'write'): void {
		this.#happened({ type: 'access', access });
		if (access === 'write' || this.#unsent.isEmpty || this.#facts.retyping) return;
		this.#keep(ownWords(this.#doc, this.#unsent.take()));
		this.#startAfresh();
	}

	/** When no words are left over, nothing is. */
	#keep(words: readonly string[]): void {
		this.#leftover = [...this.#leftover, ...words];
		this.#happened({ type: 'kept' });
		if (this.#leftover.length === 0) this.#happened({ type: 'let-go' });
	}

	#refused(code: number, reason: string): void {
		const isSomebodyElses = code === closeCodes.badFrame && reason === 'client-id';
		if (isSomebodyElses && this.#freshStarts.try(Date.now())) {
			this.#happened({ type: 'retyping' });
			return this.#startAfresh();
		}
		if (code === closeCodes.notAllowed && reason === 'read-only') {
			this.#happened({ type: 'access', access: 'read' });
			this.#keep(ownWords(this.#doc, this.#unsent.take()));
			return this.#startAfresh();
		}
		this.#refusedWith = code;
		this.#refusedFor = reason;
		const why = endsAccess(code) ? 'access' : 'refused';
		this.#happened({ type: 'ended', why });
		this.#keep(ownWords(this.#doc, this.#unsent.all));
		if (this.waits) return this.#waitForReturn();
		this.#unsent.take();
		if (why === 'refused') return;
		// Nothing of it stays with somebody who may not have it.
		this.#provider.destroy();
		this.#doc.destroy();
		this.#doc = new Y.Doc();
	}

	/** Of the document only one's own words without a receipt stay, and where they belong. */
	#waitForReturn(): void {
		this.#provider.destroy();
		leaveOnlyOwn(this.#doc, this.#unsent.all);
		this.#everSynced = false;
	}

	/** In a task of its own, when undo has found the new document. */
	#retype(old: Y.Doc): void {
		const unsent = this.#unsent.take();
		const { doc } = this;
		setTimeout(() => {
			const can = doc === this.#doc && this.#refusedWith === null && this.access === 'write';
			if (can) typeAgain(old, unsent, doc);
			this.#happened({ type: 'retyped' });
			if (!can) this.#keep(ownWords(old, unsent));
			old.destroy();
		});
	}

	#fenceAnswered(number: number): void {
		if (this.#facts.fence?.number === number) this.#unsent.fenceAnswered();
		this.#happened({ type: 'fence-answered', number });
		this.#savedAt = new Date();
	}

	#happened(event: LiveEvent): void {
		this.#now = Date.now();
		this.#facts = after(this.#facts, event, this.#now);
		if (!wantsFence(this.#facts)) return;
		this.#facts = after(this.#facts, { type: 'fence-sent' }, this.#now);
		this.#unsent.fenceSent();
		if (this.#facts.fence) sendFrame(this.#provider, messageTypes.fence, this.#facts.fence.number);
	}

	#tick(): void {
		this.#now = Date.now();
		const heardAt = this.#provider.wsLastMessageReceived;
		if (heardAt > this.#facts.heardAt) {
			this.#facts = after(this.#facts, { type: 'heard' }, heardAt);
		}
	}

	readonly #holdBack = (event: BeforeUnloadEvent): void => {
		if (this.unsavedChanges > 0) event.preventDefault();
	};
}
