import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { CaseId } from '#lib/model/ids.ts';
import { PlanNoteCommand } from '#lib/model/plan-notes.ts';
import { m } from '#lib/paraglide/messages.js';
import { jsonBody } from '#lib/parts/json-body.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { RequestHandler } from './$types';

/** What stands beside the words that the citizen shared with the one who asks. */
export const GET: RequestHandler = async ({ locals, params }) =>
	json(await locals.app.plan.beside(locals.actor, parseId(CaseId, params.case)));

/** A sentence beside a card, or one's own taken back. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const caseId = parseId(CaseId, params.case);
	const command = v.safeParse(PlanNoteCommand, await jsonBody(request));
	if (!command.success) error(400, { message: m.cases_look_again() });
	return json(await locals.app.plan.note(locals.actor, caseId, command.output));
};
