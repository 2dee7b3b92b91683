import { fail, redirect } from '@sveltejs/kit';
import { MeetingId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { actor, app } = locals;
	const id = parseId(MeetingId, params.meeting);
	const meeting = await app.meetings.look(actor, id);
	const isAhead = ['draft', 'invited', 'open'].includes(meeting.phase);
	const prepared =
		isAhead && meeting.may.takePart ? await app.meetings.enter(actor, id, 'own') : null;
	return { meeting, documents: prepared?.documents ?? [] };
};

export const actions: Actions = {
	invite: async ({ locals, params }) => {
		const id = parseId(MeetingId, params.meeting);
		const done = await locals.app.meetings.invite(locals.actor, id);
		if (!done.ok) return fail(409, { why: done.why });
	},

	open: async ({ locals, params }) => {
		const id = parseId(MeetingId, params.meeting);
		const done = await locals.app.meetings.open(locals.actor, id);
		if (!done.ok) return fail(409, { why: done.why });
		redirect(303, `/meetings/${id}/run`);
	},

	cancel: async ({ locals, params }) => {
		const id = parseId(MeetingId, params.meeting);
		const done = await locals.app.meetings.cancel(locals.actor, id);
		if (!done.ok) return fail(409, { why: done.why });
	},

	/** The minutes of the agenda, for this meeting alone. */
	adapt: async ({ locals, params, request }) => {
		const id = parseId(MeetingId, params.meeting);
		const form = [...(await request.formData())];
		const minutes = Object.fromEntries(
			form.map(([step, value]) => [step, Number(value)]).filter(([, count]) => Number(count) > 0)
		);
		const done = await locals.app.meetings.adapt(locals.actor, id, minutes);
		if (!done.ok) return fail(409, { why: done.why });
	}
};
