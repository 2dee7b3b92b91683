import { redirect } from '@sveltejs/kit';
import { isCitizen } from '#lib/model/person.ts';
import { easyLocale } from '#lib/parts/easy-locale.ts';
import type { PageServerLoad } from './$types';

/** A planning session, for the citizen and whoever else sits there with a device of their own. */
export const load: PageServerLoad = async ({ locals }) => {
	const { actor, app } = locals;
	if (actor.kind !== 'seat') redirect(303, '/seat/door');
	const [page, profile] = await Promise.all([
		app.sessions.open(actor, actor.meetingId, easyLocale()),
		app.profiles.ofScreen(actor)
	]);
	return { page, profile, plan: isCitizen(actor) ? '/my-plan' : undefined };
};
