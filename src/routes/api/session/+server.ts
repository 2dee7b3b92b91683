import { json, type RequestEvent } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Says how long the sign-in lasts; nobody's is null. The hook does not ask who comes, or asking would prolong it. */
export const GET: RequestHandler = (event) => lasting(event);

/** "I am still here." */
export const POST: RequestHandler = async (event) => {
	await event.locals.app.signIn.stay(event.locals.actor);
	return lasting(event);
};

async function lasting({ locals, cookies }: RequestEvent): Promise<Response> {
	const { signIn } = locals.app;
	return json(await signIn.lasting(cookies.get(signIn.cookie().name)));
}
