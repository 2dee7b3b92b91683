import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { CaseId, DeviceId } from '#lib/model/ids.ts';
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
	const [one, profile, wayIn] = await Promise.all([
		locals.app.cases.open(locals.actor, id),
		locals.app.profiles.of(locals.actor, id),
		locals.app.waysIn.of(locals.actor, id)
	]);
	return { case: one, profile, wayIn };
};

export const actions: Actions = {
	profile: async ({ locals, params, request }) => {
		const form = await readForm(request, ProfileForm, ['leaveOutTopics']);
		if (!form.ok) return fail(400, { did: 'profile' as const, ok: false });
		await locals.app.profiles.change(locals.actor, parseId(CaseId, params.case), form.value);
		return { did: 'profile' as const, ok: true };
	},

	/** The address is in the answer to this very request, and never again. */
	makeWayIn: async ({ locals, params }) => {
		const { settings, waysIn } = locals.app;
		const secret = await waysIn.make(locals.actor, parseId(CaseId, params.case));
		return { did: 'wayIn' as const, address: `${settings.origin}/my-plan/door#${secret}` };
	},

	revokeWayIn: async ({ locals, params }) => {
		await locals.app.waysIn.revoke(locals.actor, parseId(CaseId, params.case));
		return { did: 'wayIn' as const, address: null };
	},

	endDevice: async ({ locals, params, request }) => {
		const form = await readForm(request, v.object({ device: DeviceId }));
		if (!form.ok) return fail(400, { did: 'wayIn' as const, address: null });
		const id = parseId(CaseId, params.case);
		await locals.app.waysIn.endDevice(locals.actor, id, form.value.device);
		return { did: 'wayIn' as const, address: null };
	}
};
