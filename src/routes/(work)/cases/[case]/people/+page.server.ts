import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { looksLikeCpr } from '#lib/model/case.ts';
import { CaseId, MemberId } from '#lib/model/ids.ts';
import { Checked, MaybeWords, readForm, Words } from '#lib/parts/read-form.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { Actions, PageServerLoad } from './$types';

const role = v.picklist([
	'coordinator',
	'treatmentCounsellor',
	'supportWorker',
	'authorityOfficer'
]);
const relativeName = v.pipe(
	Words(80),
	v.check((words) => !looksLikeCpr(words))
);

const ProfessionalForm = v.object({ person: Words(40), role, substitute: Checked });
const RelativeForm = v.object({ name: relativeName, relation: MaybeWords(40) });
const ChangeForm = v.object({ member: MemberId, role, substitute: Checked });
const RemoveForm = v.object({ member: MemberId });

export const load: PageServerLoad = async ({ locals, params }) => {
	const one = await locals.app.cases.open(locals.actor, parseId(CaseId, params.case));
	const mayChange = one.can.includes('people');
	return {
		case: one,
		professionals: mayChange ? await locals.app.people.professionals(locals.actor) : []
	};
};

const nothing: string[] = [];
type Did = 'professional' | 'relative' | 'change' | 'remove';
const wrongForm = (did: Did, wrong: string[], given: Record<string, string> = {}) =>
	fail(400, { did, wrong, given, why: null });

export const actions: Actions = {
	professional: async ({ locals, params, request }) => {
		const form = await readForm(request, ProfessionalForm);
		if (!form.ok) return wrongForm('professional', form.wrong, form.given);
		const wanted = { as: 'professional' as const, ...form.value };
		const id = parseId(CaseId, params.case);
		const added = await locals.app.members.add(locals.actor, id, wanted);
		if (!added.ok) {
			return fail(409, { did: 'professional' as const, wrong: nothing, given: {}, why: added.why });
		}
	},

	relative: async ({ locals, params, request }) => {
		const form = await readForm(request, RelativeForm);
		if (!form.ok) return wrongForm('relative', form.wrong, form.given);
		const wanted = { as: 'relative' as const, ...form.value };
		await locals.app.members.add(locals.actor, parseId(CaseId, params.case), wanted);
	},

	change: async ({ locals, params, request }) => {
		const form = await readForm(request, ChangeForm);
		if (!form.ok) return wrongForm('change', form.wrong);
		const { member, ...wanted } = form.value;
		const changed = await locals.app.members.change(
			locals.actor,
			parseId(CaseId, params.case),
			member,
			{ as: 'professional', ...wanted }
		);
		if (!changed.ok) {
			return fail(409, { did: 'change' as const, wrong: nothing, given: {}, why: changed.why });
		}
	},

	remove: async ({ locals, params, request }) => {
		const form = await readForm(request, RemoveForm);
		if (!form.ok) return wrongForm('remove', form.wrong);
		const id = parseId(CaseId, params.case);
		const removed = await locals.app.members.remove(locals.actor, id, form.value.member);
		if (!removed.ok) {
			return fail(409, { did: 'remove' as const, wrong: nothing, given: {}, why: removed.why });
		}
	}
};
