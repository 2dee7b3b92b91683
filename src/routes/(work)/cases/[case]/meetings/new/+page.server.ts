import { fail, redirect } from '@sveltejs/kit';
import { addDays, dateOf } from '#lib/model/dates.ts';
import { CaseId } from '#lib/model/ids.ts';
import { planFaults, planValues, readPlan, type PlanValues } from '#lib/model/meeting-plan.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { actor, app } = locals;
	const caseId = parseId(CaseId, params.case);
	const [{ line, people }, templates] = await Promise.all([
		app.meetings.people(actor, caseId),
		app.templates.list()
	]);
	const me = actor.kind === 'person' ? actor.id : null;
	const others = people.filter((one) => one.role === 'coordinator' && one.person !== me);
	const values: PlanValues = {
		title: '',
		date: addDays(dateOf(new Date()), 7),
		time: '10:00',
		place: '',
		callLink: '',
		facilitator: me ?? '',
		backupFacilitator: others[0]?.person ?? '',
		invited: people.map((one) => one.member)
	};
	return {
		case: { id: line.id, number: line.number, displayName: line.displayName },
		people,
		values,
		templates: templates
			.filter((one) => one.kind === 'network')
			.map(({ key, title, minutes, steps }) => ({ key, title, minutes, steps: steps.length }))
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const form = await request.formData();
		const values = planValues(form);
		const template = String(form.get('template') ?? '');
		const read = readPlan(values);
		if (!read.ok) return fail(400, { values, template, faults: read.faults });
		const caseId = parseId(CaseId, params.case);
		const made = await locals.app.meetings.draft(locals.actor, caseId, template, read.plan);
		if (made.ok) redirect(303, `/meetings/${made.meeting}`);
		return fail(400, { values, template, faults: planFaults[made.why] });
	}
};
