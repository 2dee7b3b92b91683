import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { SessionCommand } from '#lib/model/session-commands.ts';
import { jsonBody } from '#lib/parts/json-body.ts';
import type { RequestHandler } from './$types';

/** What was answered. Which session it is about lies in the seat, not in what is asked. */
export const GET: RequestHandler = async ({ locals }) => {
	const { actor, app } = locals;
	if (actor.kind !== 'seat') error(401);
	return json(await app.sessions.answers(actor, actor.meetingId));
};

export const POST: RequestHandler = async ({ locals, request }) => {
	const command = v.safeParse(SessionCommand, await jsonBody(request));
	if (!command.success) error(400);
	const { actor, app } = locals;
	if (actor.kind !== 'seat') error(401);
	return json(await app.sessions.command(actor, actor.meetingId, command.output));
};
