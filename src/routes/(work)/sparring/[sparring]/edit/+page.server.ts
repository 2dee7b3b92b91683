import { error, fail, redirect } from '@sveltejs/kit';
import { dateOf, timeOf } from '#lib/model/dates.ts';
import { SparringId } from '#lib/model/ids.ts';
import { planFaultAt, readSparringPlan, sparringPlanValues } from '#lib/model/sparring-plan.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { app, actor } = locals;
	const id = parseId(SparringId, params.sparring);
	const page = await app.sparring.page(actor, id);
	if (!page.may.plan) error(403, { message: m.error_not_allowed(), refusal: 'not-allowed' });
	if (page.phase !== 'planned') redirect(303, `/sparring/${id}`);
	const { people } = await app.sparring.choices(actor);
	const startsAt = new Date(page.startsAt);
	return {
		id,
		title: page.title,
		people,
		values: {
			date: dateOf(startsAt),
			time: timeOf(startsAt, 'en'),
			callLink: page.callLink ?? '',
			people: page.people.map((one) => one.id),
			facilitator: page.state.facilitator,
			focus: page.state.focus,
			interviewer: page.state.interviewer ?? '',
			times: '1',
			everyWeeks: '1'
		}
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const id = parseId(SparringId, params.sparring);
		const values = sparringPlanValues(await request.formData());
		const read = readSparringPlan(values);
		if (!read.ok) return fail(400, { values, faults: read.faults });
		const changed = await locals.app.sparring.change(locals.actor, id, read.plan);
		if (changed.ok || changed.why === 'notNow') redirect(303, `/sparring/${id}`);
		return fail(400, { values, faults: { [planFaultAt[changed.why]]: changed.why } });
	}
};
