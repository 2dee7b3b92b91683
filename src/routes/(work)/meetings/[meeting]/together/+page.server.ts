import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { dateOf } from '#lib/model/dates.ts';
import { Audience } from '#lib/model/document.ts';
import { MeetingId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const id = parseId(MeetingId, params.meeting);
	const meeting = await locals.app.meetings.enter(locals.actor, id);
	if (meeting.kind !== 'together') redirect(303, `/meetings/${id}`);
	if (meeting.phase !== 'inProgress') redirect(303, `/cases/${meeting.case.id}/board`);
	const documents = meeting.documents.filter((one) => one.kind === 'plan');
	return { meeting, documents, today: dateOf(new Date()) };
};

export const actions: Actions = {
	end: async ({ locals, params, request }) => {
		const id = parseId(MeetingId, params.meeting);
		const share = v.safeParse(Audience, (await request.formData()).get('audience'));
		const caseId = await locals.app.meetings.endTogether(
			locals.actor,
			id,
			share.success ? share.output : null
		);
		redirect(303, `/cases/${caseId}/board`);
	}
};
