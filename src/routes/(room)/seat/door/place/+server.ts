import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** A page that waits at the door asks here whether it has been opened. */
export const GET: RequestHandler = async ({ locals, cookies }) => {
	const { seats } = locals.app;
	const place = await seats.placeOf(cookies.get(seats.cookie().name));
	return json({ is: place.is });
};
