import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { MeetingId } from '#lib/model/ids.ts';
import { MeetingCommand } from '#lib/model/meeting-commands.ts';
import { jsonBody } from '#lib/parts/json-body.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** One wish of one person in a running meeting. Everybody's screens hear of what came of it. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const meeting = parseId(MeetingId, params.meeting);
	const command = v.safeParse(MeetingCommand, await jsonBody(request));
	if (!command.success) error(400, { message: m.meeting_bad_request() });
	const answer = await locals.app.meetings.command(locals.actor, meeting, command.output);
	return json({ ...answer, state: await locals.app.meetings.state(locals.actor, meeting) });
};
