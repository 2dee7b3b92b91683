import { redirect } from '@sveltejs/kit';
import { isCitizen } from '#lib/model/person.ts';
import type { LayoutServerLoad } from './$types';

/** Whoever is not in stands at the door, a page of its own: it weighs nothing of the plan. */
export const load: LayoutServerLoad = async ({ locals }) => {
	const { actor, app } = locals;
	if (!isCitizen(actor)) redirect(303, '/my-plan/door');
	const [plan, profile, pictures] = await Promise.all([
		app.plan.open(actor),
		app.profiles.ofScreen(actor),
		app.municipalPictures.shown()
	]);
	return { plan, profile, pictures };
};
