import { fail, redirect } from '@sveltejs/kit';
import { addDays } from '#lib/model/dates.ts';
import { planFaultAt, readSparringPlan, sparringPlanValues } from '#lib/model/sparring-plan.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { app, actor } = locals;
	const { models, people } = await app.sparring.choices(actor);
	return {
		models: models.map(({ key, title, about, minutes, people }) => ({
			key,
			title,
			about,
			minutes,
			people
		})),
		people,
		me: actor.kind === 'person' ? actor.id : '',
		date: addDays(app.settings.today(), 7)
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await request.formData();
		const values = sparringPlanValues(form);
		const model = String(form.get('model') ?? '');
		const read = readSparringPlan(values);
		if (!read.ok) return fail(400, { values, model, faults: read.faults });
		const made = await locals.app.sparring.schedule(locals.actor, model, read.plan);
		if (made.ok) redirect(303, `/sparring/${made.first}`);
		if (made.why === 'notNow') return fail(409, { values, model, faults: {} });
		return fail(400, { values, model, faults: { [planFaultAt[made.why]]: made.why } });
	}
};
