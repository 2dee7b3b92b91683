import { MeetingId } from '#lib/model/ids.ts';
import { easyLocale } from '#lib/parts/easy-locale.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

/** The agenda as the citizen gets it on paper: for whoever may see the meeting. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const id = parseId(MeetingId, params.meeting);
	const { title, place, startsAt, steps } = await locals.app.meetings.look(locals.actor, id);
	const language = easyLocale();
	return {
		meeting: { id, title, place, startsAt },
		steps: steps.map((step) => ({
			key: step.key,
			title: step.title[language],
			pictogram: step.pictogram,
			minutes: step.minutes
		}))
	};
};
