import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startCluster } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** A throw-away Postgres; `template` in it is migrated and empty. */
		clusterUrl: string;
	}
}

/** One Postgres for the whole run, without fsync; each test file clones the migrated template. */
export default async function setup(project: TestProject) {
	const dir = await mkdtemp(join(tmpdir(), 'samtavle-test-'));
	const cluster = await startCluster({
		dir,
		settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']
	});
	const sql = postgres(cluster.url('postgres'), { max: 1 });
	await sql`create database template`;
	await sql.end();
	await migrate(cluster.url('template'), project.config.root);
	project.provide('clusterUrl', cluster.url(''));

	return async () => {
		await cluster.stop();
		await rm(cluster.place, { recursive: true, force: true });
		await rm(dir, { recursive: true, force: true });
	};
}
