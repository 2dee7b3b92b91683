import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** A screen with a PIN asks here whether somebody has typed it; with a new PIN, it has to be drawn anew. */
export const GET: RequestHandler = async ({ locals, cookies }) => {
	const { screens } = locals.app;
	const place = await screens.placeOf(cookies.get(screens.cookie().name));
	return json({ is: place?.is ?? 'none' });
};
