import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { MeetingId } from '#lib/model/ids.ts';
import { MinutesChange } from '#lib/model/minutes-change.ts';
import { Area } from '#lib/model/person.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { Actions, PageServerLoad } from './$types';

const Version = v.pipe(v.string(), v.regex(/^\d{1,6}$/), v.transform(Number));
const Approval = v.object({ hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

export const load: PageServerLoad = async ({ locals, params }) => {
	const meeting = parseId(MeetingId, params.meeting);
	const minutes = await locals.app.minutes.read(locals.actor, meeting);
	const journal = await locals.app.handovers.areas(locals.actor, meeting);
	return { minutes, journal };
};

/** A form holds strings; an index is a number, and an empty one means "one more". */
function changeIn(form: FormData) {
	const fields = Object.fromEntries(form);
	return v.safeParse(MinutesChange, {
		...fields,
		...('index' in fields && { index: fields.index === '' ? null : Number(fields.index) }),
		...('present' in fields && { present: fields.present === 'yes' })
	});
}

export const actions: Actions = {
	correct: async ({ locals, params, request }) => {
		const form = await request.formData();
		const change = changeIn(form);
		const version = v.safeParse(Version, form.get('version'));
		if (!change.success || !version.success) return fail(400, { why: 'invalid' as const });
		const corrected = await locals.app.minutes.correct(
			locals.actor,
			parseId(MeetingId, params.meeting),
			version.output,
			change.output
		);
		if (!corrected.ok) return fail(409, { why: corrected.why });
	},

	redraw: async ({ locals, params, request }) => {
		const version = v.safeParse(Version, (await request.formData()).get('version'));
		if (!version.success) return fail(400, { why: 'invalid' as const });
		const meeting = parseId(MeetingId, params.meeting);
		const drawn = await locals.app.minutes.redraw(locals.actor, meeting, version.output);
		if (!drawn.ok) return fail(409, { why: drawn.why });
	},

	approve: async ({ locals, params, request }) => {
		const form = v.safeParse(Approval, Object.fromEntries(await request.formData()));
		if (!form.success) return fail(400, { why: 'invalid' as const });
		const meeting = parseId(MeetingId, params.meeting);
		const approved = await locals.app.minutes.approve(locals.actor, meeting, form.output.hash);
		if (!approved.ok) return fail(409, { why: approved.why });
	},

	file: async ({ locals, params, request }) => {
		const area = v.safeParse(Area, (await request.formData()).get('area'));
		if (!area.success) return fail(400, { why: 'invalid' as const });
		const meeting = parseId(MeetingId, params.meeting);
		await locals.app.handovers.file(locals.actor, meeting, area.output);
	}
};
