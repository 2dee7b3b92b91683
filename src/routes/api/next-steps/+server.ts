import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) =>
	json({ nextSteps: await locals.app.nextSteps.mine(locals.actor) });
