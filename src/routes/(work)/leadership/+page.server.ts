import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	counts: await locals.app.leadership.counts(locals.actor)
});
