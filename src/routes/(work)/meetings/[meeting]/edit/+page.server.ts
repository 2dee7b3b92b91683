import { error, fail, redirect } from '@sveltejs/kit';
import { dateOf, timeOf } from '#lib/model/dates.ts';
import { MeetingId } from '#lib/model/ids.ts';
import { planFaults, planValues, readPlan, type PlanValues } from '#lib/model/meeting-plan.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const meeting = await locals.app.meetings.look(locals.actor, parseId(MeetingId, params.meeting));
	if (!meeting.may.plan) error(403, { message: m.error_not_allowed(), refusal: 'not-allowed' });
	const startsAt = new Date(meeting.startsAt);
	const values: PlanValues = {
		title: meeting.title,
		date: dateOf(startsAt),
		time: timeOf(startsAt, 'en'),
		place: meeting.place,
		callLink: meeting.callLink ?? '',
		facilitator: meeting.facilitator,
		backupFacilitator: meeting.backupFacilitator ?? '',
		invited: meeting.members.filter((one) => one.invited).map((one) => one.id)
	};
	return { meeting, values };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const values = planValues(await request.formData());
		const read = readPlan(values);
		if (!read.ok) return fail(400, { values, faults: read.faults });
		const id = parseId(MeetingId, params.meeting);
		const changed = await locals.app.meetings.change(locals.actor, id, read.plan);
		if (changed.ok) redirect(303, `/meetings/${id}`);
		if (changed.why === 'notNow') error(409, { message: m.error_closed(), refusal: 'closed' });
		return fail(400, { values, faults: planFaults[changed.why] });
	}
};
