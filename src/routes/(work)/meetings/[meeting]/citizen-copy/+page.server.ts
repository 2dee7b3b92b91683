import { MeetingId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const meeting = parseId(MeetingId, params.meeting);
	const { actor, app } = locals;
	const { content, caseId } = await app.minutes.take(actor, meeting, 'citizen-copy');
	return { meeting, minutes: content, profile: await app.profiles.ofTable(actor, caseId) };
};
