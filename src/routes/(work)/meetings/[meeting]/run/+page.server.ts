import { redirect } from '@sveltejs/kit';
import { dateOf } from '#lib/model/dates.ts';
import { MeetingId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { actor, app } = locals;
	if (actor.kind !== 'person') redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname)}`);
	const id = parseId(MeetingId, params.meeting);
	const meeting = await app.meetings.enter(actor, id);
	if (meeting.phase !== 'open' && meeting.phase !== 'inProgress') redirect(303, `/meetings/${id}`);
	if (meeting.kind === 'planning') redirect(303, `/meetings/${id}/session`);
	return {
		meeting,
		today: dateOf(new Date()),
		joinAddress: `${app.settings.origin}/join`,
		screenAddress: `${app.settings.origin}/screen`
	};
};
