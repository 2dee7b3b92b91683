import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { cookieName as localeCookie, isLocale } from '#lib/paraglide/runtime.js';
import { ownPath } from '#lib/model/own-path.ts';
import type { Actions, PageServerLoad } from './$types';

const Form = v.object({
	email: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(320)),
	password: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000))
});

/** Opened beside a page that was signed out: that page goes on, and this tab is only to be closed. */
function isBeside(url: URL): boolean {
	return url.searchParams.has('beside');
}

function wayBack(url: URL): string {
	if (isBeside(url)) return '/sign-in?beside=done';
	return ownPath(url.searchParams.get('to') ?? '/');
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const { actor } = locals;
	if (actor.kind === 'person') {
		if (!isBeside(url)) redirect(303, wayBack(url));
		return { demo: [], back: { name: actor.name, now: url.searchParams.get('beside') === 'done' } };
	}
	return {
		back: null,
		demo: locals.app.settings.demo ? await locals.app.people.demoAccounts() : []
	};
};

export const actions: Actions = {
	default: async ({ locals, request, cookies, url, getClientAddress }) => {
		const form = await request.formData();
		const email = String(form.get('email') ?? '');
		const parsed = v.safeParse(Form, { email, password: form.get('password') ?? '' });
		if (!parsed.success) {
			const missing = v.flatten(parsed.issues).nested ?? {};
			return fail(400, {
				email,
				why: missing.email ? ('email' as const) : ('password' as const)
			});
		}
		const from = {
			ip: getClientAddress(),
			userAgent: request.headers.get('user-agent') ?? ''
		};
		const signedIn = await locals.app.signIn.signIn(
			parsed.output.email,
			parsed.output.password,
			from
		);
		if (!signedIn.ok)
			return fail(signedIn.why === 'wrong' ? 401 : 429, { email, why: signedIn.why });

		// Chosen on this page, before anybody knew whose language it is.
		const language = cookies.get(localeCookie);
		if (isLocale(language)) {
			await locals.app.people.speaks(await locals.app.signIn.actorFor(signedIn.secret), language);
		}
		const { name, options } = locals.app.signIn.cookie();
		cookies.set(name, signedIn.secret, options);
		// 303, or the page would be rendered for whoever was signed in before.
		redirect(303, wayBack(url));
	}
};
