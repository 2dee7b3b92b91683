import type { LayoutServerLoad } from './$types';

/** The leader's picture of the shared screen, and a professional's phone, show the municipality's own pictures. */
export const load: LayoutServerLoad = async ({ locals }) => ({
	pictures: await locals.app.municipalPictures.shown()
});
