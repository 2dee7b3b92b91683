import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Crowd } from '../crowd.ts';
import { ms, percentile } from '../figures.ts';
import { freePort } from '../processes.ts';
import type { Scenario } from './scenario.ts';

/** Half of a meeting at one process, half at another, and what a letter takes to cross. */
export function nodes({
	typists,
	perSecond,
	seconds
}: {
	typists: number;
	perSecond: number;
	seconds: number;
}): Scenario {
	return {
		name: 'nodes',
		title: `${typists} typing at two processes with a Redis between`,
		rooms: 1,
		wishes: { nodes: 2 },
		takesPart: (name) => name === 'samtavle',
		goals: [{ figure: 'across, times the same node', atMost: 3 }],
		async run(contender) {
			const crowd = new Crowd(contender, { rooms: 1, typists, nodes: 2, cursors: true });
			try {
				await crowd.enter();
				const { hereMs, acrossMs } = await crowd.type(perSecond, seconds);
				await crowd.check();
				const here = percentile(hereMs, 0.95);
				const across = percentile(acrossMs, 0.95);
				return {
					'same node, p95': ms(here),
					'across, p95': ms(across),
					'across, times the same node': { value: across / here, unit: '' }
				};
			} finally {
				crowd.leave();
			}
		}
	};
}

/** The name or path of a Redis; null where there is none. */
export function findRedis(): string | null {
	const redis = process.env.REDIS_SERVER ?? 'redis-server';
	return spawnSync(redis, ['--version']).status === 0 ? redis : null;
}

/** A Redis for one run. */
export async function startRedis(redis: string): Promise<{ url: string; stop(): Promise<void> }> {
	const port = await freePort();
	const child: ChildProcess = spawn(
		redis,
		['--port', `${port}`, '--save', '', '--bind', '127.0.0.1'],
		{ stdio: 'ignore' }
	);
	return {
		url: `redis://127.0.0.1:${port}`,
		async stop() {
			const gone = once(child, 'exit');
			child.kill();
			await gone;
		}
	};
}
