import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { readForm } from '#lib/parts/read-form.ts';
import type { Actions } from './$types';

const Form = v.object({
	token: v.pipe(v.string(), v.regex(/^smt_[A-Za-z0-9_-]{43}$/)),
	wanted: v.pipe(v.string(), v.nonEmpty(), v.maxLength(1000))
});

export const actions: Actions = {
	default: async ({ locals, request, cookies, getClientAddress }) => {
		const form = await readForm(request, Form);
		if (!form.ok) {
			return fail(400, {
				why: form.wrong.includes('token') ? ('dead' as const) : ('short' as const)
			});
		}
		const used = await locals.app.signIn.usePasswordLink(form.value.token, form.value.wanted, {
			ip: getClientAddress(),
			userAgent: request.headers.get('user-agent') ?? ''
		});
		if (!used.ok) return fail(used.why === 'too-many' ? 429 : 400, { why: used.why });
		const { name, options } = locals.app.signIn.cookie();
		cookies.set(name, used.secret, options);
		redirect(303, '/');
	}
};
