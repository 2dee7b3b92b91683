import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => locals.app.sparring.list(locals.actor);
