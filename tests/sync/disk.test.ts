import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startCluster, type Cluster } from '#server/db/embedded.ts';
import { migrate } from '#server/db/migrate.ts';
import { openConnections } from '#server/db/open.ts';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import { openDisk } from '../support/disk.ts';
import { length, report } from '../support/long.ts';
import { until } from '../support/until.ts';
import { bundleServer, Child } from './child.ts';
import { Chance, seedOf } from './updates.ts';
import { expectWhole, storedTokens, Witness, write } from './witness.ts';

/** The postmaster and all its children. */
function processesOf(cluster: Cluster): number[] {
	const file = join(cluster.place, 'postgres', 'postmaster.pid');
	if (!existsSync(file)) return []; // it gave up
	const postmaster = readFileSync(file, 'utf8');
	const pid = Number(postmaster.split('\n')[0]);
	const all = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' });
	const pairs = all
		.trim()
		.split('\n')
		.map((line) => line.trim().split(/\s+/).map(Number));
	return [pid, ...pairs.filter(([, parent]) => parent === pid).map(([child = 0]) => child)];
}

test('[R5] [R7] a full disk: no receipt without a durable row, the server lives, and goes on by itself', async () => {
	const seed = seedOf(31);
	const chance = new Chance(seed);
	const disk = await openDisk(256);
	const settings = ['max_wal_size=48MB', 'min_wal_size=32MB', 'autovacuum=off'];
	let cluster = await startCluster({ dir: disk.dir, settings });
	onTestFinished(() => cluster.stop());
	expect(cluster.place).toBe(disk.dir);
	const databaseUrl = cluster.url('postgres');
	await migrate(databaseUrl, process.cwd());
	const server = new Child(await bundleServer(), { databaseUrl });
	await server.start();
	const witnesses = ['a', 'b', 'c'].map((key) => new Witness(server.url, key, 'd'));
	const allSaved = (ms: number) =>
		until(() => witnesses.every(({ isSaved }) => isSaved), 'all is saved', ms);
	await allSaved(20_000);

	const rounds = length({ short: 1, long: 5 });
	let failures = 0;
	let slowestMs = 0;
	for (let round = 0; round < rounds; round++) {
		let over = false;
		const writing = write(witnesses, 100, chance, () => over);
		disk.fills(() => processesOf(cluster));
		const isFull = async () => (await server.state()).stats.logFailures > failures;
		await until(isFull, 'a write that fails', 60_000);
		await until(() => witnesses.every(({ connection }) => connection.saved === 'notSaved'));
		const receipts = witnesses.map((one) => one.receipts);
		expect(server.isAlive).toBe(true);
		disk.empties(() => processesOf(cluster));
		const since = performance.now();
		// Postgres may have given up for want of space for its own log; then whoever watches it starts it again.
		const sql = openConnections(databaseUrl, 1);
		const answers = () => sql`select 1`.then(Boolean, () => false);
		await until(answers, 'Postgres', 3_000).catch(async () => {
			const port = `port=${new URL(databaseUrl).port}`;
			cluster = await startCluster({ dir: disk.dir, settings: [...settings, port] });
			await until(answers, 'Postgres, started again', 20_000);
		});
		const log = createPostgresLog(sql);
		const stored = await storedTokens(log, 'd');
		for (const [at, one] of witnesses.entries()) {
			expect(one.missing(stored, receipts[at] ?? 0), `round ${round}`).toEqual({
				lost: [],
				twice: []
			});
		}
		over = true;
		await writing;
		await allSaved(30_000);
		slowestMs = Math.max(slowestMs, performance.now() - since);
		await expectWhole(log, witnesses, `round ${round} of seed ${seed}`);
		failures = (await server.state()).stats.logFailures;
		await sql.end({ timeout: 1 });
	}
	expect(server.isAlive).toBe(true);
	report(
		`disk full (${disk.kind})`,
		seed,
		`${rounds} times`,
		`0 receipts without a row, 0 lost; process alive; all saved ${Math.round(slowestMs)} ms after space was there`
	);
}, 600_000);
