import { MeetingId } from '#lib/model/ids.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const id = parseId(MeetingId, params.meeting);
	const { room, settings } = locals.app;
	return {
		page: await room.open(locals.actor, id, getLocale()),
		screenAddress: `${settings.origin.replace(/^https?:\/\//, '')}/screen`
	};
};
