import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#server/db/open.ts';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { length, percentile, report } from '../support/long.ts';
import { openProxy } from '../support/proxy.ts';
import { until } from '../support/until.ts';
import { bundleServer, Child } from './child.ts';
import { Chance, seedOf } from './updates.ts';
import { expectWhole, latencies, Witness, write } from './witness.ts';

test('[R7] [R64] a database that stalls, then refuses, then is back: nobody is told "saved", all go on writing, nothing is lost', async () => {
	const seed = seedOf(19);
	const chance = new Chance(seed);
	const databaseUrl = await newDatabaseUrl();
	const { sql, close } = openDatabase(databaseUrl);
	onTestFinished(close);
	const log = createPostgresLog(sql);
	const proxy = await openProxy(databaseUrl);
	const server = new Child(await bundleServer(), { databaseUrl: proxy.url });
	await server.start();
	const karin = new Witness(server.url, 'karin', 'd');
	const mette = new Witness(server.url, 'mette', 'd');
	const both = [karin, mette];
	await until(() => both.every(({ isSaved }) => isSaved));
	const before = await server.state();

	let over = false;
	const writing = write(both, 40, chance, () => over);
	const partMs = length({ short: 2_500, long: 15_000 });
	const since = performance.now();
	const goneBy = (ms: number) =>
		until(() => performance.now() - since > ms, 'the time', ms + 10_000);
	proxy.stalls();
	await until(() => both.every(({ connection }) => connection.saved === 'notSaved'), '"Ikke gemt"');
	const toldMs = performance.now() - since;
	const receipts = both.map((one) => one.receipts);
	await goneBy(partMs);
	proxy.refuses();
	await goneBy(2 * partMs);
	expect(both.map((one) => one.receipts)).toEqual(receipts);
	const during = await server.state();
	proxy.passes();
	const back = performance.now();
	over = true;
	await writing;
	await until(() => both.every(({ isSaved }) => isSaved), 'all of it is saved', 30_000);
	const savedMs = performance.now() - back;
	await expectWhole(log, both, `seed ${seed}`);

	const waited = percentile(
		[...latencies(karin, mette, since, back), ...latencies(mette, karin, since, back)],
		0.95
	);
	const grownMB = (during.residentBytes - before.residentBytes) / 2 ** 20;
	// Half a second is the page's own beat.
	expect(toldMs).toBeLessThan(2_600 + 400);
	expect(waited).toBeLessThan(2_000);
	expect(savedMs).toBeLessThan(5_000);
	expect(grownMB).toBeLessThan(64);
	expect(both.flatMap(({ connection }) => connection.refusedWith ?? [])).toEqual([]);
	report(
		'database stalled, then refusing',
		seed,
		`${(2 * partMs) / 1_000} s`,
		`0 lost; "Gemt" gone after ${Math.round(toldMs)} ms; others saw words p95 ${Math.round(waited)} ms meanwhile; ` +
			`all saved ${Math.round(savedMs)} ms after; memory ${Math.round(grownMB)} MB more`
	);
}, 600_000);

test('[R42] stopped while the database stalls, the server ends in five seconds all the same; the words stay with who wrote them', async () => {
	const seed = seedOf(41);
	const chance = new Chance(seed);
	const databaseUrl = await newDatabaseUrl();
	const { sql, close } = openDatabase(databaseUrl);
	onTestFinished(close);
	const proxy = await openProxy(databaseUrl);
	const server = new Child(await bundleServer(), { databaseUrl: proxy.url });
	await server.start();
	const karin = new Witness(server.url, 'karin', 'd');
	await until(() => karin.isSaved);
	proxy.stalls();
	for (let i = 0; i < 50; i++) karin.changesSomething(chance);
	await until(
		async () => (await server.state()).stats.unsavedBytes > 0,
		'it waits for the database'
	);
	const since = performance.now();
	await server.kill('SIGTERM');
	const stopMs = performance.now() - since;
	expect(stopMs).toBeLessThan(5_000);
	expect(karin.isSaved).toBe(false);
	proxy.passes();
	await server.start();
	await until(() => karin.isSaved, 'all of it is saved', 20_000);
	await expectWhole(createPostgresLog(sql), [karin], `seed ${seed}`);
	report(
		'SIGTERM while the database stalls',
		seed,
		'1 stop',
		`ended in ${Math.round(stopMs)} ms, 0 lost`
	);
}, 60_000);
