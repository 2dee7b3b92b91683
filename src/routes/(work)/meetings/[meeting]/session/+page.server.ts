import { redirect } from '@sveltejs/kit';
import { MeetingId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { PageServerLoad } from './$types';

/** The laptop beside the citizen's screen, for those who sit in the session. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { actor, app } = locals;
	if (actor.kind !== 'person') redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname)}`);
	const id = parseId(MeetingId, params.meeting);
	const meeting = await app.meetings.look(actor, id);
	const running = meeting.phase === 'open' || meeting.phase === 'inProgress';
	if (meeting.kind !== 'planning' || !running) redirect(303, `/meetings/${id}`);
	return {
		meeting,
		page: await app.sessions.open(actor, id, getLocale()),
		joinAddress: `${app.settings.origin}/join`,
		screenAddress: `${app.settings.origin}/screen`
	};
};
