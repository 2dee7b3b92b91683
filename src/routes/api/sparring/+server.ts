import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Numbers for those who answer for the work: held, model, how many per area, how long. */
export const GET: RequestHandler = async ({ locals }) =>
	json(await locals.app.sparringNumbers.numbers(locals.actor));
