import { json } from '@sveltejs/kit';
import type { AtDoor } from '#lib/model/host-commands.ts';
import { MeetingId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { RequestHandler } from './$types';

/** Who waits and who is in; asked for again whenever the meeting tells that it has changed. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const seats = await locals.app.door.look(locals.actor, parseId(MeetingId, params.meeting));
	const atDoor: AtDoor[] = seats.map(({ id, name, state, as, member }) => ({
		id,
		name,
		state,
		as,
		member
	}));
	return json(atDoor);
};
