import { timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { RoomsStats } from './sync/rooms.ts';

/** Figures for a scraper, in Prometheus' text. Numbers only: no ids, no names. */
export function createMetrics({ stats, token }: { stats: () => RoomsStats; token: string | null }) {
	const registry = new Registry();
	// Memory, CPU, event-loop lag, garbage collection.
	collectDefaultMetrics({ register: registry, prefix: 'samtavle_' });

	const gauge = (name: string, help: string, read: () => number) =>
		new Gauge({
			name: `samtavle_${name}`,
			help,
			registers: [registry],
			collect() {
				this.set(read());
			}
		});
	gauge('rooms_open', 'Live documents that are open on this node', () => stats().rooms);
	gauge('sockets_open', 'Live sockets on this node', () => stats().sockets);
	gauge('unsaved_bytes', 'Bytes taken in and not yet durable', () => stats().unsavedBytes);
	new Gauge({
		name: 'samtavle_frames_refused',
		help: 'Frames refused since the start, by reason',
		labelNames: ['reason'],
		registers: [registry],
		collect() {
			for (const [reason, count] of Object.entries(stats().refusals)) this.set({ reason }, count);
		}
	});

	return {
		/** From this machine itself, or with the token. */
		mayRead(from: { address: string; forwarded: boolean; authorization: string | null }): boolean {
			const loopback = /^(127\.|::1$|::ffff:127\.)/.test(from.address);
			if (loopback && !from.forwarded) return true;
			return token !== null && sameText(from.authorization ?? '', `Bearer ${token}`);
		},

		read: () => registry.metrics(),

		/** The default figures hold timers. */
		close: () => registry.clear()
	};
}

function sameText(a: string, b: string): boolean {
	const left = Buffer.from(a);
	const right = Buffer.from(b);
	return left.length === right.length && timingSafeEqual(left, right);
}
