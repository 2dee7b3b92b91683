import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) =>
	json({ cases: await locals.app.cases.list(locals.actor) });
