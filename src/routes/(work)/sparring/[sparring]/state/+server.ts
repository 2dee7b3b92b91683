import { json } from '@sveltejs/kit';
import { SparringId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) =>
	json(await locals.app.sparring.state(locals.actor, parseId(SparringId, params.sparring)));
