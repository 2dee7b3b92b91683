import { CaseId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { actor, app } = locals;
	const caseId = parseId(CaseId, params.case);
	const [one, { audience, trend, line }] = await Promise.all([
		app.cases.open(actor, caseId),
		app.sessions.trend(actor, caseId)
	]);
	return {
		case: one,
		audience,
		trend,
		line,
		now: Date.now()
	};
};
