import { redirect } from '@sveltejs/kit';
import { CaseId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
	sheet: await locals.app.emergencies.sheet(locals.actor, parseId(CaseId, params.case))
});

export const actions: Actions = {
	end: async ({ locals, params }) => {
		await locals.app.emergencies.end(locals.actor, parseId(CaseId, params.case));
		redirect(303, '/cases');
	}
};
