import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { PlanCommand } from '#lib/model/plan-commands.ts';
import { jsonBody } from '#lib/parts/json-body.ts';
import type { RequestHandler } from './$types';

/** What the citizen asks for. Whose plan it is about lies in who asks, not in what is sent. */
export const POST: RequestHandler = async ({ locals, request }) => {
	const command = v.safeParse(PlanCommand, await jsonBody(request));
	if (!command.success) error(400);
	return json(await locals.app.plan.command(locals.actor, command.output));
};
