import { givenName } from '#lib/model/person.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { seats, people, room } = locals.app;
	const place = await seats.placeOf(cookies.get(seats.cookie().name));
	const outside = { facilitator: '', page: null, holder: null };
	if (place.is === 'waiting') {
		const facilitator = await people.profile(place.facilitator);
		return { is: place.is, ...outside, facilitator: givenName(facilitator?.name ?? '') };
	}
	if (place.is !== 'in') return { is: place.is, ...outside };
	const [page, holder] = await Promise.all([
		room.open(locals.actor, place.meetingId, getLocale()),
		room.holder(locals.actor, place.meetingId)
	]);
	return { is: place.is, ...outside, page, holder };
};
