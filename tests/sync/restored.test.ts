import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#server/db/open.ts';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import { backUp, restore } from '#server/tools/backup.ts';
import { newDatabaseUrl } from '../support/database.ts';
import { length, report } from '../support/long.ts';
import { until } from '../support/until.ts';
import { bundleServer, Child } from './child.ts';
import { Chance, seedOf } from './updates.ts';
import { expectWhole, storedTokens, Witness, write } from './witness.ts';

/** A database that opens with the test and closes with it. */
function opened(url: string) {
	const database = openDatabase(url);
	onTestFinished(() => database.close());
	return {
		...database,
		origin: 'https://samtavle.example',
		dataDir: '/nowhere',
		say: () => undefined
	};
}

test('[R53] an older backup is restored: what browsers still hold comes back, though all of it had receipts', async () => {
	const seed = seedOf(23);
	const chance = new Chance(seed);
	const dir = await mkdtemp(join(tmpdir(), 'samtavle-restored-'));
	onTestFinished(() => rm(dir, { recursive: true, force: true }));
	const file = join(dir, 'backup.gz');
	const bundle = await bundleServer();
	const limits = { foldUpdates: 50 };
	const firstUrl = await newDatabaseUrl();
	const first = new Child(bundle, { databaseUrl: firstUrl, limits });
	await first.start();
	const witnesses = ['a', 'b', 'c', 'd'].map(
		(key, at) => new Witness(first.url, key, `d${at % 2}`)
	);
	const allSaved = () =>
		until(() => witnesses.every(({ isSaved }) => isSaved), 'all is saved', 20_000);
	const edits = length({ short: 100, long: 2_000 });
	const writes = () => {
		const end = made() + edits;
		return write(witnesses, 100, chance, () => made() >= end);
	};
	const made = () => witnesses.reduce((sum, { changes }) => sum + changes.length, 0);

	await allSaved();
	await writes();
	await allSaved();
	await backUp(opened(firstUrl), file);
	await writes();
	await allSaved(); // every one of these has a receipt, and is not in the backup
	await first.kill();

	const secondUrl = await newDatabaseUrl();
	const restored = opened(secondUrl);
	await restore(restored, file);
	const log = createPostgresLog(restored.sql);
	const inBackup = (await storedTokens(log, 'd0')).length + (await storedTokens(log, 'd1')).length;
	const alive = witnesses.reduce((sum, one) => sum + one.alive.length, 0);
	expect(inBackup).toBeLessThan(alive);

	const second = new Child(bundle, { databaseUrl: secondUrl, limits, port: first.port });
	second.port = first.port;
	await second.start();
	await until(
		async () => (await second.state()).stats.sockets === witnesses.length,
		'everybody is back'
	);
	await allSaved();
	await expectWhole(log, witnesses, `seed ${seed}`);
	report(
		'an older backup restored',
		seed,
		`${edits} changes after it`,
		`0 lost of what browsers held, 0 twice (${inBackup} of ${alive} were in the backup)`
	);
}, 600_000);
