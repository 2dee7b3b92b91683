import { and, count, eq, gte, isNull } from 'drizzle-orm';
import { caseState, guaranteeOf } from '#lib/model/case.ts';
import { dateOf } from '#lib/model/dates.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import { caseTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { meetingTable } from '#server/meetings/tables.ts';
import { nextStepTable } from '#server/next-steps/tables.ts';

export interface Counts {
	cases: { fresh: number; underway: number; closed: number };
	guarantee: { running: number; needsTalk: number; over: number; met: number; late: number };
	/** Held in the last thirty days, and planned ahead. */
	meetings: { held: number; ahead: number };
	nextSteps: { agreed: number; underway: number; done: number; notDone: number };
}

const recentMs = 30 * 86_400_000;

/** What a manager sees: how many, never who. It reads rows only to count them. */
export function createLeadership({ db, now }: { db: Database; now: Now }) {
	async function meetings(at: Date): Promise<Counts['meetings']> {
		const [held] = await db
			.select({ meetings: count() })
			.from(meetingTable)
			.where(
				and(
					eq(meetingTable.phase, 'closed'),
					eq(meetingTable.kind, 'network'),
					gte(meetingTable.closedAt, new Date(at.getTime() - recentMs))
				)
			);
		const [ahead] = await db
			.select({ meetings: count() })
			.from(meetingTable)
			.where(
				and(
					eq(meetingTable.phase, 'invited'),
					eq(meetingTable.kind, 'network'),
					gte(meetingTable.startsAt, at)
				)
			);
		return { held: held?.meetings ?? 0, ahead: ahead?.meetings ?? 0 };
	}

	async function nextSteps(): Promise<Counts['nextSteps']> {
		const rows = await db
			.select({ status: nextStepTable.status, steps: count() })
			.from(nextStepTable)
			.innerJoin(caseTable, eq(caseTable.id, nextStepTable.caseId))
			.where(isNull(caseTable.closedAt))
			.groupBy(nextStepTable.status);
		const of = (status: string) => rows.find((row) => row.status === status)?.steps ?? 0;
		return {
			agreed: of('agreed'),
			underway: of('underway'),
			done: of('done'),
			notDone: of('notDone')
		};
	}

	return {
		async counts(actor: Actor): Promise<Counts> {
			if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
			if (actor.kind !== 'person' || !actor.duties.manager) throw new Refusal('not-found');
			await record(db, actor, { event: 'leadership:opened' });
			const at = now();
			const rows = await db
				.select({
					inquiryOn: caseTable.inquiryOn,
					firstTalkAt: caseTable.firstTalkAt,
					treatmentBeganOn: caseTable.treatmentBeganOn,
					closedAt: caseTable.closedAt
				})
				.from(caseTable);
			const states = rows.map((row) => caseState(row));
			const clocks = rows
				.filter((row) => row.closedAt === null)
				.flatMap((row) => guaranteeOf(row, dateOf(at)) ?? []);
			const inState = (state: string) => states.filter((one) => one === state).length;
			const clocked = (is: string) => clocks.filter((one) => one.is === is).length;
			return {
				cases: {
					fresh: inState('new'),
					underway: inState('underway'),
					closed: inState('closed')
				},
				guarantee: {
					running: clocked('running'),
					needsTalk: clocks.filter((one) => one.is === 'running' && one.needsTalk).length,
					over: clocked('over'),
					met: clocked('met'),
					late: clocked('late')
				},
				meetings: await meetings(at),
				nextSteps: await nextSteps()
			};
		}
	};
}
