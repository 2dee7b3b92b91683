import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** A meeting is about somebody: whom, is asked only of those who can choose. */
export const load: PageServerLoad = async ({ locals }) => {
	const cases = await locals.app.meetings.casesToMeetOn(locals.actor);
	const [only] = cases;
	if (only && cases.length === 1) redirect(303, `/cases/${only.id}/meetings/new`);
	return { cases };
};
