import type { CaseId } from '#lib/model/ids.ts';
import type { Actor, PersonActor } from '#lib/model/person.ts';
import { canOnCase, type CaseVerb, type Standing } from '#lib/model/policy.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { AccessQuestions } from './access.ts';

export type Demand = ReturnType<typeof createDemand>;

/** [P9] Goes on only for those who may. Whoever may not even open the case learns nothing of it. */
export function createDemand(access: Pick<AccessQuestions, 'standingOn'>) {
	return async function demand(
		actor: Actor,
		caseId: CaseId,
		verb: CaseVerb
	): Promise<{ actor: PersonActor; standing: Standing }> {
		if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
		if (actor.kind !== 'person') throw new Refusal('not-found');
		const standing = await access.standingOn(actor, caseId);
		if (canOnCase(verb, standing, actor.duties)) return { actor, standing };
		if (!canOnCase('open', standing, actor.duties)) throw new Refusal('not-found');
		const isClosed = standing.is === 'professional' && standing.caseClosed;
		throw new Refusal(isClosed ? 'closed' : 'not-allowed');
	};
}
