import { redirect } from '@sveltejs/kit';
import { MeetingId } from '#lib/model/ids.ts';
import { actorKey } from '#lib/model/person.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	if (locals.actor.kind !== 'person') {
		redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname)}`);
	}
	const id = parseId(MeetingId, params.meeting);
	const [page, holder] = await Promise.all([
		locals.app.room.open(locals.actor, id, getLocale()),
		locals.app.room.holder(locals.actor, id)
	]);
	return { page, holder, person: actorKey(locals.actor) };
};
