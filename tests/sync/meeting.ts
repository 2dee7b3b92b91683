import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { CloseCode } from '#lib/wire/close-codes.ts';
import type { Who } from '#lib/wire/presence.ts';
import type { Admission, Admitted } from '#server/sync/admission.ts';
import { createLocalBus } from '#server/sync/bus.ts';
import { createRooms, type Rooms, type RoomsParts } from '#server/sync/rooms.ts';
import { createMemoryLog, type UpdateLog } from '#server/sync/update-log.ts';
import { createUpgrade } from '#server/sync/upgrade.ts';

export type Right = 'read' | 'write' | CloseCode;
export const documentId = 'the-board';
export const origin = 'https://samtavle.example';

export function who(key: string): Who {
	return { key, name: key, initials: key[0] ?? '', side: 'socialSupport', kind: 'professional' };
}

/** People's rights, as a table that a test changes. The cookie says who somebody is. */
export class Rights implements Admission {
	readonly of = new Map<string, Right>();
	/** Set to hold admission back, or to make it fail. */
	before: () => Promise<void> = async () => {};
	/** How often somebody asked to come in. */
	asked = 0;

	/** A key that says so reads like a sign-in, whether it is one or not. */
	showsSignIn(request: { headers: { cookie?: string | undefined } }): boolean {
		return request.headers.cookie?.includes('.signed-in') ?? false;
	}

	async admit(request: { headers: { cookie?: string | undefined } }): Promise<Admitted> {
		this.asked += 1;
		await this.before();
		const [key = '', session = key] = (request.headers.cookie ?? '').split('.');
		const right = this.of.get(key) ?? 4401;
		if (typeof right === 'number') return { ok: false, code: right };
		const readmit = () => this.admit(request);
		return { ok: true, access: right, who: who(key), session, readmit };
	}
}

export interface Server {
	url: string;
	port: number;
	rooms: Rooms;
	rights: Rights;
	log: UpdateLog;
	stop(): Promise<void>;
}

/** A real server on a port of its own. */
export async function openServer(
	parts: Partial<RoomsParts> = {},
	rights = new Rights()
): Promise<Server> {
	const log = parts.log ?? createMemoryLog();
	const rooms = createRooms({
		bus: createLocalBus(),
		now: () => new Date(),
		rules: async () => ({ roots: ['text', 'cards', 'title'] }),
		layout: 1,
		...parts,
		log
	});
	const http = createServer();
	http.on('upgrade', createUpgrade({ rooms, admission: rights, origin }));
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const { port } = http.address() as AddressInfo; // reason: it listens on TCP
	let stopped: Promise<void> | undefined;
	const stop = () =>
		(stopped ??= rooms.close().then(() => {
			http.closeAllConnections();
			return new Promise<void>((resolve) => http.close(() => resolve()));
		}));
	onTestFinished(stop);
	return { url: `ws://127.0.0.1:${port}/live`, port, rooms, rights, log, stop };
}

/** A WebSocket as a browser of this person opens it. */
export function socketOf(cookie: string): typeof globalThis.WebSocket {
	class PersonsSocket extends WebSocket {
		constructor(url: string, protocols?: string | string[]) {
			super(url, protocols, { headers: { cookie, origin } });
		}
	}
	// reason: ws has all that y-websocket uses of the browser's class
	return PersonsSocket as unknown as typeof globalThis.WebSocket;
}

// Every provider listens for the end of the process; a meeting has more than ten.
process.setMaxListeners(0);

/** Somebody with an unmodified y-websocket client. */
export class Guest {
	readonly key: string;
	readonly doc = new Y.Doc();
	readonly provider: WebsocketProvider;
	closedWith: number | null = null;
	closedFor: string | null = null;
	/** Close codes of every connection that ended, final or not. */
	readonly endings: number[] = [];
	readonly #saw = new Set<string>();

	constructor(server: { url: string }, key: string, document = documentId) {
		this.key = key;
		this.provider = new WebsocketProvider(server.url, document, this.doc, {
			WebSocketPolyfill: socketOf(key),
			disableBc: true
		});
		this.provider.on('closed', ({ code, reason }) => {
			this.closedWith = code;
			this.closedFor = reason;
		});
		this.provider.on('connection-close', (event) => {
			if (event) this.endings.push(event.code);
		});
		this.doc.on('update', () => this.#saw.add(this.text));
		onTestFinished(() => this.leaves());
	}

	get text(): string {
		return this.doc.getText('text').toString();
	}

	get synced(): boolean {
		return this.provider.synced;
	}

	writes(words: string, at = this.text.length): void {
		this.doc.getText('text').insert(at, words);
	}

	everSaw(words: string): boolean {
		return [...this.#saw].some((seen) => seen.includes(words));
	}

	loses(_what: 'wifi'): void {
		this.provider.disconnect();
	}

	finds(_what: 'wifi'): void {
		this.provider.connect();
	}

	leaves(): void {
		this.provider.destroy();
		this.doc.destroy();
	}
}

/** One board, these people on it, all of them synced. */
export async function openMeeting<Names extends string>(
	people: Record<Names, 'read' | 'write'>,
	parts: Partial<RoomsParts> = {}
): Promise<{ server: Server } & Record<Names, Guest>> {
	const server = await openServer(parts);
	const names = Object.keys(people) as Names[]; // reason: keys of a record are its names
	for (const name of names) server.rights.of.set(name, people[name]);
	const guests = names.map((name) => [name, new Guest(server, name)] as const);
	await Promise.all(guests.map(([, guest]) => synced(guest)));
	// reason: one guest per name was just made
	return { server, ...(Object.fromEntries(guests) as Record<Names, Guest>) };
}

export async function synced(guest: Guest): Promise<void> {
	if (guest.synced) return;
	await new Promise<void>((resolve) => guest.provider.once('sync', () => resolve()));
}
