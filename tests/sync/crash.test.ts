import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { Connection } from '#lib/live/connection.svelte.ts';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import type { UpdateLog } from '#server/sync/update-log.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { openDatabase } from '#server/db/open.ts';
import { until } from '../support/until.ts';
import { documentId, origin, socketOf } from './meeting.ts';
import { Chance, seedOf } from './updates.ts';

/** The server as one file, so that a plain Node can run it and be killed. */
async function bundleServer(): Promise<string> {
	const folder = await mkdtemp(join(process.cwd(), 'node_modules/.crash-'));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	await build({
		configFile: false,
		logLevel: 'silent',
		build: {
			ssr: 'tests/sync/crash-server.ts',
			outDir: folder,
			rollupOptions: { output: { entryFileNames: 'server.js' } }
		}
	});
	return join(folder, 'server.js');
}

class Child {
	readonly #file: string;
	readonly #url: string;
	#process: ChildProcess | null = null;
	port = 0;

	constructor(file: string, url: string) {
		this.#file = file;
		this.#url = url;
		onTestFinished(() => this.kill());
	}

	async start(): Promise<void> {
		this.#process = fork(this.#file, [this.#url, origin, String(this.port)]);
		const [port] = await once(this.#process, 'message');
		this.port = Number(port);
	}

	async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
		const running = this.#process;
		this.#process = null;
		if (!running || running.exitCode !== null) return;
		running.kill(signal);
		await once(running, 'exit');
	}
}

/** Somebody with our own client, and outside the server a note of every receipt it showed. */
class Witness {
	readonly connection: Connection;
	readonly #key: string;
	/** What each change did to which card, in order: its words, or null for a deletion. */
	readonly changes: { card: string; value: string | null; at: number }[] = [];

	constructor(port: number, key: string) {
		this.#key = key;
		this.connection = new Connection({
			documentId,
			server: `ws://127.0.0.1:${port}`,
			WebSocket: socketOf(key)
		});
		onTestFinished(() => this.connection.destroy());
	}

	/** How many of the changes have a receipt. */
	get receipts(): number {
		return this.changes.length - this.connection.unsavedChanges;
	}

	changesSomething(chance: Chance): void {
		const cards = this.connection.doc.getMap<string>('cards');
		const card = `${this.#key}${chance.below(40)}`;
		const value = cards.has(card) && chance.happens(3) ? null : `v${this.changes.length}`;
		this.changes.push({ card, value, at: performance.now() });
		if (value === null) cards.delete(card);
		else cards.set(card, value);
	}

	/** Cards of this witness that are not as the last receipt promised, in a document as it was found. */
	broken(found: Y.Map<string>, promised: number): string[] {
		const allowed = new Map<string, Set<string | null>>();
		this.changes.forEach(({ card, value }, at) => {
			if (at < promised) allowed.set(card, new Set([value]));
			else allowed.set(card, (allowed.get(card) ?? new Set([null])).add(value));
		});
		return [...allowed]
			.filter(([card, values]) => !values.has(found.get(card) ?? null))
			.map(([card]) => card);
	}
}

async function stored(log: UpdateLog): Promise<Y.Map<string>> {
	const { snapshot, rows } = await log.read(documentId);
	const doc = new Y.Doc();
	if (snapshot) Y.applyUpdate(doc, snapshot);
	for (const { update } of rows) Y.applyUpdate(doc, update);
	return doc.getMap<string>('cards');
}

test('[R5] [R53] killed again and again in mid-sentence, the server loses nothing it gave a receipt for', async () => {
	const chance = new Chance(seedOf(3));
	const url = await newDatabaseUrl();
	const { sql, close } = openDatabase(url);
	onTestFinished(close);
	const log = createPostgresLog(sql);
	const server = new Child(await bundleServer(), url);
	await server.start();
	const witnesses = ['a', 'b', 'c'].map((key) => new Witness(server.port, key));
	await until(() => witnesses.every(({ connection }) => connection.saved === 'saved'));

	const kills = Number(process.env.KILLS ?? 5);
	let receipts = 0;
	for (let round = 0; round < kills; round++) {
		const end = performance.now() + chance.below(600);
		while (performance.now() < end) {
			chance.one(witnesses).changesSomething(chance);
			await new Promise((resolve) => setTimeout(resolve, 2));
		}
		const promised = witnesses.map((witness) => witness.receipts);
		await server.kill();
		const found = await stored(log);
		witnesses.forEach((witness, at) => {
			expect(witness.broken(found, promised[at] ?? 0), `kill ${round}`).toEqual([]);
		});
		receipts = promised.reduce((sum, one) => sum + one, 0);
		await server.start();
		await until(
			() => witnesses.every(({ connection }) => connection.saved === 'saved'),
			'everybody is saved again',
			30_000
		);
	}
	expect(receipts).toBeGreaterThan(kills * 3);

	const found = await stored(log);
	for (const witness of witnesses) {
		expect(witness.broken(found, witness.changes.length)).toEqual([]);
		expect(witness.connection.doc.getMap('cards').toJSON()).toEqual(found.toJSON());
	}
	await server.kill('SIGTERM');
}, 3_600_000);
