import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { databaseFault } from '#server/cannot-start.ts';

/** One number for all nodes: whoever comes second waits and then finds nothing to do. */
const lockKey = 7_261_826;

/** Brings the database to the newest schema. Safe to call from several nodes at once, and twice. */
export async function migrate(url: string, root: string): Promise<void> {
	const sql = postgres(url, { max: 1, onnotice: () => undefined });
	try {
		await sql`select pg_advisory_lock(${lockKey})`;
		await applyMigrations(drizzle(sql), { migrationsFolder: join(root, 'drizzle') });
	} catch (fault) {
		throw databaseFault(fault, url) ?? fault;
	} finally {
		await sql.end({ timeout: 5 });
	}
}
