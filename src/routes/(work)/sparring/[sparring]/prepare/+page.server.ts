import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { SparringId } from '#lib/model/ids.ts';
import { Account, Dismissed } from '#lib/model/sparring-commands.ts';
import { accountFields, type AccountField } from '#lib/model/sparring.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Hit } from '#lib/model/anonymise/hit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { app, actor } = locals;
	const id = parseId(SparringId, params.sparring);
	const page = await app.sparring.page(actor, id);
	if (!page.may.own) error(403, { message: m.error_not_allowed(), refusal: 'not-allowed' });
	if (page.phase !== 'planned' && page.phase !== 'inProgress') redirect(303, `/sparring/${id}`);
	return {
		id,
		title: page.title,
		account: await app.sparring.account(actor, id),
		dictionary: await app.dictionaries.own(actor)
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const id = parseId(SparringId, params.sparring);
		const form = await request.formData();
		const values = Object.fromEntries(
			accountFields.map((field) => [field, String(form.get(field) ?? '')])
		);
		const account = v.safeParse(Account, values);
		const dismissed = v.safeParse(Dismissed, form.getAll('dismissed'));
		if (!account.success || !dismissed.success) {
			return fail(400, { message: m.sparring_bad_request(), hits: none, saved: false });
		}
		const saved = await locals.app.sparring.prepare(
			locals.actor,
			id,
			account.output,
			dismissed.output,
			form.get('guess') === 'no'
		);
		if (saved.ok) return { message: m.sparring_saved_account(), hits: none, saved: true };
		switch (saved.why) {
			case 'names':
				return fail(422, {
					message: m.sparring_refused_account(),
					hits: saved.hits,
					saved: false
				});
			case 'unasked':
				return fail(400, { message: m.sparring_unasked(), hits: none, saved: false });
			case 'notNow':
				return fail(409, { message: m.sparring_no_not_now(), hits: none, saved: false });
		}
	}
};

const none: Partial<Record<AccountField, Hit[]>> = {};
