import { redirect } from '@sveltejs/kit';
import { CaseId, MeetingId } from '#lib/model/ids.ts';
import { screenProfile } from '#lib/model/profile.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
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
	const language = getLocale() === 'en' ? 'en' : 'da-simple';
	const [page, profile] = await Promise.all([
		app.sessions.open(actor, id, language),
		app.profiles.of(actor, parseId(CaseId, meeting.case.id))
	]);
	return { page, case: meeting.case.id, profile: screenProfile(profile, null) };
};
