import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface Server {
	url: string;
	/** As a power cut would: no goodbye. */
	kill(): Promise<void>;
	/** SIGTERM, and waits until it is gone. */
	stop(): Promise<void>;
}

/** Starts the built server as its own process, as production does, on a database of its own. */
export async function startServer(databaseUrl: string, port?: number): Promise<Server> {
	const at = port ?? (await freePort());
	const url = `http://localhost:${at}`;
	mkdirSync(join(root, 'test-results'), { recursive: true });
	const log = createWriteStream(join(root, 'test-results', 'server.log'), { flags: 'a' });
	const child = spawn(process.execPath, [join(root, 'build', 'main.js')], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		env: {
			...process.env,
			SAMTAVLE_MODE: 'demo',
			DATABASE_URL: databaseUrl,
			PORT: String(at),
			ORIGIN: url
		}
	});
	child.stdout?.pipe(log);
	child.stderr?.pipe(log);
	await Promise.race([
		once(child, 'message'),
		once(child, 'exit').then(() => {
			throw new Error('the server did not start; see test-results/server.log');
		})
	]);
	const end = async (signal: NodeJS.Signals) => {
		if (child.exitCode !== null || child.signalCode !== null) return;
		const gone = once(child, 'exit');
		child.kill(signal);
		await gone;
	};
	return { url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

/** Below those that systems give to outgoing connections, which would take it while a server is away. */
async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(20_000, 32_000);
		const probe = createServer();
		const isFree = await new Promise<boolean>((resolve) => {
			probe.once('error', () => resolve(false));
			probe.listen(port, () => resolve(true));
		});
		probe.close();
		if (isFree) return port;
	}
}
