import { expect, test } from 'vitest';
import { MemberId, newId } from './ids.ts';
import {
	afterPause,
	nextSpeaker,
	passTurn,
	previousSpeaker,
	speaker,
	startRound
} from './round.ts';

const [mikkel, else_, karim] = [newId(MemberId), newId(MemberId), newId(MemberId)];
const round = () => startRound([mikkel, else_, karim], 1_000);

test('everybody speaks in turn, and then the round is over', () => {
	let now = round();
	expect(speaker(now)).toBe(mikkel);
	now = nextSpeaker(nextSpeaker(nextSpeaker(now, 2_000), 3_000), 4_000);
	expect(speaker(now)).toBeNull();
	expect(nextSpeaker(now, 5_000)).toBe(now);
	expect(speaker(previousSpeaker(now, 5_000))).toBe(karim);
});

test('whoever passes gives the word to the next', () => {
	const passed = passTurn(round(), mikkel, 2_000);
	expect(speaker(passed)).toBe(else_);
	expect(passed).toMatchObject({ passed: [mikkel], startedAt: 2_000 });
});

test('one may pass before the turn comes, and is then not asked', () => {
	const early = passTurn(round(), else_, 2_000);
	expect(speaker(early)).toBe(mikkel);
	expect(speaker(passTurn(early, mikkel, 3_000))).toBe(karim);
});

test('somebody who has spoken, or is not in the round, cannot pass', () => {
	const later = nextSpeaker(round(), 2_000);
	expect(passTurn(later, mikkel, 3_000)).toBe(later);
	expect(passTurn(later, newId(MemberId), 3_000)).toBe(later);
});

test('a pause takes no time from the one who speaks', () => {
	expect(afterPause(round(), 500).startedAt).toBe(1_500);
});
