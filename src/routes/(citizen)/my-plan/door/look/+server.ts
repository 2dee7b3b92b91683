import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { jsonBody } from '#lib/parts/json-body.ts';
import type { RequestHandler } from './$types';

const Look = v.object({ secret: v.pipe(v.string(), v.maxLength(80)) });

/** What an address needs. The address itself lies in the fragment, which browsers never send by themselves. */
export const POST: RequestHandler = async ({ locals, request }) => {
	const look = v.safeParse(Look, await jsonBody(request));
	if (!look.success) error(400);
	return json({ is: await locals.app.citizenDoor.look(look.output.secret, undefined) });
};
