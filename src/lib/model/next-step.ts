import type { CaseId, DocumentId } from './ids.ts';
import { addDays, daysBetween, type DateString } from './dates.ts';
import type { Side } from './person.ts';

export type StepStatus = 'agreed' | 'underway' | 'done' | 'notDone';
export type HelpLevel = 'self' | 'reminded' | 'shown' | 'together' | 'forMe';

/** Somebody on a case, as shown beside a step. */
export interface StepPerson {
	name: string;
	side: Side;
}

/** A next step as its owner sees it, outside its case. */
export interface MyStep {
	documentId: DocumentId;
	key: string;
	what: string;
	case: { id: CaseId; number: string; displayName: string | null };
	owner: StepPerson | null;
	helper: StepPerson | null;
	/** Whether I am the owner, or help the owner. */
	mine: 'owner' | 'helper';
	due: DateString | null;
	status: StepStatus;
	/** What stood in the way, when it was not done. */
	obstacle: string | null;
	agreedOn: DateString | null;
	/** The day it was done, or given up. */
	settledOn: DateString | null;
}

export const dueGroups = ['now', 'thisWeek', 'nextWeek', 'later', 'undated', 'settled'] as const;
export type DueGroup = (typeof dueGroups)[number];

export function isSettled(status: StepStatus): boolean {
	return status === 'done' || status === 'notDone';
}

/** The Sunday of the week that a date lies in. */
function sundayOf(date: DateString): DateString {
	const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
	return addDays(date, (7 - weekday) % 7);
}

/**
 * Where a step stands in a list. What was settled today or yesterday stays where it stood, so that
 * nothing moves away under the hand that ticks it; after that it is among the settled ones.
 */
export function dueGroup(
	step: { due: DateString | null; status: StepStatus; settledOn: DateString | null },
	today: DateString
): DueGroup {
	const settledFor = step.settledOn === null ? 0 : daysBetween(step.settledOn, today);
	if (isSettled(step.status) && settledFor > 1) return 'settled';
	if (step.due === null) return 'undated';
	if (step.due <= today) return 'now';
	const sunday = sundayOf(today);
	if (step.due <= sunday) return 'thisWeek';
	return step.due <= addDays(sunday, 7) ? 'nextWeek' : 'later';
}

/** Steps by group, in the order of the groups; within a group by date. Empty groups are left out. */
export function byDueGroup<
	Step extends { due: DateString | null; status: StepStatus; settledOn: DateString | null }
>(steps: readonly Step[], today: DateString): { group: DueGroup; steps: Step[] }[] {
	const sorted = steps.toSorted((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));
	return dueGroups
		.map((group) => ({ group, steps: sorted.filter((step) => dueGroup(step, today) === group) }))
		.filter(({ steps: found }) => found.length > 0);
}

/** Days past the date of an open step; 0 when it is not late. */
export function daysLate(
	step: { due: DateString | null; status: StepStatus },
	today: DateString
): number {
	if (step.due === null || isSettled(step.status)) return 0;
	return Math.max(0, daysBetween(step.due, today));
}
