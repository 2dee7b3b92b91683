import type { Clock } from './meeting.ts';
import type { Step } from './template.ts';

/**
 * The meeting's clock, as pure functions of what the server knows. Every answer is made from
 * instants, never from counted ticks, so that the time on the steps always adds up to the time of
 * the meeting. `now` is the server's clock in milliseconds.
 */
export type TimedStep = Pick<Step, 'key' | 'minutes' | 'minMinutes' | 'forCitizen'>;

const minuteMs = 60_000;

export function startClock(steps: readonly TimedStep[], now: number): Clock {
	return {
		startedAt: now,
		step: 0,
		stepStartedAt: now,
		pausedAt: null,
		stepPausedMs: 0,
		pausedMs: 0,
		plannedMs: Object.fromEntries(steps.map((step) => [step.key, step.minutes * minuteMs])),
		usedMs: {},
		givenMs: 0
	};
}

/** Time used on the current step so far, without pauses. */
export function stepElapsedMs(clock: Clock, now: number): number {
	return (clock.pausedAt ?? now) - clock.stepStartedAt - clock.stepPausedMs;
}

/** Time left on the current step; negative when it is over. */
export function stepLeftMs(clock: Clock, stepKey: string, now: number): number {
	return (clock.plannedMs[stepKey] ?? 0) - stepElapsedMs(clock, now);
}

/** Time used on the whole meeting so far, without pauses. */
export function elapsedMs(clock: Clock, now: number): number {
	return (clock.pausedAt ?? now) - clock.startedAt - clock.pausedMs;
}

/**
 * Moves to a step, backwards or forwards. A step that was left before goes on where it stopped.
 * A meeting that is paused stays paused. Null when there is no such step, or it is this one.
 */
export function goTo(
	clock: Clock,
	steps: readonly TimedStep[],
	index: number,
	now: number
): Clock | null {
	const from = steps[clock.step];
	const to = steps[index];
	if (!from || !to || index === clock.step) return null;
	const { [to.key]: before = 0, ...usedElsewhere } = clock.usedMs;
	return {
		...clock,
		step: index,
		stepStartedAt: now - before,
		pausedAt: clock.pausedAt === null ? null : now,
		stepPausedMs: 0,
		pausedMs: clock.pausedMs + (clock.pausedAt === null ? 0 : now - clock.pausedAt),
		usedMs: { ...usedElsewhere, [from.key]: stepElapsedMs(clock, now) }
	};
}

export function pause(clock: Clock, now: number): Clock {
	return clock.pausedAt === null ? { ...clock, pausedAt: now } : clock;
}

export function resume(clock: Clock, now: number): Clock {
	if (clock.pausedAt === null) return clock;
	const paused = now - clock.pausedAt;
	return {
		...clock,
		pausedAt: null,
		stepPausedMs: clock.stepPausedMs + paused,
		pausedMs: clock.pausedMs + paused
	};
}

/**
 * More time for the current step. It is taken from the steps to come that have most to spare, never
 * below their floor and never from the citizen's own; only what nobody can spare makes the meeting longer.
 */
export function extend(clock: Clock, steps: readonly TimedStep[], minutes: number): Clock {
	const current = steps[clock.step];
	if (!current) return clock;
	const plannedMs = { ...clock.plannedMs };
	const spare = (step: TimedStep) => (plannedMs[step.key] ?? 0) - step.minMinutes * minuteMs;
	const ahead = stepsAhead(clock, steps).filter((step) => step.forCitizen !== true);
	for (let minute = 0; minute < minutes; minute += 1) {
		const giver = [...ahead].sort((a, b) => spare(b) - spare(a))[0];
		if (giver && spare(giver) >= minuteMs) {
			plannedMs[giver.key] = (plannedMs[giver.key] ?? 0) - minuteMs;
		}
	}
	plannedMs[current.key] = (plannedMs[current.key] ?? 0) + minutes * minuteMs;
	return { ...clock, plannedMs };
}

/** What the steps that were left did not use, less what was given away already. Whole minutes. */
export function spareMs(clock: Clock): number {
	const unused = Object.entries(clock.usedMs).reduce(
		(sum, [key, used]) => sum + (clock.plannedMs[key] ?? 0) - used,
		0
	);
	return Math.max(0, Math.floor((unused - clock.givenMs) / minuteMs) * minuteMs);
}

/** Whom spare time is offered to: the citizen's next step, else the next. Null at the end. */
export function receiverOf<Timed extends TimedStep>(
	clock: Clock,
	steps: readonly Timed[]
): Timed | null {
	const ahead = steps.filter(
		(step, index) => index >= clock.step && !Object.hasOwn(clock.usedMs, step.key)
	);
	return ahead.find((step) => step.forCitizen === true) ?? ahead[1] ?? ahead[0] ?? null;
}

/** Gives the time that was not used to the citizen's next step. The meeting becomes no longer. */
export function giveBack(clock: Clock, steps: readonly TimedStep[]): Clock {
	const to = receiverOf(clock, steps);
	const spare = spareMs(clock);
	if (!to || spare === 0) return clock;
	return {
		...clock,
		givenMs: clock.givenMs + spare,
		plannedMs: { ...clock.plannedMs, [to.key]: (clock.plannedMs[to.key] ?? 0) + spare }
	};
}

/** When the meeting ends if every step from here on takes what it is planned to. */
export function endsAt(clock: Clock, steps: readonly TimedStep[], now: number): number {
	const current = steps[clock.step];
	const left = current ? Math.max(0, stepLeftMs(clock, current.key, now)) : 0;
	const ahead = stepsAhead(clock, steps);
	return ahead.reduce((sum, step) => sum + (clock.plannedMs[step.key] ?? 0), now + left);
}

/** Steps after the current one that nobody has been at yet. */
function stepsAhead(clock: Clock, steps: readonly TimedStep[]): TimedStep[] {
	return steps.filter(
		(step, index) => index > clock.step && !Object.hasOwn(clock.usedMs, step.key)
	);
}

/** Stops the clock: what was used on the last step is written down. */
export function stopClock(clock: Clock, steps: readonly TimedStep[], now: number): Clock {
	const last = steps[clock.step];
	const running = resume(clock, now);
	if (!last) return running;
	return { ...running, usedMs: { ...running.usedMs, [last.key]: stepElapsedMs(running, now) } };
}
