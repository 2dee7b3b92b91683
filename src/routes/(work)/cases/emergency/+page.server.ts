import { fail, redirect } from '@sveltejs/kit';
import { EmergencyForm } from '#lib/model/emergency.ts';
import { readForm } from '#lib/parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => locals.app.emergencies.mayOpen(locals.actor);

export const actions: Actions = {
	default: async ({ locals, request, getClientAddress }) => {
		locals.app.emergencies.mayOpen(locals.actor);
		const form = await readForm(request, EmergencyForm);
		const { password: _, ...given } = form.ok ? form.value : form.given;
		if (!form.ok) return fail(400, { wrong: form.wrong, given, why: null });
		const opened = await locals.app.emergencies.open(locals.actor, form.value, {
			ip: getClientAddress(),
			userAgent: request.headers.get('user-agent') ?? ''
		});
		if (opened.ok) redirect(303, `/cases/${opened.case}/emergency`);
		const { why } = opened;
		if (why === 'own' && opened.case) redirect(303, `/cases/${opened.case}/board`);
		if (why === 'too-many') return fail(429, { wrong: ['password'], given, why });
		return fail(409, { wrong: [why === 'no-such-case' ? 'number' : 'password'], given, why });
	}
};
