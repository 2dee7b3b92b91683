import type { PersonId } from '#lib/model/ids.ts';
import type { Hit } from '#lib/model/anonymise/hit.ts';
import type { PersonActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { createThrottle } from '#server/sign-in/throttle.ts';

/** Whether a text names somebody, weighed against everybody on any case of those who take part. */
export type CheckWords = (
	text: string,
	participants: readonly PersonId[],
	dismissed: readonly string[]
) => Promise<{ ok: true } | { ok: false; hits: Hit[] }>;

export type Guard = ReturnType<typeof createGuard>;

/** How often somebody may be refused in ten minutes: enough to write badly, too little to search for names. */
export const refusals = { windowMs: 10 * 60_000, perAccount: 10 };

/**
 * Stands between what somebody has written and everybody else. What it refuses is kept nowhere:
 * the trail says that somebody was refused, how often and why, never with which words.
 */
export function createGuard({ db, now, check }: { db: Database; now: Now; check: CheckWords }) {
	const throttle = createThrottle({
		db,
		now,
		limits: { ...refusals, perAddress: Number.POSITIVE_INFINITY }
	});

	return {
		async weigh(
			actor: PersonActor,
			participants: readonly PersonId[],
			text: string,
			dismissed: readonly string[],
			where: Record<string, string>
		): Promise<{ ok: true } | { ok: false; hits: Hit[] }> {
			const who = `sparring:${actor.id}`;
			if (!(await throttle.mayTry(who, who))) throw new Refusal('too-many');
			const answer = await check(text, participants, dismissed);
			if (answer.ok) return answer;
			await throttle.tried(who, who, false);
			await record(db, actor, {
				event: 'sparring:refused',
				details: {
					...where,
					hits: answer.hits.length,
					cpr: answer.hits.some((hit) => hit.kind === 'cpr')
				}
			});
			return answer;
		}
	};
}
