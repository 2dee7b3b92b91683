import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { addDays, dateOf, instantAt } from '#lib/model/dates.ts';
import { CaseId, MemberId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { Actions, PageServerLoad } from './$types';

const Wanted = v.object({
	template: v.pipe(v.string(), v.nonEmpty('template')),
	when: v.picklist(['now', 'later'], 'when'),
	date: v.string(),
	time: v.string(),
	place: v.pipe(v.string(), v.trim(), v.maxLength(200)),
	tools: v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(12)),
	invited: v.array(MemberId)
});

export const load: PageServerLoad = async ({ locals, params }) => {
	const { actor, app } = locals;
	const caseId = parseId(CaseId, params.case);
	const { line, people, templates } = await app.sessions.choices(actor, caseId);
	const { leaveOut } = await app.profiles.of(actor, caseId);
	return {
		leaveOut,
		case: { id: line.id, number: line.number, displayName: line.displayName },
		people: people.filter(
			({ person, role }) => role !== 'citizen' && (actor.kind !== 'person' || person !== actor.id)
		),
		templates: templates.map(({ key, title, minutes, steps, tools }) => ({
			key,
			title,
			minutes,
			steps: steps.length,
			tools: tools.map(({ step }) => ({
				key: step.key,
				title: step.title,
				minutes: step.minutes,
				pictogram: step.pictogram
			}))
		})),
		values: {
			template: templates[0]?.key ?? '',
			when: 'now',
			date: addDays(dateOf(new Date()), 7),
			time: '10:00',
			place: '',
			tools: [] as string[],
			invited: [] as string[]
		}
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const form = await request.formData();
		const text = (name: string) => String(form.get(name) ?? '');
		const values = {
			template: text('template'),
			when: text('when'),
			date: text('date'),
			time: text('time').slice(0, 5),
			place: text('place'),
			tools: form.getAll('tools').map(String),
			invited: form.getAll('invited').map(String)
		};
		const read = v.safeParse(Wanted, values);
		if (!read.success) {
			const isWhen = read.issues.some(({ message }) => message === 'when');
			return fail(400, { values, fault: isWhen ? ('when' as const) : ('template' as const) });
		}
		const { template, tools, place, invited, when, date, time } = read.output;
		const isDay = v.is(v.pipe(v.string(), v.isoDate()), date) && /^\d\d:\d\d$/.test(time);
		if (when === 'later' && !isDay) return fail(400, { values, fault: 'when' as const });
		const caseId = parseId(CaseId, params.case);
		const made = await locals.app.sessions.plan(locals.actor, caseId, {
			template,
			tools,
			place,
			invited,
			startsAt: when === 'later' ? instantAt(date, time) : null
		});
		if (!made.ok) return fail(400, { values, fault: 'when' as const });
		redirect(
			303,
			when === 'now' ? `/meetings/${made.meeting}/session` : `/meetings/${made.meeting}`
		);
	}
};
