import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';
import { livePath } from '#lib/wire/paths.ts';
import type { Admission, Granted } from './admission.ts';
import { messagesOf } from './messages.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import type { Line } from './session.ts';
import { Strangers } from './strangers.ts';
import { within } from './within.ts';

export interface UpgradeParts {
	rooms: Rooms;
	admission: Admission;
	/** The one origin, or the few, that a page of ours can have; compared byte by byte. */
	origin: string | readonly string[];
	/** Where a request comes from; behind a proxy that is in a header. */
	addressOf?: (request: IncomingMessage) => string;
	/** Told when a request was refused at the door: status before the upgrade, close code after it. */
	refused?: (code: number) => void;
}

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

type Entry = { ok: true; granted: Granted; room: Room; askedAt: number } | Turned;
type Turned = { ok: false; code: CloseCode };

const documentPath = new RegExp(`^${livePath}/([A-Za-z0-9_-]{1,64})(?:\\?(.*))?$`);

/**
 * From an http upgrade to a session, in this order: path, origin, room on this node, admission, the
 * document, and only then 101. Nothing is read from the socket before that, so there is nothing to
 * buffer for somebody who may not come in. What a client could not make right by trying again is
 * told as a close code after 101, because a refused upgrade is tried for ever. [R1]
 */
export function createUpgrade({
	rooms,
	admission,
	origin,
	addressOf = ({ socket }) => socket.remoteAddress ?? '',
	refused
}: UpgradeParts): Upgrade {
	const { limits } = rooms;
	const strangers = new Strangers(limits);
	const origins = typeof origin === 'string' ? [origin] : origin;
	const server = new WebSocketServer({
		noServer: true,
		clientTracking: false,
		perMessageDeflate: false,
		maxPayload: limits.frameBytes,
		maxFragments: limits.fragments,
		maxBufferedChunks: limits.chunks
	});

	async function ask(request: IncomingMessage, documentId: string, query: string): Promise<Entry> {
		const layout = new URLSearchParams(query).get('layout');
		if (layout !== null && Number(layout) < rooms.layout) {
			return { ok: false, code: closeCodes.upgradeRequired };
		}
		try {
			const askedAt = rooms.rightsVersion;
			const admitted = await within(limits.openMs, admission.admit(request, documentId));
			if (!admitted.ok) return admitted;
			const room = await rooms.open(documentId);
			return { ok: true, granted: admitted, room, askedAt };
		} catch {
			return { ok: false, code: closeCodes.cannotSave };
		}
	}

	return function upgrade(request, socket, head) {
		const turnAway = (status: number): void => {
			refused?.(status);
			refuse(socket, status);
		};
		socket.on('error', () => socket.destroy()); // until ws listens itself
		const [, documentId, query = ''] = documentPath.exec(request.url ?? '') ?? [];
		if (request.method !== 'GET' || documentId === undefined) return turnAway(404);
		if (!hasOneOrigin(request, origins)) return turnAway(403);
		if (rooms.isDraining) return turnAway(503);
		if (rooms.sockets + strangers.asking >= limits.connections) return turnAway(429);
		const address = addressOf(request);
		const shows = admission.showsSignIn(request) ? 'sign-in' : 'nothing';
		if (!strangers.comes(address, shows)) return turnAway(429);

		void ask(request, documentId, query).then((entry) => {
			strangers.answered(address, shows, isStranger(entry) ? 'turned-away' : 'known');
			if (socket.destroyed) return;
			if (entry.ok && rooms.socketsOf(entry.granted.session) >= limits.connectionsPerSession) {
				return turnAway(429);
			}
			server.handleUpgrade(request, socket, head, (ws) => {
				if (entry.ok) return join(rooms, ws, socket, entry);
				refused?.(entry.code);
				ws.on('error', () => ws.terminate());
				endSoon(ws);
				ws.close(entry.code, 'refused');
			});
		});
	};
}

function join(rooms: Rooms, ws: WebSocket, socket: Duplex, entry: Entry & { ok: true }): void {
	const visit = rooms.enter(entry.room, lineOf(ws, socket), entry.granted, entry.askedAt);
	ws.on('message', (data, isBinary) =>
		visit.frame(isBinary && data instanceof Buffer ? data : null)
	);
	ws.on('pong', () => visit.pong());
	ws.on('close', () => visit.ended());
	ws.on('error', () => ws.terminate()); // a frame too large or malformed: ws has said so to the peer
}

function lineOf(ws: WebSocket, socket: Duplex): Line {
	return {
		// Whole messages can pass by ws, which would make each anew for everybody.
		send(batch) {
			if (ws.readyState !== ws.OPEN) return;
			const pieces = messagesOf(batch);
			if (pieces.length > 1) socket.cork();
			for (const piece of pieces) socket.write(piece);
			if (pieces.length > 1) socket.uncork();
		},
		close(code, reason) {
			endSoon(ws);
			ws.close(code, reason);
		},
		terminate: () => ws.terminate(),
		ping: () => ws.ping(),
		pause: () => ws.pause(),
		resume: () => ws.resume(),
		buffered: () => socket.writableLength
	};
}

/** A peer that does not answer the close is not waited for. */
function endSoon(ws: WebSocket): void {
	const timer = setTimeout(() => ws.terminate(), 2_000);
	timer.unref();
	ws.once('close', () => clearTimeout(timer));
}

/** A server that cannot answer makes nobody a stranger. */
function isStranger(entry: Entry): boolean {
	if (entry.ok) return false;
	const { cannotSave, upgradeRequired } = closeCodes;
	return entry.code !== cannotSave && entry.code !== upgradeRequired;
}

/** Exactly one Origin header, exactly one of ours. Without it, any page on the web could come in. */
function hasOneOrigin(request: IncomingMessage, origins: readonly string[]): boolean {
	const given = request.headersDistinct.origin ?? [];
	return given.length === 1 && given[0] !== undefined && origins.includes(given[0]);
}

const statusText: Record<number, string> = {
	403: 'Forbidden',
	404: 'Not Found',
	429: 'Too Many Requests',
	503: 'Service Unavailable'
};

function refuse(socket: Duplex, status: number): void {
	socket.end(
		`HTTP/1.1 ${status} ${statusText[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
	);
}
