import { json } from '@sveltejs/kit';
import { CaseId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { RequestHandler } from './$types';

/** Members, documents with one's own access, and meetings. What is in a document comes over its socket. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const id = parseId(CaseId, params.case);
	const one = await locals.app.cases.open(locals.actor, id);
	return json({ case: one, meetings: await locals.app.meetings.ofCase(locals.actor, id) });
};
