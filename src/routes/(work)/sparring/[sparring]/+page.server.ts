import { fail, redirect } from '@sveltejs/kit';
import { SparringId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const id = parseId(SparringId, params.sparring);
	const { sparring } = locals.app;
	return {
		sparring: await sparring.page(locals.actor, id),
		next: await sparring.nextOf(locals.actor, id)
	};
};

export const actions: Actions = {
	cancel: async ({ locals, params }) => {
		const done = await locals.app.sparring.cancel(
			locals.actor,
			parseId(SparringId, params.sparring)
		);
		if (!done.ok) return fail(409, { message: m.sparring_no_not_now() });
		redirect(303, '/sparring');
	}
};
