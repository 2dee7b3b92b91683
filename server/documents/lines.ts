import type { Sql } from '#server/db/open.ts';
import { Late, within } from '#server/sync/within.ts';

/** Runs some work on a connection to Postgres. */
export type Ask = <Result>(work: (sql: Sql) => Promise<Result>) => Promise<Result>;

const mostPatientMs = 120_000;

/**
 * Connections of the log alone, given up when Postgres stays silent on them. A line that a firewall
 * or a cut cable dropped looks alive for a quarter of an hour, and so long nothing would be saved. One
 * that is only slow gets twice the time at each further try.
 */
export function createLines(
	open: () => Sql,
	firstMs = 10_000
): { ask: Ask; close(): Promise<void> } {
	let sql = open();
	let patienceMs = firstMs;
	return {
		async ask(work) {
			const used = sql;
			try {
				const result = await within(patienceMs, work(used));
				patienceMs = firstMs;
				return result;
			} catch (error) {
				if (error instanceof Late && used === sql) {
					sql = open();
					patienceMs = Math.min(patienceMs * 2, mostPatientMs);
					void used.end({ timeout: 0 });
				}
				throw error;
			}
		},
		close: () => sql.end({ timeout: 0.5 })
	};
}
