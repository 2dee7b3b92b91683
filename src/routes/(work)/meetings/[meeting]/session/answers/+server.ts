import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { MeetingId } from '#lib/model/ids.ts';
import { SessionCommand } from '#lib/model/session-commands.ts';
import { jsonBody } from '#lib/parts/json-body.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** What was answered, for those who sit in the session with the citizen. */
export const GET: RequestHandler = async ({ locals, params }) =>
	json(await locals.app.sessions.answers(locals.actor, parseId(MeetingId, params.meeting)));

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const id = parseId(MeetingId, params.meeting);
	const command = v.safeParse(SessionCommand, await jsonBody(request));
	if (!command.success) error(400, { message: m.meeting_bad_request() });
	return json(await locals.app.sessions.command(locals.actor, id, command.output));
};
