import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { PersonId, SparringId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { actor, app } = locals;
	const numbers = await app.sparringNumbers.numbers(actor);
	const isManager = actor.kind === 'person' && actor.duties.manager;
	return { numbers, names: isManager ? await app.sparringNumbers.named(actor) : null };
};

const person = (form: FormData) => v.safeParse(PersonId, form.get('person'));

export const actions: Actions = {
	keep: async ({ locals, request }) => {
		const form = await request.formData();
		const id = parseId(SparringId, String(form.get('sparring') ?? ''));
		const days = Number(form.get('days') || Number.NaN);
		const kept = await locals.app.sparringNumbers.keepFor(locals.actor, id, days);
		if (!kept.ok) return fail(400, { message: m.sparring_keep_too_long() });
	},
	name: async ({ locals, request }) => {
		const whom = person(await request.formData());
		if (!whom.success) return fail(400, { message: m.sparring_bad_request() });
		await locals.app.sparringNumbers.name(locals.actor, whom.output, true);
	},
	unname: async ({ locals, request }) => {
		const whom = person(await request.formData());
		if (!whom.success) return fail(400, { message: m.sparring_bad_request() });
		await locals.app.sparringNumbers.name(locals.actor, whom.output, false);
	}
};
