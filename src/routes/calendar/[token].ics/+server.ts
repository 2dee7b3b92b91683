import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** A person's calendar. The address is the key: calendars of other makers have no session. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const text = await locals.app.calendar.feed(params.token);
	if (text === null) error(404);
	return new Response(text, {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'inline; filename="samtavle.ics"'
		}
	});
};
