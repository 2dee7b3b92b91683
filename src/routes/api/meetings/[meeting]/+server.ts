import { error, json } from '@sveltejs/kit';
import { MeetingId } from '#lib/model/ids.ts';
import { m } from '#lib/paraglide/messages.js';
import { parseId } from '#lib/parts/parse-id.ts';
import type { RequestHandler } from './$types';

/** Agenda and state; what was captured, while it may be read; and the minutes, where there are any, once it is closed. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { actor, app } = locals;
	if (actor.kind !== 'person') error(401, { message: m.error_not_signed_in() });
	const id = parseId(MeetingId, params.meeting);
	const meeting = await app.meetings.look(actor, id);
	const isOver = meeting.phase === 'closed' || meeting.phase === 'cancelled';
	const entered =
		meeting.may.takePart && !isOver ? await app.meetings.enter(actor, id, 'own') : null;
	const captured = entered?.documents.find(({ kind }) => kind === 'meeting')?.board ?? null;
	const minutes = meeting.phase === 'closed' ? await app.minutes.readIfAny(actor, id) : null;
	return json({ meeting, captured, minutes });
};
