import { expect, test } from 'vitest';
import { askAgainInMs, endingOf } from './signed-in-for.svelte.ts';

const minutes = (count: number) => count * 60_000;
const lasts = (idle: number, end: number) => ({
	person: 'person:x',
	idleInMs: minutes(idle),
	endsInMs: minutes(end)
});

test('a sign-out is told at least five minutes ahead, and not in the half hour before that', () => {
	expect(endingOf(lasts(30, 700), 0)).toBe(null);
	expect(askAgainInMs(lasts(30, 700))).toBe(minutes(24));
	expect(endingOf(lasts(6, 700), 0)).toEqual({ why: 'idle', at: new Date(minutes(6)) });
	expect(askAgainInMs(lasts(5.5, 700))).toBeLessThan(minutes(0.5));
});

test('the end of the day is told rather than idleness, because staying does not move it', () => {
	expect(endingOf(lasts(5, 6), 0)).toEqual({ why: 'end', at: new Date(minutes(6)) });
	expect(endingOf(lasts(30, 4), 0)?.why).toBe('end');
	expect(askAgainInMs(lasts(30, 26))).toBe(minutes(20));
});

test('nobody is asked about for ever, and a server that does not answer is asked again', () => {
	expect(endingOf(null, 0)).toBe(null);
	expect(askAgainInMs(null)).toBe(null);
	expect(askAgainInMs(undefined)).toBeLessThan(minutes(1));
});
