import * as v from 'valibot';
import { CaseId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

const Before = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const id = parseId(CaseId, params.case);
	const before = v.safeParse(Before, url.searchParams.get('before'));
	const history = await locals.app.history.ofCase(locals.actor, id, {
		before: before.success ? before.output : undefined
	});
	return { case: await locals.app.cases.open(locals.actor, id), history };
};
