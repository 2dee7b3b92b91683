import { error, text } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, request, getClientAddress }) => {
	const { headers } = request;
	const from = {
		address: getClientAddress(),
		// A proxy on this machine makes everybody look local.
		forwarded: headers.has('x-forwarded-for') || headers.has('forwarded'),
		authorization: headers.get('authorization')
	};
	if (!locals.app.metrics.mayRead(from)) error(404, 'not found');
	return text(await locals.app.metrics.read(), {
		headers: { 'content-type': 'text/plain; version=0.0.4' }
	});
};
