import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/paraglide/messages.js';
import { readForm } from '#lib/parts/read-form.ts';
import type { Actor, PersonActor } from '#lib/model/person.ts';
import type { Actions, PageServerLoad } from './$types';

const PasswordForm = v.object({
	current: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000)),
	wanted: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000))
});

/** The layout has sent everybody else to sign in; actions are asked before it. */
function person(actor: Actor): PersonActor {
	if (actor.kind !== 'person') error(401, { message: m.error_not_signed_in() });
	return actor;
}

export const load: PageServerLoad = async ({ locals }) => {
	const me = person(locals.actor);
	return {
		profile: await locals.app.people.profile(me.id),
		sessions: await locals.app.signIn.sessions(me)
	};
};

export const actions: Actions = {
	password: async ({ locals, request, cookies, getClientAddress }) => {
		const form = await readForm(request, PasswordForm);
		if (!form.ok) {
			const at = form.wrong.includes('current') ? ('current' as const) : ('wanted' as const);
			return fail(400, { why: 'missing' as const, at });
		}
		const from = {
			ip: getClientAddress(),
			userAgent: request.headers.get('user-agent') ?? ''
		};
		const { current, wanted } = form.value;
		const changed = await locals.app.signIn.changePassword(
			person(locals.actor),
			current,
			wanted,
			from
		);
		if (!changed.ok) {
			const at = changed.why === 'short' ? ('wanted' as const) : ('current' as const);
			return fail(changed.why === 'too-many' ? 429 : 400, { why: changed.why, at });
		}
		const { name, options } = locals.app.signIn.cookie();
		cookies.set(name, changed.secret, options);
		return { why: null, at: null };
	},

	/** This browser as well: what it holds goes as with any other sign-out. */
	everywhere: async ({ locals, cookies, setHeaders }) => {
		await locals.app.signIn.signOutEverywhere(person(locals.actor));
		const { name, options } = locals.app.signIn.cookie();
		cookies.delete(name, options);
		setHeaders({ 'clear-site-data': '"cache", "storage"' });
		redirect(303, '/sign-in');
	}
};
