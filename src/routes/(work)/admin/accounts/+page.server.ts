import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { PersonId } from '#lib/model/ids.ts';
import { Area } from '#lib/model/person.ts';
import { Checked, readForm, Words } from '#lib/parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

const NewForm = v.object({
	name: Words(80),
	email: v.pipe(v.string(), v.trim(), v.email(), v.maxLength(320)),
	title: v.pipe(v.optional(v.string(), ''), v.trim(), v.maxLength(80)),
	area: v.pipe(
		v.union([v.literal(''), Area]),
		v.transform((area) => area || null)
	),
	coordinationLead: Checked,
	manager: Checked,
	administrator: Checked
});
const OneForm = v.object({ person: PersonId });

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	return { accounts: await locals.app.accounts.list(locals.actor) };
};

const nothing: string[] = [];

/** The link is shown once and kept nowhere; what follows the `#` is never sent to a server. */
const linkOf = (origin: string, secret: string) => `${origin}/password#${secret}`;

export const actions: Actions = {
	create: async ({ locals, request }) => {
		const form = await readForm(request, NewForm);
		if (!form.ok) return fail(400, { wrong: form.wrong, given: form.given });
		const made = await locals.app.accounts.create(locals.actor, form.value);
		if (!made.ok) {
			return fail(409, { wrong: ['taken'], given: { name: form.value.name } });
		}
		const link = linkOf(locals.app.settings.origin, made.secret);
		return { link, for: form.value.name, wrong: nothing, given: {} };
	},

	link: async ({ locals, request }) => {
		const form = await readForm(request, OneForm);
		if (!form.ok) return fail(400, { wrong: form.wrong, given: {} });
		const secret = await locals.app.accounts.newLink(locals.actor, form.value.person);
		const [account] = (await locals.app.accounts.list(locals.actor)).filter(
			({ id }) => id === form.value.person
		);
		const link = linkOf(locals.app.settings.origin, secret);
		return { link, for: account?.name ?? '', wrong: nothing, given: {} };
	},

	disable: async ({ locals, request }) => {
		const form = await readForm(request, OneForm);
		if (!form.ok) return fail(400, { wrong: form.wrong, given: {} });
		const done = await locals.app.accounts.disable(locals.actor, form.value.person);
		if (!done.ok) return fail(409, { wrong: ['own'], given: {} });
	},

	enable: async ({ locals, request }) => {
		const form = await readForm(request, OneForm);
		if (!form.ok) return fail(400, { wrong: form.wrong, given: {} });
		await locals.app.accounts.enable(locals.actor, form.value.person);
	}
};
