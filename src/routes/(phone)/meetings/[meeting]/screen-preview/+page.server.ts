import { redirect } from '@sveltejs/kit';
import { MeetingId } from '#lib/model/ids.ts';
import { easyLocale } from '#lib/parts/easy-locale.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

/**
 * The same as a shared screen is given, and nothing that it is not. Its words are the screen's easy ones;
 * the browser's language is left alone, since the frame lies in a browser that somebody works in.
 */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { actor, app } = locals;
	if (actor.kind !== 'person') redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname)}`);
	const id = parseId(MeetingId, params.meeting);
	const page = await app.room.open(actor, id, easyLocale());
	const { joinCode } = page;
	return {
		page,
		join: joinCode ? { code: joinCode, address: `${app.settings.origin}/join#${joinCode}` } : null
	};
};
