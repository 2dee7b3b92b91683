import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { MeetingId } from '#lib/model/ids.ts';
import { RoomCommand } from '#lib/model/room-commands.ts';
import { jsonBody } from '#lib/parts/json-body.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { RequestHandler } from './$types';

/** The wishes of a professional whose phone is the companion. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const command = v.safeParse(RoomCommand, await jsonBody(request));
	if (!command.success) error(400);
	const id = parseId(MeetingId, params.meeting);
	return json(await locals.app.room.command(locals.actor, id, command.output));
};
