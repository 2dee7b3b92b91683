import { redirect } from '@sveltejs/kit';
import { cookieName, isLocale } from '#lib/paraglide/runtime.js';
import { ownPath } from '#lib/model/own-path.ts';
import type { RequestHandler } from './$types';

/** Chooses a language for this browser, and for letters to whoever is signed in, and goes back to where one was. */
export const POST: RequestHandler = async ({ locals, request, cookies }) => {
	const form = await request.formData();
	const language = String(form.get('language') ?? '');
	if (isLocale(language)) {
		await locals.app.people.speaks(locals.actor, language);
		cookies.set(cookieName, language, {
			path: '/',
			httpOnly: false,
			secure: false,
			sameSite: 'lax',
			maxAge: 365 * 24 * 3600
		});
	}
	redirect(303, ownPath(String(form.get('to') ?? '/')));
};
