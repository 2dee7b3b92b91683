import { CaseId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { actor, app } = locals;
	const id = parseId(CaseId, params.case);
	const [board, beside] = await Promise.all([
		app.cases.board(actor, id),
		app.plan.beside(actor, id)
	]);
	return { board, beside };
};
