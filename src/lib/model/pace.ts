import * as v from 'valibot';
import * as clocks from './clock.ts';
import type { Clock, Round } from './meeting.ts';
import * as rounds from './round.ts';
import { unreachable } from './unreachable.ts';

/**
 * What moves a meeting on, whatever kind of meeting it is: its clock and its round. `Who` is what
 * names somebody in the round: a member of a case, or a person.
 */
export type Move<Who extends string> =
	| { do: 'next' | 'previous' | 'extend' | 'giveBack'; at: number }
	| { do: 'goTo'; at: number; step: number }
	| { do: 'pause' | 'resume' | 'endRound' }
	| { do: 'startRound'; order: Who[] }
	| { do: 'nextSpeaker' | 'previousSpeaker'; at: number }
	| { do: 'pass'; member: Who };

/** The index of what the person saw when they pressed: a second press for the same is not another move. */
export const seen = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));

/** The same, as they are sent. */
export function moves<Who extends v.GenericSchema<string, string>>(who: Who) {
	return [
		v.object({ do: v.literal('next'), at: seen }),
		v.object({ do: v.literal('previous'), at: seen }),
		v.object({ do: v.literal('goTo'), at: seen, step: seen }),
		v.object({ do: v.literal('pause') }),
		v.object({ do: v.literal('resume') }),
		v.object({ do: v.literal('extend'), at: seen }),
		v.object({ do: v.literal('giveBack'), at: seen }),
		v.object({ do: v.literal('startRound'), order: v.pipe(v.array(who), v.maxLength(60)) }),
		v.object({ do: v.literal('nextSpeaker'), at: seen }),
		v.object({ do: v.literal('previousSpeaker'), at: seen }),
		v.object({ do: v.literal('pass'), member: who }),
		v.object({ do: v.literal('endRound') })
	] as const;
}

export interface Paced<Who extends string> {
	phase: string;
	clock: Clock | null;
	round: Round<Who> | null;
	steps: readonly clocks.TimedStep[];
}

const extraMinutes = 2;

/** What of the meeting changes, or why nothing does. */
export function move<Who extends string>(
	meeting: Paced<Who>,
	command: Move<Who>,
	now: number
): Partial<Pick<Paced<Who>, 'clock' | 'round'>> | 'changed' | 'notNow' {
	const { clock, round, steps, phase } = meeting;
	if (phase !== 'inProgress' || clock === null) return 'notNow';

	/** Two people who press at once saw the same step; only the first press still fits. */
	const stepTo = (at: number, index: number) => {
		if (clock.step !== at) return 'changed';
		const moved = clocks.goTo(clock, steps, index, now);
		// A round belongs to its step.
		return moved ? { clock: moved, round: null } : 'changed';
	};
	const inRound = (at: number, turned: (round: Round<Who>) => Round<Who>) => {
		if (!round || round.at !== at) return 'changed';
		return { round: turned(round) };
	};

	switch (command.do) {
		case 'next':
			return stepTo(command.at, command.at + 1);
		case 'previous':
			return stepTo(command.at, command.at - 1);
		case 'goTo':
			return stepTo(command.at, command.step);
		case 'pause':
			return clock.pausedAt === null ? { clock: clocks.pause(clock, now) } : 'changed';
		case 'resume': {
			if (clock.pausedAt === null) return 'changed';
			const paused = now - clock.pausedAt;
			return {
				clock: clocks.resume(clock, now),
				round: round && rounds.afterPause(round, paused)
			};
		}
		case 'extend':
			if (clock.step !== command.at) return 'changed';
			return { clock: clocks.extend(clock, steps, extraMinutes) };
		case 'giveBack': {
			const given = clocks.giveBack(clock, steps);
			return clock.step === command.at && given !== clock ? { clock: given } : 'changed';
		}
		case 'startRound':
			return { round: rounds.startRound(command.order, now) };
		case 'nextSpeaker':
			return inRound(command.at, (one) => rounds.onward(rounds.nextSpeaker(one, now), now));
		case 'previousSpeaker':
			return inRound(command.at, (one) => rounds.previousSpeaker(one, now));
		case 'pass': {
			const passed = round && rounds.passTurn(round, command.member, now);
			return passed === round ? 'changed' : { round: passed };
		}
		case 'endRound':
			return round ? { round: null } : 'changed';
		default:
			return unreachable(command);
	}
}
