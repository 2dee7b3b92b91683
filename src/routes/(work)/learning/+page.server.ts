import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { LearningNoteId } from '#lib/model/ids.ts';
import { readForm } from '#lib/parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

const OneForm = v.object({ note: LearningNoteId });

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	const search = (url.searchParams.get('q') ?? '').slice(0, 100);
	return {
		search,
		proposed: url.searchParams.has('proposed'),
		...(await locals.app.learning.library(locals.actor, search))
	};
};

export const actions: Actions = {
	vouch: async ({ locals, request }) => {
		const form = await readForm(request, OneForm);
		if (!form.ok) return fail(400, { why: 'not-yours' as const });
		const done = await locals.app.learning.vouch(locals.actor, form.value.note);
		if (!done.ok) return fail(done.why === 'too-many' ? 429 : 409, { why: done.why });
		return { entered: done.entered };
	},

	withdraw: async ({ locals, request }) => {
		const form = await readForm(request, OneForm);
		if (!form.ok) return fail(400, { why: 'not-yours' as const });
		await locals.app.learning.withdraw(locals.actor, form.value.note);
		return { withdrawn: true };
	}
};
