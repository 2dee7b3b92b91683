import * as clocks from '#lib/model/clock.ts';
import type { MeetingCommand, NotDone } from '#lib/model/meeting-commands.ts';
import type { Round } from '#lib/model/meeting.ts';
import * as rounds from '#lib/model/round.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import type { MeetingRow } from './room-host.ts';

/** The commands that move the clock or the round: what follows from them depends on nothing else. */
export type Move = Extract<
	MeetingCommand,
	{
		do:
			| 'next'
			| 'previous'
			| 'goTo'
			| 'pause'
			| 'resume'
			| 'extend'
			| 'giveBack'
			| 'startRound'
			| 'nextSpeaker'
			| 'previousSpeaker'
			| 'pass'
			| 'endRound';
	}
>;

const extraMinutes = 2;

/** What of the meeting changes, or why nothing does. */
export function move(
	meeting: Pick<MeetingRow, 'phase' | 'clock' | 'round' | 'steps'>,
	command: Move,
	now: number
): Partial<Pick<MeetingRow, 'clock' | 'round'>> | NotDone {
	const { clock, round, steps, phase } = meeting;
	if (phase !== 'inProgress' || clock === null) return 'notNow';

	/** Two people who press at once saw the same step; only the first press still fits. */
	const stepTo = (at: number, index: number) => {
		if (clock.step !== at) return 'changed';
		const moved = clocks.goTo(clock, steps, index, now);
		// A round belongs to its step.
		return moved ? { clock: moved, round: null } : 'changed';
	};
	const inRound = (at: number, turned: (round: Round) => Round) => {
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
