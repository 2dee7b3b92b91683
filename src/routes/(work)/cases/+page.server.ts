import { mayOpenInEmergency } from '#lib/model/policy.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const search = (url.searchParams.get('q') ?? '').slice(0, 100);
	const { actor, app } = locals;
	return {
		search,
		cases: await app.cases.list(actor, search),
		mayCreate:
			actor.kind === 'person' && (actor.duties.area !== null || actor.duties.coordinationLead),
		mayOpenInEmergency: actor.kind === 'person' && mayOpenInEmergency(actor.duties)
	};
};
