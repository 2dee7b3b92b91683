import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { afterAll, onTestFinished } from 'vitest';
import { threads } from '#server/threads.ts';
import type { ChildOptions, ChildState } from './child-server.ts';
import { origin } from './meeting.ts';

const bundled = new Map<string, Promise<string>>();

afterAll(async () => {
	for (const file of bundled.values())
		await rm(dirname(await file), { recursive: true, force: true });
	bundled.clear();
});

/** The server as one file, so that a plain Node can run it and be killed. Made once for a test file. */
export const bundleServer = (): Promise<string> => bundle('tests/sync/child-server.ts');

/** A module and all it needs as one file. Made once for a test file. */
export function bundle(entry: string): Promise<string> {
	const file = bundled.get(entry) ?? bundleAnew(entry);
	bundled.set(entry, file);
	return file;
}

async function bundleAnew(entry: string): Promise<string> {
	const folder = await mkdtemp(join(process.cwd(), 'node_modules/.child-'));
	await build({
		configFile: false,
		logLevel: 'silent',
		plugins: [threads()],
		build: {
			ssr: entry,
			outDir: folder,
			rollupOptions: { output: { entryFileNames: 'server.js' } }
		}
	});
	return join(folder, 'server.js');
}

/** A server in a process of its own. It keeps its port over a restart, and ends with the test. */
export class Child {
	readonly #file: string;
	readonly #options: Omit<ChildOptions, 'port' | 'origin'>;
	#process: ChildProcess | null = null;
	port = 0;

	constructor(file: string, options: Partial<ChildOptions> & Pick<ChildOptions, 'databaseUrl'>) {
		this.#file = file;
		this.#options = { redisUrl: null, limits: {}, failsEvery: 0, ...options };
		onTestFinished(() => this.kill());
	}

	get url(): string {
		return `ws://127.0.0.1:${this.port}`;
	}

	get isAlive(): boolean {
		return this.#process !== null && this.#process.exitCode === null && !this.#process.signalCode;
	}

	async start(): Promise<void> {
		const options: ChildOptions = { ...this.#options, origin, port: this.port };
		this.#process = fork(this.#file, [JSON.stringify(options)], { execArgv: ['--expose-gc'] });
		const [{ port }] = await once(this.#process, 'message');
		this.port = Number(port);
	}

	/** What it says of itself, after collecting its garbage. */
	async state(): Promise<ChildState> {
		if (!this.#process) throw new Error('it does not run');
		this.#process.send('state');
		const [{ state }] = await once(this.#process, 'message');
		return state;
	}

	async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
		const running = this.#process;
		this.#process = null;
		if (!running || running.exitCode !== null) return;
		const exited = once(running, 'exit');
		running.kill(signal);
		await exited;
	}
}
