import type { LayoutServerLoad } from './$types';

/** Seats and the shared screen show the municipality's own pictures. */
export const load: LayoutServerLoad = async ({ locals }) => ({
	pictures: await locals.app.municipalPictures.shown()
});
