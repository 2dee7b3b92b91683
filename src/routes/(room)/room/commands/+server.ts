import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { RoomCommand } from '#lib/model/room-commands.ts';
import { jsonBody } from '#lib/parts/json-body.ts';
import type { RequestHandler } from './$types';

/** A seat's wishes. Which meeting it is about lies in the seat, not in what is sent. */
export const POST: RequestHandler = async ({ locals, request }) => {
	const command = v.safeParse(RoomCommand, await jsonBody(request));
	if (!command.success) error(400);
	const { actor } = locals;
	if (actor.kind !== 'seat') error(401);
	return json(await locals.app.room.command(actor, actor.meetingId, command.output));
};
