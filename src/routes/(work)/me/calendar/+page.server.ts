import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	return { since: await locals.app.calendar.since(locals.actor) };
};

export const actions: Actions = {
	renew: async ({ locals }) => ({ address: await locals.app.calendar.renew(locals.actor) }),
	stop: async ({ locals }) => {
		await locals.app.calendar.stop(locals.actor);
	}
};
