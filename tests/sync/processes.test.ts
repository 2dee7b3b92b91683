import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#server/db/open.ts';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { isLong, length, percentile, report } from '../support/long.ts';
import { openBalancer } from '../support/proxy.ts';
import { openRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { bundleServer, Child } from './child.ts';
import { Chance, seedOf } from './updates.ts';
import { expectWhole, latencies, storedTokens, Witness, write } from './witness.ts';

/** Two processes on one Postgres and one Redis behind a reverse proxy, and two people on each board, one on each node. */
async function twoNodes() {
	const databaseUrl = await newDatabaseUrl();
	const { sql, close } = openDatabase(databaseUrl);
	onTestFinished(close);
	const redis = await openRedis();
	const file = await bundleServer();
	const nodes = [0, 1].map(() => new Child(file, { databaseUrl, redisUrl: redis.url }));
	await Promise.all(nodes.map((node) => node.start()));
	const balancer = await openBalancer(nodes.map(({ port }) => port));
	const witnesses: Witness[] = [];
	for (let at = 0; at < 4; at++) {
		const witness = new Witness(`ws://127.0.0.1:${balancer.port}`, `w${at}`, `d${at >> 1}`);
		witnesses.push(witness);
		await until(() => witness.isSaved, `witness ${at} is there`);
	}
	const [one, two] = nodes;
	const [a, b] = witnesses;
	if (!one || !two || !a || !b) throw new Error('two nodes, four people');
	for (const node of nodes) expect((await node.state()).stats.sockets).toBe(2);
	return { redis, one, two, a, b, witnesses, log: createPostgresLog(sql) };
}

test('[R43] [R44] two processes lose nothing when Redis is killed, started again and emptied', async () => {
	const seed = seedOf(13);
	const chance = new Chance(seed);
	const { redis, a, b, witnesses, log } = await twoNodes();
	const partMs = length({ short: 2_500, long: 30_000 });
	const converged = () =>
		until(
			() =>
				witnesses.every(({ isSaved }) => isSaved) &&
				[0, 2].every((at) => {
					const [one, other] = witnesses
						.slice(at, at + 2)
						.map(({ connection }) => connection.doc.getArray('list').toJSON().join());
					return one === other;
				}),
			'everybody sees the same, saved',
			20_000
		);
	/** Everybody writes for a while; returns how long the others waited. */
	async function writes(ms: number): Promise<number> {
		const since = performance.now();
		await write(witnesses, 40, chance, () => performance.now() - since > ms);
		const end = performance.now();
		await converged();
		const all = [...latencies(a, b, since, end), ...latencies(b, a, since, end)];
		expect(all.length).toBeGreaterThan(10);
		return Math.round(percentile(all, 0.95));
	}

	const withRedis = await writes(partMs);
	await redis.kill();
	const without = await writes(partMs);
	await redis.start();
	await redis.command('FLUSHALL');
	// Each node has two lines to it, one to speak and one to listen; the fifth is the one that asks.
	const lines = async () =>
		String(await redis.command('CLIENT', 'LIST'))
			.trim()
			.split('\n').length;
	await until(async () => (await lines()) >= 5, 'both nodes are on the bus again', 20_000);
	const again = await writes(partMs);
	await expectWhole(log, witnesses, `seed ${seed}`);
	for (const { connection } of witnesses) expect(connection.status).toBe('live');

	report(
		'two nodes, Redis lost and emptied',
		seed,
		`${partMs / 1_000} s without it`,
		`0 lost, 0 twice, converged; across nodes p95 ${withRedis} ms with Redis, ${without} ms without, ${again} ms again`
	);
	// The figures hold on a quiet machine; a busy one only has to be of that order.
	const slack = isLong ? 1 : 10;
	expect(withRedis).toBeLessThanOrEqual(150 * slack);
	expect(again).toBeLessThanOrEqual(150 * slack);
	expect(without).toBeLessThanOrEqual(2_500 * slack);
}, 600_000);

test('[R42] a node that is stopped is done in five seconds; its people go on at the other, and nothing is lost', async () => {
	const seed = seedOf(17);
	const chance = new Chance(seed);
	const { one, two, witnesses, log } = await twoNodes();
	const documents = witnesses.map(({ connection }) => connection.doc);
	const stops = length({ short: 2, long: 20 });
	let slowestStopMs = 0;
	let slowestMoveMs = 0;
	for (let stop = 0; stop < stops; stop++) {
		const [leaving, staying] = stop % 2 ? [two, one] : [one, two];
		let stopped = false;
		const writing = write(witnesses, 100, chance, () => stopped);
		const begun = performance.now() + 200 + chance.below(300);
		await until(() => performance.now() > begun);
		const since = performance.now();
		await leaving.kill('SIGTERM');
		slowestStopMs = Math.max(slowestStopMs, performance.now() - since);
		await until(
			async () => (await staying.state()).stats.sockets === witnesses.length,
			'all are on the node that stays'
		);
		slowestMoveMs = Math.max(slowestMoveMs, performance.now() - since);
		stopped = true;
		await writing;
		await until(() => witnesses.every(({ isSaved }) => isSaved), 'everything is saved', 20_000);
		for (const witness of witnesses) {
			const stored = await storedTokens(log, witness.documentId);
			const all = witness.changes.length;
			expect(witness.missing(stored, all), `stop ${stop}`).toEqual({ lost: [], twice: [] });
		}
		await leaving.start();
	}
	expect(slowestStopMs).toBeLessThan(5_000);
	// Nobody had to load anything again: it is the same document in the same page.
	expect(witnesses.map(({ connection }) => connection.doc)).toEqual(documents);
	for (const [at, { connection }] of witnesses.entries())
		expect(connection.doc).toBe(documents[at]);
	report(
		'a node stopped with SIGTERM',
		seed,
		`${stops} stops`,
		`0 lost, 0 twice; done in at most ${Math.round(slowestStopMs)} ms, all on the other node in ${Math.round(slowestMoveMs)} ms`
	);
}, 600_000);
