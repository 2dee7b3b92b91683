import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { Theme } from '#lib/model/document.ts';
import { BasisId, CaseId, PersonId } from '#lib/model/ids.ts';
import { Area } from '#lib/model/person.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { MaybeDate, MaybeWords, readForm, Words } from '#lib/parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** `area:…`, `person:…` or `network`: one select for whoever something is given to. */
const GranteeField = v.union([
	v.pipe(
		v.literal('network'),
		v.transform(() => ({ kind: 'network' as const }))
	),
	v.pipe(
		v.string(),
		v.startsWith('area:'),
		v.transform((said) => said.slice(5)),
		Area,
		v.transform((area) => ({ kind: 'organisation' as const, area }))
	),
	v.pipe(
		v.string(),
		v.startsWith('person:'),
		v.transform((said) => said.slice(7)),
		PersonId,
		v.transform((person) => ({ kind: 'person' as const, person }))
	)
]);

const RecordForm = v.object({
	grantee: GranteeField,
	themes: v.pipe(v.array(Theme), v.minLength(1)),
	kind: v.picklist(['consent', 'legal']),
	ground: Words(300),
	from: v.pipe(v.string(), v.isoDate()),
	until: MaybeDate
});
const WithdrawForm = v.object({ basis: BasisId, reason: MaybeWords(300) });

export const load: PageServerLoad = async ({ locals, params }) => {
	const id = parseId(CaseId, params.case);
	return {
		case: await locals.app.cases.open(locals.actor, id),
		bases: await locals.app.bases.list(locals.actor, id)
	};
};

export const actions: Actions = {
	record: async ({ locals, params, request }) => {
		const form = await readForm(request, RecordForm, ['themes']);
		if (!form.ok)
			return fail(400, { wrong: form.wrong, given: form.given, did: 'failed' as const });
		const id = parseId(CaseId, params.case);
		const made = await locals.app.bases.record(locals.actor, id, form.value);
		if (!made.ok) {
			const wrong = [made.why === 'not-on-case' ? 'grantee' : 'until'];
			return fail(409, { wrong, given: { ground: form.value.ground }, did: 'failed' as const });
		}
		return { wrong: [], given: {}, did: 'recorded' as const };
	},

	withdraw: async ({ locals, params, request }) => {
		const form = await readForm(request, WithdrawForm);
		if (!form.ok) return fail(400, { wrong: form.wrong, given: {}, did: 'failed' as const });
		const { basis, reason } = form.value;
		await locals.app.bases.withdraw(locals.actor, parseId(CaseId, params.case), basis, reason);
		return { wrong: [], given: {}, did: 'withdrawn' as const };
	}
};
