import { redirect } from '@sveltejs/kit';
import { CaseId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { RequestHandler } from './$types';

/** Begins to write together with the citizen, who sits here: a form's button says so. */
export const POST: RequestHandler = async ({ locals, params }) => {
	const id = await locals.app.meetings.writeTogether(locals.actor, parseId(CaseId, params.case));
	redirect(303, `/meetings/${id}/together`);
};
