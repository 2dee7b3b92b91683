import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { looksLikeCpr } from '#lib/model/case.ts';
import { instantAt } from '#lib/model/dates.ts';
import { CaseId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { MaybeDate, MaybeWords, readForm, Words } from '#lib/parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

const ClockForm = v.pipe(
	v.object({
		inquiryOn: MaybeDate,
		firstTalkOn: MaybeDate,
		firstTalkTime: v.pipe(
			v.optional(v.string(), ''),
			v.union([v.literal(''), v.pipe(v.string(), v.isoTime())])
		),
		treatmentBeganOn: MaybeDate,
		exceededReason: MaybeWords(500)
	}),
	v.forward(
		v.check(
			({ inquiryOn, treatmentBeganOn }) =>
				inquiryOn === null || treatmentBeganOn === null || inquiryOn <= treatmentBeganOn
		),
		['treatmentBeganOn']
	)
);
const NameForm = v.object({
	displayName: v.pipe(
		MaybeWords(80),
		v.check((words) => words === null || !looksLikeCpr(words))
	)
});
const nothing: string[] = [];

const CloseForm = v.object({ reason: Words(500), confirm: v.literal('on') });

export const load: PageServerLoad = async ({ locals, params }) => {
	const { actor, app } = locals;
	const opened = await app.cases.open(actor, parseId(CaseId, params.case));
	const seesHistory = opened.can.includes('history');
	return {
		case: opened,
		emergencies: seesHistory ? await app.emergencies.ofCase(actor, opened.id) : []
	};
};

export const actions: Actions = {
	clock: async ({ locals, params, request }) => {
		const form = await readForm(request, ClockForm);
		if (!form.ok) return fail(400, { did: 'clock' as const, wrong: form.wrong, why: null });
		const { firstTalkOn, firstTalkTime, ...clock } = form.value;
		await locals.app.cases.setClock(locals.actor, parseId(CaseId, params.case), {
			...clock,
			firstTalkAt: firstTalkOn === null ? null : instantAt(firstTalkOn, firstTalkTime || '09:00')
		});
		return { did: 'clock' as const, wrong: nothing, why: null };
	},

	name: async ({ locals, params, request }) => {
		const form = await readForm(request, NameForm);
		if (!form.ok) return fail(400, { did: 'name' as const, wrong: form.wrong, why: null });
		const { displayName } = form.value;
		await locals.app.cases.rename(locals.actor, parseId(CaseId, params.case), displayName);
		return { did: 'name' as const, wrong: nothing, why: null };
	},

	close: async ({ locals, params, request }) => {
		const form = await readForm(request, CloseForm);
		if (!form.ok) return fail(400, { did: 'close' as const, wrong: form.wrong, why: null });
		const id = parseId(CaseId, params.case);
		const closed = await locals.app.cases.close(locals.actor, id, form.value.reason);
		if (!closed.ok) return fail(409, { did: 'close' as const, wrong: nothing, why: closed.why });
		redirect(303, `/cases/${id}`);
	}
};
