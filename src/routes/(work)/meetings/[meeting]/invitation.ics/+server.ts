import { MeetingId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const meeting = parseId(MeetingId, params.meeting);
	const text = await locals.app.calendarFiles.take(locals.actor, meeting, getLocale());
	return new Response(text, {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'attachment; filename="samtavle.ics"'
		}
	});
};
