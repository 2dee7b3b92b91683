import { redirect } from '@sveltejs/kit';
import { cookieName, isLocale } from '#lib/paraglide/runtime.js';
import { ownPath } from '#lib/model/own-path.ts';
import type { RequestHandler } from './$types';

/** Chooses a language for this browser and goes back to where one was. */
export const POST: RequestHandler = async ({ request, cookies }) => {
	const form = await request.formData();
	const language = String(form.get('language') ?? '');
	if (isLocale(language)) {
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
