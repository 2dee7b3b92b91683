import type { Room } from './room.ts';

/** The sign-ins that wrote within `withinMs`, or have a document open that `counts`. [R46] */
export function awakeIn(
	rooms: Iterable<Room>,
	withinMs: number,
	counts: (documentId: string) => boolean
): Set<string> {
	const since = performance.now() - withinMs;
	const sessions = new Set<string>();
	for (const room of rooms) {
		const all = counts(room.documentId);
		for (const one of room.sessions) {
			if (all || one.wroteAt > since) sessions.add(one.granted.session);
		}
	}
	return sessions;
}

export function socketsIn(rooms: Iterable<Room>, session: string): number {
	let sockets = 0;
	for (const room of rooms) {
		for (const one of room.sessions) if (one.granted.session === session) sockets += 1;
	}
	return sockets;
}
