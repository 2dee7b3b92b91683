import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startCluster } from '#server/db/embedded.ts';
import { migrate } from '#server/db/migrate.ts';
import { openDatabase } from '#server/db/open.ts';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import { isLong, length, percentile, report } from '../support/long.ts';
import { until } from '../support/until.ts';
import { bundleServer, Child } from './child.ts';
import { Chance, seedOf } from './updates.ts';
import { expectWhole, storedTokens, Witness, write } from './witness.ts';

/** A Postgres of its own that syncs to the disk, as in production. */
async function syncingPostgres(): Promise<string> {
	const dir = await mkdtemp(join(tmpdir(), 'samtavle-crash-'));
	const cluster = await startCluster({ dir });
	onTestFinished(async () => {
		await cluster.stop();
		await rm(cluster.place, { recursive: true, force: true });
		await rm(dir, { recursive: true, force: true });
	});
	await migrate(cluster.url('postgres'), process.cwd());
	return cluster.url('postgres');
}

/** A server just started runs slowly for a while: what is killed is one at work. */
const warmUpMs = length({ short: 900, long: 600 });

/** After so many kills everybody goes on with new documents, or they would become very long. */
const killsPerDocument = 20;

test.each([
	{ perSecond: 200, documents: 1, people: 3, seed: 3 },
	{ perSecond: 3_200, documents: 4, people: 2, seed: 4 }
])(
	'[R5] [R53] killed again and again at $perSecond changes a second, the server loses nothing it gave a receipt for',
	async ({ perSecond, documents, people, seed: fallback }) => {
		const seed = seedOf(fallback);
		const chance = new Chance(seed);
		const kills = length({ short: 4, long: 200 });
		const databaseUrl = await syncingPostgres();
		const { sql, close } = openDatabase(databaseUrl);
		onTestFinished(close);
		const log = createPostgresLog(sql);
		const limits = { foldUpdates: 200, messageBurst: 1e6, messagesPerSecond: 1e6 };
		const server = new Child(await bundleServer(), { databaseUrl, limits });
		await server.start();

		let witnesses: Witness[] = [];
		const counted = { changes: 0, receipts: 0, unsaved: 0, lateLost: 0 };
		const restartsMs: number[] = [];
		for (let kill = 0; kill < kills; kill++) {
			if (kill % killsPerDocument === 0) {
				for (const { connection } of witnesses) connection.destroy();
				witnesses = Array.from(
					{ length: documents * people },
					(_, at) => new Witness(server.url, `w${at}`, `d${kill}-${at % documents}`)
				);
				await until(() => witnesses.every(({ isSaved }) => isSaved), 'everybody is there');
			}
			const end = performance.now() + warmUpMs + chance.below(600);
			await write(witnesses, perSecond, chance, () => performance.now() > end);
			const promised = witnesses.map(({ receipts }) => receipts);
			const killedAt = performance.now();
			await server.kill();

			for (const [at, witness] of witnesses.entries()) {
				const stored = await storedTokens(log, witness.documentId);
				const first = promised[at] ?? 0;
				const say = `kill ${kill} of seed ${seed}, ${first} receipts of ${witness.changes.length}`;
				expect(witness.missing(stored, first), say).toEqual({ lost: [], twice: [] });
				counted.unsaved += witness.missing(stored, witness.changes.length).lost.length;
				const old = witness.madeBefore(killedAt - 50);
				counted.lateLost += witness.missing(stored, old).lost.length;
			}
			const since = performance.now();
			await server.start();
			restartsMs.push(performance.now() - since);
			await until(
				() => witnesses.every(({ isSaved }) => isSaved),
				'everybody is saved again',
				30_000
			);
			await expectWhole(log, witnesses, `after kill ${kill} of seed ${seed}`);
			counted.receipts += promised.reduce((sum, one) => sum + one, 0);
		}
		counted.changes = witnesses.reduce((sum, { changes }) => sum + changes.length, 0);
		expect(counted.receipts).toBeGreaterThan(kills * 3);
		report(
			`kill -9 at ${perSecond} changes/s`,
			seed,
			`${kills} kills`,
			`0 acknowledged lost, 0 twice, ${counted.lateLost} lost of what was sent ≥ 50 ms before; ` +
				`${counted.unsaved} cut off and brought back; restart p95 ${Math.round(percentile(restartsMs, 0.95))} ms`
		);
		// Of what is so fresh a crash may cut something off; the browsers bring it back.
		if (isLong) expect(counted.lateLost, `seed ${seed}: sent 50 ms before`).toBe(0);
		await server.kill('SIGTERM');
	},
	3_600_000
);
