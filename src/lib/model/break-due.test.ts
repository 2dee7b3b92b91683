import { expect, test } from 'vitest';
import { breakIsDue, sittingMs } from './break-due.ts';

const minutes = (count: number) => count * 60_000;
const steps = [
	{ key: 'in', view: 'checkIn' },
	{ key: 'place', view: 'place' },
	{ key: 'rest', view: 'rest' },
	{ key: 'agree', view: 'agree' }
];

test('one has sat since the beginning, or since the last break that was taken', () => {
	const used = { in: minutes(3), place: minutes(9), rest: minutes(5) };
	expect(sittingMs(steps, 1, used, minutes(2))).toBe(minutes(5));
	expect(sittingMs(steps, 3, used, minutes(2))).toBe(minutes(2));
});

test('a break that was skipped is none', () => {
	const used = { in: minutes(3), place: minutes(9), rest: 2_000 };
	expect(sittingMs(steps, 3, used, minutes(1))).toBe(minutes(13) + 2_000);
});

test('a break is offered after as many minutes as the citizen said, and again only after as many more', () => {
	expect(breakIsDue(10, minutes(9), 0)).toBe(false);
	expect(breakIsDue(10, minutes(10), 0)).toBe(true);
	expect(breakIsDue(10, minutes(11), minutes(10))).toBe(false);
	expect(breakIsDue(10, minutes(20), minutes(10))).toBe(true);
	// A break in between: counted anew.
	expect(breakIsDue(10, minutes(2), minutes(10))).toBe(false);
	expect(breakIsDue(null, minutes(90), 0)).toBe(false);
});
