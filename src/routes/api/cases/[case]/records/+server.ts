import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { CaseId } from '#lib/model/ids.ts';
import { RecordAnswer } from '#lib/model/record-answer.ts';
import { m } from '#lib/paraglide/messages.js';
import { jsonBody } from '#lib/parts/json-body.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { RequestHandler } from './$types';

/** What people have said yes or no to on this case. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const id = parseId(CaseId, params.case);
	return json({ records: await locals.app.records.ofCase(locals.actor, id) });
};

/** Says yes or no to the words one saw. 409 when they are others by now: nothing was recorded. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	parseId(CaseId, params.case);
	const said = v.safeParse(RecordAnswer, await jsonBody(request));
	if (!said.success) error(400, { message: m.cases_look_again() });
	const { documentId, ...answer } = said.output;
	return json(await locals.app.records.answer(locals.actor, documentId, answer));
};
