import { expect, test } from 'vitest';
import { byDueGroup, daysLate, dueGroup, type StepStatus } from './next-step.ts';

/** A Thursday. */
const today = '2026-11-26';
const step = (
	due: string | null,
	status: StepStatus = 'agreed',
	settledOn: string | null = null
) => ({ due, status, settledOn });

test('what is late or due today is now', () => {
	expect(dueGroup(step('2026-11-25'), today)).toBe('now');
	expect(dueGroup(step('2026-11-26'), today)).toBe('now');
});

test('a week ends on its Sunday', () => {
	expect(dueGroup(step('2026-11-29'), today)).toBe('thisWeek');
	expect(dueGroup(step('2026-11-30'), today)).toBe('nextWeek');
	expect(dueGroup(step('2026-12-06'), today)).toBe('nextWeek');
	expect(dueGroup(step('2026-12-07'), today)).toBe('later');
	expect(dueGroup(step('2026-11-30'), '2026-11-29')).toBe('nextWeek');
	expect(dueGroup(step(null), today)).toBe('undated');
});

test('what was ticked today or yesterday stays where it stood', () => {
	expect(dueGroup(step('2026-11-27', 'done', '2026-11-25'), today)).toBe('thisWeek');
	expect(dueGroup(step('2026-11-27', 'done', '2026-11-24'), today)).toBe('settled');
	expect(dueGroup(step('2026-11-20', 'notDone', '2026-11-26'), today)).toBe('now');
});

test('groups come in their order, steps by date, and empty groups are left out', () => {
	const steps = [step(null), step('2026-11-28'), step('2026-11-27'), step('2026-11-24')];
	expect(byDueGroup(steps, today).map(({ group, steps: found }) => [group, found.length])).toEqual([
		['now', 1],
		['thisWeek', 2],
		['undated', 1]
	]);
	expect(byDueGroup(steps, today)[1]?.steps[0]?.due).toBe('2026-11-27');
});

test('only an open step can be late', () => {
	expect(daysLate(step('2026-11-25'), today)).toBe(1);
	expect(daysLate(step('2026-11-25', 'done', '2026-11-26'), today)).toBe(0);
	expect(daysLate(step(null), today)).toBe(0);
});
