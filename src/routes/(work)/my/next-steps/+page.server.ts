import { stepActions } from './step-actions.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	return {
		today: locals.app.settings.today(),
		steps: await locals.app.nextSteps.mine(locals.actor)
	};
};

export const actions = stepActions;
