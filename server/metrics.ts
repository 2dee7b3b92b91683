import { timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { RoomsStats } from './sync/rooms.ts';

/** Figures for a scraper, in Prometheus' text. Numbers only: no ids, no names. */
export function createMetrics({ stats, token }: { stats: () => RoomsStats; token: string | null }) {
	const registry = new Registry();
	// Memory, CPU, event-loop lag, garbage collection. Lag is looked for ten times a second: looking a
	// hundred times is the most that an idle server would do.
	collectDefaultMetrics({
		register: registry,
		prefix: 'samtavle_',
		eventLoopMonitoringPrecision: 100
	});

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
	gauge(
		'unsaved_bytes',
		'What was taken in and is not yet durable, in bytes of memory',
		() => stats().unsavedBytes
	);
	gauge('updates_taken', 'Updates taken in since the start', () => stats().updates);
	gauge(
		'log_failures',
		'Writes to the log that failed and were tried again',
		() => stats().logFailures
	);

	const counted = (
		name: string,
		help: string,
		label: string,
		read: () => Iterable<[label: string, count: number]>
	) =>
		new Gauge({
			name: `samtavle_${name}`,
			help,
			labelNames: [label],
			registers: [registry],
			collect() {
				for (const [value, count] of read()) this.set({ [label]: value }, count);
			}
		});
	counted('frames_refused', 'Frames refused since the start, by reason', 'reason', () =>
		Object.entries(stats().refusals)
	);
	counted('sockets_closed', 'Live sockets closed since the start, by close code', 'code', () =>
		Object.entries(stats().closes)
	);

	/** As a histogram of Prometheus; the counting was done where it happened. */
	const durations = (name: string, help: string, read: () => RoomsStats['commitMs']) => {
		counted(`${name}_seconds_bucket`, help, 'le', () => {
			const { buckets, count } = read();
			const bounds = buckets.map(({ atMostMs }) => String(atMostMs / 1_000));
			return new Map([...bounds, '+Inf'].map((le, at) => [le, buckets[at]?.count ?? count]));
		});
		gauge(`${name}_seconds_sum`, help, () => read().sumMs / 1_000);
		gauge(`${name}_seconds_count`, help, () => read().count);
	};
	durations('commit', 'From taking an update in until it is durable', () => stats().commitMs);
	durations('receipt', 'From a fence until its answer', () => stats().receiptMs);

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
