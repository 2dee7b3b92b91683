import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	feelings: await locals.app.plan.feelings(locals.actor)
});
