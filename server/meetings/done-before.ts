import { and, eq, isNull, lt, or } from 'drizzle-orm';
import type { Database } from '#server/db/open.ts';
import { nextStepTable } from '#server/next-steps/tables.ts';
import type { MeetingRow } from './room-host.ts';

/**
 * The next steps that were done before the meeting began. What is done while it runs was open when it
 * came to it: every screen keeps that in sight, however late it came or often it was loaded.
 */
export async function doneBefore(
	db: Database,
	{ caseId, startedAt }: Pick<MeetingRow, 'caseId' | 'startedAt'>
): Promise<string[]> {
	const before =
		startedAt && or(isNull(nextStepTable.statusAt), lt(nextStepTable.statusAt, startedAt));
	const rows = await db
		.select({ key: nextStepTable.key })
		.from(nextStepTable)
		.where(
			and(eq(nextStepTable.caseId, caseId), eq(nextStepTable.status, 'done'), before ?? undefined)
		);
	return rows.map(({ key }) => key);
}
