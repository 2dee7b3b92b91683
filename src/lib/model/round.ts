import type { Round } from './meeting.ts';

/** A round: everybody in turn, in an order that is seen beforehand. One may pass. */
export function startRound<Who extends string>(order: readonly Who[], now: number): Round<Who> {
	return { order: [...new Set(order)], at: 0, startedAt: now, passed: [] };
}

/** Who speaks now; null when the round is over. */
export function speaker<Who extends string>(round: Round<Who>): Who | null {
	return round.order[round.at] ?? null;
}

export function nextSpeaker<Who extends string>(round: Round<Who>, now: number): Round<Who> {
	return speaker(round) === null ? round : { ...round, at: round.at + 1, startedAt: now };
}

export function previousSpeaker<Who extends string>(round: Round<Who>, now: number): Round<Who> {
	return round.at === 0 ? round : { ...round, at: round.at - 1, startedAt: now };
}

/** Whoever has the floor, or waits for it, says pass. Those who speak later keep their places. */
export function passTurn<Who extends string>(
	round: Round<Who>,
	member: Who,
	now: number
): Round<Who> {
	const place = round.order.indexOf(member);
	if (place < round.at || round.passed.includes(member)) return round;
	const passed = { ...round, passed: [...round.passed, member] };
	return place === round.at ? onward(nextSpeaker(passed, now), now) : passed;
}

/** Goes past those who have said pass before their turn came. */
export function onward<Who extends string>(round: Round<Who>, now: number): Round<Who> {
	const at = speaker(round);
	if (at === null || !round.passed.includes(at)) return round;
	return onward(nextSpeaker(round, now), now);
}

/** The pause is over: the one who speaks has as long left as before it. */
export function afterPause<Who extends string>(round: Round<Who>, pausedMs: number): Round<Who> {
	return { ...round, startedAt: round.startedAt + pausedMs };
}
