import { SparringId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { RequestHandler } from './$types';

/** A time for one's own calendar, and nothing else. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const id = parseId(SparringId, params.sparring);
	const text = await locals.app.sparring.calendarFile(locals.actor, id, getLocale());
	return new Response(text, {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'attachment; filename="samtavle.ics"'
		}
	});
};
