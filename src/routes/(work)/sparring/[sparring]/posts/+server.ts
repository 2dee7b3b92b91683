import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { SparringId } from '#lib/model/ids.ts';
import { Contribution } from '#lib/model/sparring-commands.ts';
import { jsonBody } from '#lib/parts/json-body.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { elsewhereWords, floorWords } from '#lib/parts/sparring/words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** Words that somebody wants the others to read. Refused words are answered here and kept nowhere. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const { actor, app } = locals;
	const id = parseId(SparringId, params.sparring);
	await app.sparring.page(actor, id);
	const sent = v.safeParse(Contribution, await jsonBody(request));
	if (!sent.success) error(400, { message: m.sparring_bad_request() });
	const answer = await app.sparring.publish(actor, id, sent.output);
	if (answer.ok) return json({ ok: true }, { status: 201 });
	switch (answer.why) {
		case 'elsewhere':
			return json({ ...answer, message: elsewhereWords(answer.what) }, { status: 422 });
		case 'names':
			return json({ ...answer, message: m.sparring_no_names() }, { status: 422 });
		case 'floor':
			return json({ ...answer, message: floorWords(answer.no) }, { status: 409 });
		case 'changed':
			return json({ ...answer, message: m.sparring_no_changed() }, { status: 409 });
		case 'notNow':
			return json({ ...answer, message: m.sparring_no_not_now() }, { status: 409 });
	}
};
