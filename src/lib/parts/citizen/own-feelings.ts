import type { Feeling } from '#lib/board/plan-page.ts';
import { isCitizen, type Actor } from '#lib/model/person.ts';
import { feelingsIn } from './session-feelings.ts';

type Doors = Pick<App.Locals['app'], 'plan' | 'sessions'>;

/** How the citizen has had it, at meetings and in sessions, newest first: for the citizen. */
export async function ownFeelings({ plan, sessions }: Doors, actor: Actor): Promise<Feeling[]> {
	const atMeetings = await plan.feelings(actor);
	if (!isCitizen(actor)) return atMeetings;
	const { trend } = await sessions.trend(actor, actor.caseId);
	return [...atMeetings, ...feelingsIn(trend?.sessions ?? [])].toSorted((a, b) =>
		b.on.localeCompare(a.on)
	);
}
