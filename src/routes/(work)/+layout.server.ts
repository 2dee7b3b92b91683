import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import type { LayoutServerLoad } from './$types';

/** Everybody who works here is signed in; the menu holds what is theirs. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
	const { actor, app } = locals;
	if (actor.kind !== 'person') {
		redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
	}
	const [profile, mine, meetings] = await Promise.all([
		app.people.profile(actor.id),
		app.cases.mine(actor),
		app.cases.countMeetings(actor)
	]);
	return {
		me: {
			name: actor.name,
			title: profile?.title ?? '',
			side: actor.duties.area ?? ('authority' as const),
			duties: actor.duties
		},
		counts: { cases: mine.length, meetings },
		boards: mine.map(({ id, number, displayName }) => ({
			id,
			label: displayName ?? m.cases_label({ number })
		}))
	};
};
