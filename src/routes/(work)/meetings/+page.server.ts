import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const meetings = await locals.app.meetings.mine(locals.actor);
	const isOver = (phase: string) => phase === 'closed' || phase === 'cancelled';
	return {
		ahead: meetings.filter((one) => !isOver(one.phase)).reverse(),
		past: meetings.filter((one) => isOver(one.phase))
	};
};
