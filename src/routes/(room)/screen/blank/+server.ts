import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { jsonBody } from '#lib/parts/json-body.ts';
import type { RequestHandler } from './$types';

const Said = v.object({ blank: v.boolean() });

/** The screen says what is on it now. */
export const POST: RequestHandler = async ({ locals, request }) => {
	const said = v.safeParse(Said, await jsonBody(request));
	if (!said.success) error(400);
	await locals.app.screens.confirmBlank(locals.actor, said.output.blank);
	return new Response(null, { status: 204 });
};
