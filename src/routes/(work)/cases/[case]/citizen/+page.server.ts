import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { CaseId } from '#lib/model/ids.ts';
import { Profile } from '#lib/model/profile.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { Checked, readForm } from '#lib/parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

const number = v.pipe(v.string(), v.nonEmpty(), v.transform(Number));
const { minutes, breakEvery, choices, helper, leaveOut } = Profile.entries;

const ProfileForm = v.object({
	...Profile.entries,
	minutes: v.pipe(number, minutes),
	breakEvery: v.pipe(
		v.string(),
		v.transform((said) => (said === '' ? null : Number(said))),
		breakEvery
	),
	choices: v.pipe(number, choices),
	readAloud: Checked,
	pictures: Checked,
	calm: Checked,
	helper: v.pipe(
		v.string(),
		v.transform((said) => said || null),
		helper
	),
	leaveOut: v.optional(leaveOut, '')
});

export const load: PageServerLoad = async ({ locals, params }) => {
	const id = parseId(CaseId, params.case);
	const [one, profile] = await Promise.all([
		locals.app.cases.open(locals.actor, id),
		locals.app.profiles.of(locals.actor, id)
	]);
	return { case: one, profile };
};

export const actions: Actions = {
	profile: async ({ locals, params, request }) => {
		const form = await readForm(request, ProfileForm, ['leaveOutTopics']);
		if (!form.ok) return fail(400, { did: 'profile' as const, ok: false });
		await locals.app.profiles.change(locals.actor, parseId(CaseId, params.case), form.value);
		return { did: 'profile' as const, ok: true };
	}
};
