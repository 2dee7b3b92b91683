import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

export type Database = PostgresJsDatabase;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
export type Sql = postgres.Sql;

export interface OpenDatabase {
	db: Database;
	/** For what Drizzle is no help with: the update log's batched inserts, advisory locks. */
	sql: Sql;
	close(): Promise<void>;
}

export function openDatabase(url: string): OpenDatabase {
	const sql = openConnections(url, 10);
	return { db: drizzle(sql), sql, close: () => sql.end({ timeout: 1 }) };
}

/** A few connections. One that is lost is tried again at least every second: people are waiting. */
export function openConnections(url: string, max: number): Sql {
	return postgres(url, {
		max,
		onnotice: () => undefined,
		connect_timeout: 10,
		backoff: (tries: number) => Math.min(0.05 * 2 ** tries, 1)
	});
}
