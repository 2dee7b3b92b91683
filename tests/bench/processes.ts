import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import WebSocket from 'ws';

export const root = dirname(dirname(import.meta.dirname));

/** A contender's server, as a process of its own. */
export interface Served {
	port: number;
	pid: number;
	/** SIGTERM, and waits until it is gone. */
	stop(): Promise<void>;
	/** As a power cut would: no goodbye. */
	kill(): Promise<void>;
	/** Memory that its objects hold once all garbage is gone. */
	liveBytes(): Promise<number>;
}

/** Starts a file that tells its port when it listens. `flags` are Node's. */
export async function serve(
	file: string,
	{ env = {}, cwd, flags = [] }: { env?: Record<string, string>; cwd?: string; flags?: string[] }
): Promise<Served> {
	const results = join(root, 'test-results');
	mkdirSync(results, { recursive: true });
	const log = createWriteStream(join(results, 'bench.log'), { flags: 'a' });
	const child = spawn(process.execPath, [...flags, file], {
		cwd: cwd ?? root,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		env: { ...process.env, NODE_ENV: 'production', PORT: '0', ...env }
	});
	let said = '';
	child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(0, 4_096)));
	child.stdout?.pipe(log);
	child.stderr?.pipe(log);
	const [message] = await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(() => {
			throw new Error(`${file} did not start: ${said || 'see test-results/bench.log'}`);
		})
	]);
	return {
		port: Number(message.listening),
		pid: child.pid ?? 0,
		stop: () => end(child, 'SIGTERM'),
		kill: () => end(child, 'SIGKILL'),
		liveBytes: () => liveBytes(/ws:\/\/\S+/.exec(said)?.[0] ?? '')
	};
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = once(child, 'exit');
	child.kill(signal);
	const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
	await gone;
	clearTimeout(late);
}

/** Asks a process that was started with `--inspect=0`. */
async function liveBytes(inspector: string): Promise<number> {
	const socket = new WebSocket(inspector);
	await once(socket, 'open');
	let asked = 0;
	const ask = async (method: string, params: object = {}): Promise<string> => {
		const id = ++asked;
		socket.send(JSON.stringify({ id, method, params }));
		for (;;) {
			const [said] = await once(socket, 'message');
			const answer: { id?: number; result?: { result?: { value?: string } } } = JSON.parse(
				String(said)
			);
			if (answer.id === id) return answer.result?.result?.value ?? '';
		}
	};
	for (let time = 0; time < 3; time++) await ask('HeapProfiler.collectGarbage');
	const expression = 'JSON.stringify(process.memoryUsage())';
	const used: { heapUsed: number; arrayBuffers: number } = JSON.parse(
		await ask('Runtime.evaluate', { expression })
	);
	socket.close();
	return used.heapUsed + used.arrayBuffers;
}

/** Milliseconds that these processes and their children have had a core, to the microsecond. Linux only. */
export function cpuMs(pids: readonly number[]): number {
	if (!existsSync('/proc/self/schedstat')) return Number.NaN;
	const parents = new Map<number, number>();
	for (const name of readdirSync('/proc')) {
		if (!/^\d+$/.test(name)) continue;
		const stat = readOr(`/proc/${name}/stat`);
		parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0));
	}
	const counted = new Set(pids);
	for (const [pid, parent] of [...parents].sort(([a], [b]) => a - b)) {
		if (counted.has(parent)) counted.add(pid);
	}
	let nanoseconds = 0;
	for (const pid of counted) {
		if (!existsSync(`/proc/${pid}/task`)) continue;
		for (const thread of readdirSync(`/proc/${pid}/task`)) {
			nanoseconds += Number(readOr(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0]);
		}
	}
	return nanoseconds / 1e6;
}

function readOr(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return ''; // it ended meanwhile
	}
}

export async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const address = probe.address();
	probe.close();
	return typeof address === 'object' && address !== null ? address.port : 0;
}
