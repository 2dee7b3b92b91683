import { getLocale } from '#lib/paraglide/runtime.js';
import type { PageServerLoad } from './$types';

/** A device without a place gets a PIN; one that a facilitator has paired gets its meeting. */
export const load: PageServerLoad = async ({ locals, cookies, getClientAddress }) => {
	const { screens, room, settings } = locals.app;
	const { name, options } = screens.cookie();
	const { place, secret } = await screens.appear(cookies.get(name), getClientAddress());
	// A screen stands for hours, also when its browser is started again.
	if (secret !== null) cookies.set(name, secret, { ...options, maxAge: 24 * 3600 });
	if (place.is !== 'paired') return { place, room: null, join: null };

	const page = await room.open(locals.actor, place.meetingId, getLocale());
	const { joinCode } = page;
	return {
		place: { is: place.is },
		room: page,
		join: joinCode ? { code: joinCode, address: `${settings.origin}/join#${joinCode}` } : null
	};
};
