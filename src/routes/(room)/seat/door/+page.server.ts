import { redirect } from '@sveltejs/kit';
import { givenName } from '#lib/model/person.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { seats, people } = locals.app;
	const place = await seats.placeOf(cookies.get(seats.cookie().name));
	if (place.is === 'in') redirect(303, '/seat');
	if (place.is !== 'waiting') return { is: place.is, facilitator: '' };
	const facilitator = await people.profile(place.facilitator);
	return { is: place.is, facilitator: givenName(facilitator?.name ?? '') };
};
