import { MeetingId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const meeting = parseId(MeetingId, params.meeting);
	const { content } = await locals.app.minutes.take(locals.actor, meeting, 'citizen-copy');
	return { meeting, minutes: content };
};
