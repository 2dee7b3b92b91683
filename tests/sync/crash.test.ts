import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { startCluster } from '#server/db/embedded.ts';
import { migrate } from '#server/db/migrate.ts';
import { openDatabase } from '#server/db/open.ts';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import { isLong, length, percentile, report } from '../support/long.ts';
import { until } from '../support/until.ts';
import { bundleServer, Child } from './child.ts';
import { clock } from './clock.ts';
import { Generator, type Written } from './generators.ts';
import { origin } from './meeting.ts';
import { Chance, seedOf } from './updates.ts';
import { expectWhole, missing, storedTokens, Witness, write } from './witness.ts';

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

async function crashing() {
	const databaseUrl = await syncingPostgres();
	const { sql, close } = openDatabase(databaseUrl);
	onTestFinished(close);
	const limits = { foldUpdates: 200, messageBurst: 1e6, messagesPerSecond: 1e6 };
	const server = new Child(await bundleServer(), { databaseUrl, limits });
	await server.start();
	return { log: createPostgresLog(sql), server };
}

const kills = Number(process.env.RUNS ?? length({ short: 3, long: 200 }));

test('[R5] [R53] killed again and again under our own clients, the server loses nothing it gave a receipt for', async () => {
	const seed = seedOf(3);
	const chance = new Chance(seed);
	const { log, server } = await crashing();
	let witnesses: Witness[] = [];
	const counted = { receipts: 0, unsaved: 0 };
	const restartsMs: number[] = [];
	for (let kill = 0; kill < kills; kill++) {
		if (kill % killsPerDocument === 0) {
			for (const { connection } of witnesses) connection.destroy();
			witnesses = ['a', 'b', 'c'].map((key) => new Witness(server.url, key, `d${kill}`));
			await until(() => witnesses.every(({ isSaved }) => isSaved), 'everybody is there');
		}
		const end = performance.now() + warmUpMs + chance.below(600);
		await write(witnesses, 200, chance, () => performance.now() > end);
		const promised = witnesses.map(({ receipts }) => receipts);
		await server.kill();

		for (const [at, witness] of witnesses.entries()) {
			const stored = await storedTokens(log, witness.documentId);
			const first = promised[at] ?? 0;
			const say = `kill ${kill} of seed ${seed}, ${first} receipts of ${witness.changes.length}`;
			expect(witness.missing(stored, first), say).toEqual({ lost: [], twice: [] });
			counted.unsaved += witness.missing(stored, witness.changes.length).lost.length;
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
	expect(counted.receipts).toBeGreaterThan(kills * 3);
	report(
		'kill -9 under our own clients, 200 changes/s',
		seed,
		`${kills} kills`,
		`0 acknowledged lost, 0 twice; ${counted.unsaved} cut off and brought back; ` +
			`restart p95 ${Math.round(percentile(restartsMs, 0.95))} ms`
	);
	await server.kill('SIGTERM');
}, 3_600_000);

/** What others were sent of somebody's words by a moment. */
function heardBy(moment: number, { heard }: Written): Set<string> {
	const tokens = new Set<string>();
	for (const { at, update } of heard) {
		if (at > moment) continue;
		for (const { content } of Y.decodeUpdate(update).structs.filter(
			(one) => one instanceof Y.Item
		)) {
			if (content instanceof Y.ContentAny)
				for (const token of content.arr) tokens.add(String(token));
		}
	}
	return tokens;
}

test.each([
	{ perSecond: 200, documents: 1, people: 3, seed: 5 },
	{ perSecond: 3_200, documents: 4, people: 2, seed: 4 }
])(
	'[R5] [R53] killed in the middle of $perSecond changes a second, the server has what was sent 50 ms before',
	async ({ perSecond, documents, people, seed: fallback }) => {
		const seed = seedOf(fallback);
		const chance = new Chance(seed);
		const { log, server } = await crashing();
		const writers = await Generator.start();
		const counted = { changes: 0, receipts: 0, unsaved: 0, sent: 0, heard: 0 };
		let writingMs = 0;
		for (let kill = 0; kill < kills; kill++) {
			if (kill % killsPerDocument === 0) {
				counted.changes += madeBy(writers.written);
				await writers.come({
					server: server.url,
					origin,
					seed: seed + kill,
					documents: Array.from(
						{ length: documents * people },
						(_, at) => `d${kill}-${at % documents}`
					)
				});
			}
			const since = clock();
			await writers.write(perSecond);
			await new Promise((resolve) => setTimeout(resolve, warmUpMs + chance.below(600)));
			const killedAt = clock();
			await server.kill();
			writingMs += killedAt - since;
			await writers.tell();

			for (const written of writers.written) {
				const { documentId, changes, receipts } = written;
				const stored = await storedTokens(log, documentId);
				const say = `kill ${kill} of seed ${seed}, ${receipts} receipts of ${changes.length}`;
				expect(missing(changes, stored, receipts), say).toEqual({ lost: [], twice: [] });
				const { lost } = missing(changes, stored, changes.length);
				counted.receipts += receipts;
				counted.unsaved += lost.length;
				counted.sent += lost.filter(({ sentAt }) => sentAt <= killedAt - 50).length;
				const others = writers.written.filter(
					(other) => other !== written && other.documentId === documentId
				);
				const heard = others.map((other) => heardBy(killedAt - 50, other));
				counted.heard += lost.filter(
					({ kind, token }) => kind === 'write' && heard.some((tokens) => tokens.has(token))
				).length;
			}
			await server.start();
			await writers.comeBack();
			for (const { documentId, changes } of writers.written) {
				const stored = await storedTokens(log, documentId);
				const say = `after kill ${kill} of seed ${seed}`;
				expect(missing(changes, stored, changes.length), say).toEqual({ lost: [], twice: [] });
			}
		}
		counted.changes += madeBy(writers.written);
		const rate = Math.round(counted.changes / (writingMs / 1_000));
		report(
			`kill -9 in the middle of ${perSecond} changes/s`,
			seed,
			`${kills} kills`,
			`0 acknowledged lost, 0 twice; lost of what had been sent 50 ms before: ${counted.sent}, ` +
				`of what others had heard by then: ${counted.heard}; ${counted.unsaved} cut off and brought back; ${rate} changes/s made`
		);
		expect(counted.receipts).toBeGreaterThan(kills * 3);
		// Of what is so fresh a crash may cut something off; the browsers bring it back.
		if (isLong) expect(counted.sent, `seed ${seed}: sent 50 ms before`).toBe(0);
		await server.kill('SIGTERM');
	},
	3_600_000
);

function madeBy(written: readonly Written[]): number {
	return written.reduce((sum, { changes }) => sum + changes.length, 0);
}
