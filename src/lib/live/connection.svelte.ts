import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { layoutVersion } from '#lib/board/layout.ts';
import { messageTypes } from '#lib/wire/message-types.ts';
import { livePath } from '#lib/wire/paths.ts';
import {
	after,
	atFirst,
	savedState,
	wantsFence,
	type Facts,
	type LiveEvent,
	type SavedState
} from './saved-state.ts';

export interface ConnectionOptions {
	documentId: string;
	/** What the page already knows of our access; the server's word replaces it. */
	access?: 'read' | 'write';
	/** A page of the room asks as its device, though the browser may hold a person's session too. */
	as?: 'seat' | 'screen' | 'citizen';
	/** `ws(s)://host` of the page, unless given. */
	server?: string;
	/** Where there is no WebSocket of the platform. */
	WebSocket?: typeof WebSocket;
}

export type Status = 'offline' | 'connecting' | 'live' | 'refused';

/**
 * One document's line to the server, and the document itself. A reader gets a fresh Y.Doc with every
 * connection: what only a reader has seen cannot be sent back, so it must not stay on the screen as
 * if it were still so. Read `doc` and `awareness` through this class each time, and they follow.
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

	get status(): Status {
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

	/** How many local changes have no receipt yet. */
	get unsavedChanges(): number {
		return this.#facts.edits - this.#facts.savedEdits;
	}

	/** When the last receipt came. */
	get savedAt(): Date | null {
		return this.#savedAt;
	}

	/** Whether the document has been whole at least once: until then it is not shown as empty. */
	get synced(): boolean {
		return this.#everSynced;
	}

	/** The close code (44xx) of a server that will not have us back; null otherwise. */
	get refusedWith(): number | null {
		return this.#refusedWith;
	}

	/** The server's one word with it, such as `client-id`. */
	get refusedFor(): string {
		return this.#refusedFor;
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
		const { documentId, server, as, WebSocket: polyfill } = this.#options;
		const base = server ?? location.origin.replace(/^http/, 'ws');
		const provider = new WebsocketProvider(base + livePath, documentId, doc, {
			disableBc: true, // tabs meet at the server, where the rights are
			params: { layout: String(layoutVersion), ...(as && { as }) },
			...(polyfill && { WebSocketPolyfill: polyfill })
		});
		const isCurrent = (): boolean => provider === this.#provider;
		provider.messageHandlers[messageTypes.fence] = (_, decoder) =>
			this.#fenceAnswered(decoding.readVarUint(decoder));
		provider.messageHandlers[messageTypes.hello] = (_, decoder) => {
			decoding.readVarUint(decoder);
			const access = decoding.readVarString(decoder) === 'write' ? 'write' : 'read';
			this.#happened({ type: 'access', access });
		};
		provider.messageHandlers[messageTypes.news] = (_, decoder) => this.#tell(decoder);
		provider.on('status', ({ status }) => {
			if (status !== 'connected') return;
			this.#happened({ type: 'connected' });
			send(provider, messageTypes.hello, layoutVersion);
		});
		provider.on('sync', (synced: boolean) => synced && this.#synced(provider));
		provider.on('connection-close', () => isCurrent() && this.#lineLost());
		provider.on('closed', ({ code, reason }) => this.#refused(code, reason));
		// After the provider's own listener, so that the edit is on its way before its fence.
		doc.on('update', (_update: Uint8Array, origin: unknown) => {
			if (origin !== provider) this.#happened({ type: 'edited' });
		});
		return provider;
	}

	#synced(provider: WebsocketProvider): void {
		if (this.#doc !== provider.doc) {
			const old = this.#doc;
			this.#doc = provider.doc;
			this.#awareness = provider.awareness;
			old.destroy();
		}
		this.#lost = false;
		this.#everSynced = true;
		this.#happened({ type: 'synced' });
	}

	#lineLost(): void {
		this.#lost = true;
		this.#happened({ type: 'lost' });
		if (this.#facts.access !== 'read' || !this.#everSynced) return;
		// The old document stays on the screen until the new one is whole.
		const old = this.#provider;
		queueMicrotask(() => {
			if (old !== this.#provider || this.#refusedWith !== null || !old.shouldConnect) return;
			old.destroy();
			const state = old.awareness.getLocalState();
			this.#provider = this.#connect(new Y.Doc());
			this.#provider.awareness.setLocalState(state);
		});
	}

	#refused(code: number, reason: string): void {
		this.#refusedWith = code;
		this.#refusedFor = reason;
		this.#happened({ type: 'ended' });
	}

	#fenceAnswered(number: number): void {
		this.#happened({ type: 'fence-answered', number });
		this.#savedAt = new Date();
	}

	#happened(event: LiveEvent): void {
		this.#now = Date.now();
		this.#facts = after(this.#facts, event, this.#now);
		if (!wantsFence(this.#facts)) return;
		this.#facts = after(this.#facts, { type: 'fence-sent' }, this.#now);
		if (this.#facts.fence) send(this.#provider, messageTypes.fence, this.#facts.fence.number);
	}

	#tick(): void {
		this.#now = Date.now();
		const heardAt = this.#provider.wsLastMessageReceived;
		if (heardAt > this.#facts.heardAt) {
			this.#facts = after(this.#facts, { type: 'heard' }, heardAt);
		}
	}

	#tell(decoder: decoding.Decoder): void {
		const payload: unknown = JSON.parse(decoding.readVarString(decoder));
		for (const listener of this.#newsListeners) listener(payload);
	}

	readonly #holdBack = (event: BeforeUnloadEvent): void => {
		if (this.unsavedChanges > 0 && this.#facts.access === 'write') event.preventDefault();
	};
}

function send(provider: WebsocketProvider, type: number, number: number): void {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, type);
	encoding.writeVarUint(encoder, number);
	provider.ws?.send(encoding.toUint8Array(encoder));
}
