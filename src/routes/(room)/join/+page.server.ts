import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

const Wish = v.object({ code: v.fallback(v.string(), ''), name: v.fallback(v.string(), '') });

/** Somebody who is in already, or waits, is shown the way back to the seat. */
export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { seats } = locals.app;
	const place = await seats.placeOf(cookies.get(seats.cookie().name));
	if (place.is === 'in' || place.is === 'waiting') redirect(303, '/seat');
	return {};
};

export const actions: Actions = {
	default: async ({ locals, request, cookies, getClientAddress }) => {
		const wish = v.parse(Wish, Object.fromEntries(await request.formData()));
		const { seats } = locals.app;
		const { name, options } = seats.cookie();
		const asked = await seats.ask(wish, getClientAddress(), cookies.get(name));
		if (!asked.ok) {
			const status = { unknown: 404, 'too-many': 429, 'no-name': 400 }[asked.why];
			return fail(status, { why: asked.why, code: wish.code, name: wish.name });
		}
		cookies.set(name, asked.secret, options);
		redirect(303, '/seat');
	}
};
