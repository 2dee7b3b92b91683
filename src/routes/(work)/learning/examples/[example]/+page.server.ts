import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
	example: await locals.app.learning.example(locals.actor, params.example)
});
