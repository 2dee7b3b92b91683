import { randomInt } from 'node:crypto';
import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '#server/db/open.ts';
import { meetingTable, screenTable } from './tables.ts';

/** Only these two phases have a room: seats, a shared screen, a code on the wall. */
export const roomPhases = ['open', 'inProgress'] as const;

/** Six digits are read aloud and typed by hand; what keeps them safe is the throttle at each door. */
function sixDigits(): string {
	return randomInt(1_000_000).toString().padStart(6, '0');
}

/** People read "482 913" and may type it so. Null when these are not six digits. */
export function readSixDigits(typed: string): string | null {
	const digits = typed.replaceAll(/[\s-]/g, '');
	return /^\d{6}$/.test(digits) ? digits : null;
}

/**
 * The code with which seats ask to be let in; no other live meeting has it. Called in the
 * transaction that opens a meeting, and kept in `meeting.join_code` until it closes.
 */
export async function newJoinCode(tx: Transaction): Promise<string> {
	return unused(tx, async (code) => {
		const [row] = await tx
			.select({ taken: count() })
			.from(meetingTable)
			.where(and(eq(meetingTable.joinCode, code), inArray(meetingTable.phase, [...roomPhases])));
		return row?.taken === 0;
	});
}

/** The PIN that a screen shows; no other screen shows it now. */
export async function newPin(tx: Transaction): Promise<string> {
	return unused(tx, async (pin) => {
		const [row] = await tx
			.select({ taken: count() })
			.from(screenTable)
			.where(and(eq(screenTable.pin, pin), isNull(screenTable.endedAt)));
		return row?.taken === 0;
	});
}

/** Two who ask at once take turns, so that they cannot be given the same digits. */
async function unused(tx: Transaction, isFree: (digits: string) => Promise<boolean>) {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtext('samtavle:six-digits'))`);
	let digits = sixDigits();
	while (!(await isFree(digits))) digits = sixDigits();
	return digits;
}
