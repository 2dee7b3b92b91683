import type { Feeling } from '#lib/board/plan-page.ts';
import { dateOf } from '#lib/model/dates.ts';
import { isCitizen, type Actor } from '#lib/model/person.ts';

type Doors = Pick<App.Locals['app'], 'plan' | 'sessions'>;

/** How the citizen has had it, at meetings and in sessions, newest first: for the citizen. */
export async function ownFeelings({ plan, sessions }: Doors, actor: Actor): Promise<Feeling[]> {
	const atMeetings = await plan.feelings(actor);
	if (!isCitizen(actor)) return atMeetings;
	const { trend } = await sessions.trend(actor, actor.caseId);
	const inSessions = (trend?.sessions ?? []).map(({ on, in: before, out }) => ({
		meeting: on,
		on: dateOf(new Date(on)),
		in: before?.face ?? null,
		out: out?.face ?? null,
		because: [before, out].map((mood) => mood?.because.trim() ?? '').filter((said) => said !== '')
	}));
	return [...atMeetings, ...inSessions].toSorted((a, b) => b.on.localeCompare(a.on));
}
