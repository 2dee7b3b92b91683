import { redirect } from '@sveltejs/kit';
import { isCitizen } from '#lib/model/person.ts';
import { easyLocale } from '#lib/parts/easy-locale.ts';
import type { PageServerLoad } from './$types';

/** Whoever is not in stands at the door: a page of its own, so that a phone loads one of the two. */
export const load: PageServerLoad = async ({ locals }) => {
	const { actor, app } = locals;
	if (actor.kind !== 'seat') redirect(303, '/seat/door');
	const [page, holder, profile] = await Promise.all([
		app.room.open(actor, actor.meetingId, easyLocale()),
		app.room.holder(actor, actor.meetingId),
		app.profiles.ofScreen(actor)
	]);
	if (page.view.kind === 'planning') redirect(303, '/seat/session');
	return { page, holder, profile, plan: isCitizen(actor) ? '/my-plan' : undefined };
};
