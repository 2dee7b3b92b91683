import * as v from 'valibot';
import { error } from '@sveltejs/kit';
import { CaseId } from '#lib/model/ids.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const id = v.safeParse(CaseId, params.case);
	if (!id.success) error(404, { message: m.error_not_found() });
	return { board: await locals.app.cases.board(locals.actor, id.output) };
};
