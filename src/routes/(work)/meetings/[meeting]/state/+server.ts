import { json } from '@sveltejs/kit';
import { MeetingId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { RequestHandler } from './$types';

/** The meeting's state and the server's clock in it, from which a screen measures its own. */
export const GET: RequestHandler = async ({ locals, params }) =>
	json(await locals.app.meetings.state(locals.actor, parseId(MeetingId, params.meeting)));
