import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { startCluster } from '../../server/db/embedded.ts';
import { startServer } from './server.ts';

/**
 * One throw-away Postgres for the run. A real server fills the demo municipality into a template
 * once; every test clones it and starts a server of its own.
 */
export default async function setup() {
	const dir = await mkdtemp(join(tmpdir(), 'samtavle-e2e-'));
	const cluster = await startCluster({
		dir,
		settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']
	});
	process.env.E2E_CLUSTER = cluster.url('');
	const sql = postgres(cluster.url('postgres'), { max: 1 });
	await sql`create database demo`;
	await sql.end();
	const server = await startServer(cluster.url('demo'));
	await server.stop();

	return async () => {
		await cluster.stop();
		await rm(cluster.place, { recursive: true, force: true });
		await rm(dir, { recursive: true, force: true });
	};
}
