import { CaseId, MeetingId } from '#lib/model/ids.ts';
import { easyLocale } from '#lib/parts/easy-locale.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

/** The agenda as the citizen gets it on paper: for whoever may see the meeting. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { actor, app } = locals;
	const id = parseId(MeetingId, params.meeting);
	const meeting = await app.meetings.look(actor, id);
	const [steps, profile] = await Promise.all([
		app.meetings.stepsAhead(actor, id),
		app.profiles.ofTable(actor, parseId(CaseId, meeting.case.id))
	]);
	const { title, place, startsAt } = meeting;
	const language = easyLocale();
	return {
		meeting: { id, title, place, startsAt },
		profile,
		steps: steps.map((step) => ({
			key: step.key,
			title: step.title[language],
			pictogram: step.pictogram,
			minutes: step.minutes
		}))
	};
};
