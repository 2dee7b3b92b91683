import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** What the palette can find, fetched when it is opened. */
export const GET: RequestHandler = async ({ locals }) => {
	return json(await locals.app.overview.findable(locals.actor));
};
