import { redirect } from '@sveltejs/kit';
import { CaseId, MeetingId } from '#lib/model/ids.ts';
import { easyLocale } from '#lib/parts/easy-locale.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

/** The citizen's screen on the professional's own device, when there is only one at the table. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { actor, app } = locals;
	if (actor.kind !== 'person') redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname)}`);
	const id = parseId(MeetingId, params.meeting);
	const meeting = await app.meetings.look(actor, id);
	if (meeting.kind !== 'planning' || meeting.phase !== 'inProgress') {
		redirect(303, `/meetings/${id}`);
	}
	const [page, profile] = await Promise.all([
		app.sessions.open(actor, id, easyLocale()),
		app.profiles.ofTable(actor, parseId(CaseId, meeting.case.id))
	]);
	return { page, case: meeting.case.id, profile };
};
