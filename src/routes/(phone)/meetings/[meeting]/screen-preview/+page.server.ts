import { redirect } from '@sveltejs/kit';
import { MeetingId } from '#lib/model/ids.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

/** The same as a shared screen is given, and nothing that it is not. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { actor, app } = locals;
	if (actor.kind !== 'person') redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname)}`);
	const page = await app.room.open(actor, parseId(MeetingId, params.meeting), getLocale());
	const { joinCode } = page;
	return {
		page,
		join: joinCode ? { code: joinCode, address: `${app.settings.origin}/join#${joinCode}` } : null
	};
};
