import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	elapsedMs,
	endsAt,
	extend,
	giveBack,
	goTo,
	pause,
	receiverOf,
	resume,
	spareMs,
	startClock,
	stepElapsedMs,
	stepLeftMs,
	stopClock,
	type TimedStep
} from './clock.ts';
import type { Clock } from './meeting.ts';

const minute = 60_000;
const steps: TimedStep[] = [
	{ key: 'welcome', minutes: 5, minMinutes: 3 },
	{ key: 'round', minutes: 12, minMinutes: 8 },
	{ key: 'focus', minutes: 6, minMinutes: 3, forCitizen: true },
	{ key: 'labour', minutes: 10, minMinutes: 6 },
	{ key: 'checkOut', minutes: 5, minMinutes: 2 }
];
const total = 38 * minute;
const ten = Date.parse('2026-12-01T10:00:00Z');

function planned(clock: Clock): number {
	return Object.values(clock.plannedMs).reduce((sum, ms) => sum + ms, 0);
}

function go(clock: Clock, index: number, now: number): Clock {
	return goTo(clock, steps, index, now) ?? clock;
}

test('a step that was left remembers its time, and goes on from there when one returns', () => {
	let clock = go(startClock(steps, ten), 1, ten + 4 * minute);
	expect(clock.usedMs).toEqual({ welcome: 4 * minute });
	clock = go(clock, 0, ten + 5 * minute);
	expect(stepElapsedMs(clock, ten + 6 * minute)).toBe(5 * minute);
	expect(stepLeftMs(clock, 'welcome', ten + 7 * minute)).toBe(-minute);
});

test('moving to where one is, or to where nothing is, is no move', () => {
	const clock = startClock(steps, ten);
	expect(goTo(clock, steps, 0, ten)).toBeNull();
	expect(goTo(clock, steps, 5, ten)).toBeNull();
	expect(goTo(clock, steps, -1, ten)).toBeNull();
});

test('a pause takes no time from the step, and a paused meeting that moves on stays paused', () => {
	let clock = pause(startClock(steps, ten), ten + minute);
	expect(stepElapsedMs(clock, ten + 30 * minute)).toBe(minute);
	clock = go(clock, 1, ten + 31 * minute);
	expect(stepElapsedMs(clock, ten + 40 * minute)).toBe(0);
	clock = resume(clock, ten + 41 * minute);
	expect(stepElapsedMs(clock, ten + 42 * minute)).toBe(minute);
	expect(elapsedMs(clock, ten + 42 * minute)).toBe(2 * minute);
});

test('unused minutes go to the next step that is the citizen’s own, and the meeting ends when it did', () => {
	const clock = go(startClock(steps, ten), 1, ten + 2 * minute);
	expect(spareMs(clock)).toBe(3 * minute);
	expect(receiverOf(clock, steps)?.key).toBe('focus');
	const given = giveBack(clock, steps);
	expect(given.plannedMs.focus).toBe(9 * minute);
	expect(given.plannedMs.welcome).toBe(5 * minute);
	expect(spareMs(given)).toBe(0);
	expect(giveBack(given, steps)).toBe(given);
	expect(endsAt(given, steps, ten + 2 * minute)).toBe(ten + total);
});

test('two minutes more are taken from where there is most to spare, never from the citizen’s own step', () => {
	const clock = extend(startClock(steps, ten), steps, 2);
	expect(clock.plannedMs.welcome).toBe(7 * minute);
	expect(clock.plannedMs.focus).toBe(6 * minute);
	expect(planned(clock)).toBe(total);
	expect(endsAt(clock, steps, ten)).toBe(ten + total);
});

test('when nobody can spare a minute the meeting grows', () => {
	const last = go(startClock(steps, ten), 4, ten + 33 * minute);
	expect(planned(extend(last, steps, 2))).toBe(total + 2 * minute);
});

const act = fc.record({
	after: fc.nat({ max: 20 * minute }),
	do: fc.constantFrom('next', 'previous', 'jump', 'pause', 'resume', 'extend', 'giveBack'),
	to: fc.nat({ max: 4 })
});

/** Whatever is pressed, and whenever. */
function play(acts: { after: number; do: string; to: number }[]) {
	let now = ten;
	let clock = startClock(steps, now);
	let added = 0;
	for (const { after, do: what, to } of acts) {
		now += after;
		const before = planned(clock) - clock.givenMs;
		if (what === 'next') clock = go(clock, clock.step + 1, now);
		if (what === 'previous') clock = go(clock, clock.step - 1, now);
		if (what === 'jump') clock = go(clock, to, now);
		if (what === 'pause') clock = pause(clock, now);
		if (what === 'resume') clock = resume(clock, now);
		if (what === 'extend') clock = extend(clock, steps, 2);
		if (what === 'giveBack') clock = giveBack(clock, steps);
		added += planned(clock) - clock.givenMs - before;
	}
	return { clock, now, added };
}

test('whatever is pressed, the time of the steps adds up to the time of the meeting', () => {
	fc.assert(
		fc.property(fc.array(act, { maxLength: 60 }), fc.nat({ max: minute }), (acts, later) => {
			const { clock, now } = play(acts);
			const used = Object.values(clock.usedMs).reduce((sum, ms) => sum + ms, 0);
			expect(used + stepElapsedMs(clock, now + later)).toBe(elapsedMs(clock, now + later));
			const stopped = stopClock(clock, steps, now + later);
			const all = Object.values(stopped.usedMs).reduce((sum, ms) => sum + ms, 0);
			expect(all).toBe(elapsedMs(stopped, now + later));
		})
	);
});

test('whatever is pressed, no time is made or lost but by what was asked for, and no floor is broken', () => {
	fc.assert(
		fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
			const { clock, added } = play(acts);
			expect(planned(clock) - clock.givenMs).toBe(total + added);
			expect(added % minute).toBe(0);
			expect(added).toBeGreaterThanOrEqual(0);
			for (const step of steps) {
				expect(clock.plannedMs[step.key]).toBeGreaterThanOrEqual(step.minMinutes * minute);
			}
			expect(Object.hasOwn(clock.usedMs, steps[clock.step]?.key ?? '')).toBe(false);
		})
	);
});
