import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { MeetingId, MemberId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { Actions, PageServerLoad } from './$types';

const Fate = v.picklist(['done', 'next', 'parked']);
const When = v.object({
	date: v.pipe(v.string(), v.isoDate()),
	time: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
	place: v.pipe(v.string(), v.trim(), v.maxLength(200))
});

export const load: PageServerLoad = async ({ locals, params }) => {
	const meeting = parseId(MeetingId, params.meeting);
	const closing = await locals.app.closings.look(locals.actor, meeting);
	if (closing.phase === 'closed') redirect(303, `/meetings/${meeting}/minutes`);
	return { closing };
};

/** `topic.<key>` is what becomes of a topic, `here` a member who was there. */
function answersIn(form: FormData) {
	const topics: Record<string, v.InferOutput<typeof Fate>> = {};
	for (const [name, value] of form) {
		const fate = v.safeParse(Fate, value);
		if (name.startsWith('topic.') && fate.success) topics[name.slice(6)] = fate.output;
	}
	const attended = form.getAll('here').flatMap((one) => {
		const member = v.safeParse(MemberId, one);
		return member.success ? [member.output] : [];
	});
	return { topics, attended };
}

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const meeting = parseId(MeetingId, params.meeting);
		const form = await request.formData();
		const { date, time, place } = Object.fromEntries(form);
		if (date || time) {
			const when = v.safeParse(When, { date, time, place: place ?? '' });
			if (!when.success) {
				const at = v.flatten(when.issues).nested?.date ? ('date' as const) : ('time' as const);
				return fail(400, { why: 'bad-next' as const, at });
			}
			const wish = { do: 'agreeNext' as const, ...when.output };
			const agreed = await locals.app.meetings.command(locals.actor, meeting, wish);
			if (!agreed.ok) return fail(409, { why: 'bad-next' as const, at: 'date' as const });
		}
		const closed = await locals.app.closings.close(locals.actor, meeting, answersIn(form));
		if (!closed.ok && closed.why === 'not-begun') return fail(409, { why: closed.why });
		redirect(303, `/meetings/${meeting}/minutes`);
	}
};
