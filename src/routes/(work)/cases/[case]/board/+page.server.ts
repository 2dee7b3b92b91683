import { CaseId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => ({
	board: await locals.app.cases.board(locals.actor, parseId(CaseId, params.case))
});
