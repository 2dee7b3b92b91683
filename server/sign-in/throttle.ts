import { and, count, eq, gt, lt } from 'drizzle-orm';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { hashSecret } from './secrets.ts';
import { signInAttemptTable } from './tables.ts';

export interface ThrottleLimits {
	windowMs: number;
	/** Wrong guesses for one account, and from one address, within the window. */
	perAccount: number;
	perAddress: number;
}

const forPasswords: ThrottleLimits = { windowMs: 15 * 60_000, perAccount: 10, perAddress: 100 };

export type Throttle = ReturnType<typeof createThrottle>;

/** Slows down guessing without locking anybody out for longer than the window. */
export function createThrottle({
	db,
	now,
	limits = forPasswords
}: {
	db: Database;
	now: Now;
	limits?: ThrottleLimits;
}) {
	const failuresSince = async (
		column: 'accountHash' | 'ipHash',
		value: string
	): Promise<number> => {
		const [row] = await db
			.select({ failures: count() })
			.from(signInAttemptTable)
			.where(
				and(
					eq(signInAttemptTable[column], value),
					eq(signInAttemptTable.ok, false),
					gt(signInAttemptTable.at, new Date(now().getTime() - limits.windowMs))
				)
			);
		return row?.failures ?? 0;
	};

	return {
		async mayTry(account: string, ip: string): Promise<boolean> {
			const [forAccount, forAddress] = await Promise.all([
				failuresSince('accountHash', hashSecret(account)),
				failuresSince('ipHash', hashSecret(ip))
			]);
			return forAccount < limits.perAccount && forAddress < limits.perAddress;
		},

		async tried(account: string, ip: string, ok: boolean): Promise<void> {
			const accountHash = hashSecret(account);
			await db
				.insert(signInAttemptTable)
				.values({ accountHash, ipHash: hashSecret(ip), ok, at: now() });
			if (ok) {
				await db
					.delete(signInAttemptTable)
					.where(
						and(eq(signInAttemptTable.accountHash, accountHash), eq(signInAttemptTable.ok, false))
					);
			}
		},

		/** Attempts are forgotten after a day. */
		async forget(): Promise<void> {
			const dayAgo = new Date(now().getTime() - 24 * 3_600_000);
			await db.delete(signInAttemptTable).where(lt(signInAttemptTable.at, dayAgo));
		}
	};
}
