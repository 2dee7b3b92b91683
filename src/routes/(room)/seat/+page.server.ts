import { givenName } from '#lib/model/person.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { seats, people } = locals.app;
	const place = await seats.placeOf(cookies.get(seats.cookie().name));
	if (place.is !== 'waiting') return { place: { is: place.is } };
	const facilitator = await people.profile(place.facilitator);
	return { place: { is: place.is, facilitator: givenName(facilitator?.name ?? '') } };
};
