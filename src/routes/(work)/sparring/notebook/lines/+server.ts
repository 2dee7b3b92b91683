import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { Dismissed, longestPost } from '#lib/model/sparring-commands.ts';
import { m } from '#lib/paraglide/messages.js';
import { jsonBody } from '#lib/parts/json-body.ts';
import type { RequestHandler } from './$types';

const Line = v.object({
	text: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(longestPost)),
	dismissed: v.optional(Dismissed, [])
});

/** A line into one's own notebook. */
export const POST: RequestHandler = async ({ locals, request }) => {
	const { actor, app } = locals;
	if (!(await app.sparring.mayCome(actor))) error(404, { message: m.error_not_found() });
	const line = v.safeParse(Line, await jsonBody(request));
	if (!line.success) error(400, { message: m.sparring_bad_request() });
	const kept = await app.notebook.keep(actor, line.output.text, line.output.dismissed);
	return json(kept, { status: kept.ok ? 201 : 422 });
};
