import { redirect } from '@sveltejs/kit';
import { isCitizen } from '#lib/model/person.ts';
import type { PageServerLoad } from './$types';

/** Whoever is in is shown the way in. A device that is known needs only the pictures. */
export const load: PageServerLoad = async ({ locals, cookies }) => {
	if (isCitizen(locals.actor)) redirect(303, '/my-plan');
	const { citizenDoor } = locals.app;
	return { is: await citizenDoor.look(null, cookies.get(citizenDoor.cookie().name)) };
};
