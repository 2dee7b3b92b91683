import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { looksLikeCpr } from '#lib/model/case.ts';
import { MaybeDate, MaybeWords, readForm, Words } from '#lib/parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

const isNoCpr = (words: string | null) => words === null || !looksLikeCpr(words);

const Form = v.object({
	number: v.pipe(
		Words(40),
		v.regex(/^[\p{L}\d][\p{L}\d ./-]*$/u),
		v.check((words: string) => isNoCpr(words))
	),
	displayName: v.pipe(MaybeWords(80), v.check(isNoCpr)),
	inquiryOn: MaybeDate,
	substanceTreatment: Words(40),
	substanceTreatmentSubstitute: MaybeWords(40),
	socialSupport: Words(40),
	socialSupportSubstitute: MaybeWords(40)
});

export const load: PageServerLoad = async ({ locals }) => ({
	professionals: await locals.app.people.professionals(locals.actor)
});

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await readForm(request, Form);
		if (!form.ok) return fail(400, { wrong: form.wrong, given: form.given, why: null });
		const { number, displayName, inquiryOn, ...who } = form.value;
		const made = await locals.app.cases.create(locals.actor, {
			number,
			displayName,
			inquiryOn,
			coordinators: [
				{
					area: 'substanceTreatment',
					person: who.substanceTreatment,
					substitute: who.substanceTreatmentSubstitute
				},
				{
					area: 'socialSupport',
					person: who.socialSupport,
					substitute: who.socialSupportSubstitute
				}
			]
		});
		if (!made.ok) {
			const given: Record<string, string> = {
				number,
				displayName: displayName ?? '',
				inquiryOn: inquiryOn ?? ''
			};
			const wrong = made.why === 'number-taken' ? ['number'] : ['substanceTreatment'];
			return fail(409, { wrong, given: { ...given, ...fields(who) }, why: made.why });
		}
		const mine = await locals.app.cases.list(locals.actor, number);
		const isMine = mine.some(({ id, mine: own }) => own && id === made.id);
		redirect(303, isMine ? `/cases/${made.id}/people` : '/cases');
	}
};

function fields(who: Record<string, string | null>): Record<string, string> {
	return Object.fromEntries(Object.entries(who).map(([name, value]) => [name, value ?? '']));
}
