import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { SparringId } from '#lib/model/ids.ts';
import { elsewhere, SparringCommand } from '#lib/model/sparring-commands.ts';
import { jsonBody } from '#lib/parts/json-body.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { elsewhereWords } from '#lib/parts/sparring/words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** One wish of one person in a running sparring. Everybody's screens hear of what came of it. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const { actor, app } = locals;
	const id = parseId(SparringId, params.sparring);
	await app.sparring.page(actor, id);
	const sent: unknown = await jsonBody(request);
	const wanted = typeof sent === 'object' && sent !== null && 'do' in sent ? sent.do : null;
	const foreign = elsewhere.find((what) => what === wanted);
	if (foreign) return json({ message: elsewhereWords(foreign) }, { status: 422 });
	const command = v.safeParse(SparringCommand, sent);
	if (!command.success) error(400, { message: m.sparring_bad_request() });
	const answer = await app.sparring.command(actor, id, command.output);
	return json({ ...answer, state: await app.sparring.state(actor, id) });
};
