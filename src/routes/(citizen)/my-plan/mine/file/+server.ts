import { error } from '@sveltejs/kit';
import { isCitizen } from '#lib/model/person.ts';
import { m } from '#lib/paraglide/messages.js';
import { planFile } from '#lib/parts/citizen/plan-file.ts';
import { ownFeelings } from '#lib/parts/citizen/own-feelings.ts';
import type { RequestHandler } from './$types';

/** Everything of the citizen's in one page that any browser opens, and any program can read. */
export const GET: RequestHandler = async ({ locals }) => {
	if (!isCitizen(locals.actor)) error(404);
	const plan = await locals.app.plan.open(locals.actor);
	const feelings = await ownFeelings(locals.app, locals.actor);
	const pictures = (await locals.app.pictures.all(locals.actor)).map(({ picture, bytes }) => ({
		picture,
		address: `data:image/webp;base64,${Buffer.from(bytes).toString('base64')}`
	}));
	return new Response(planFile(plan, feelings, pictures, m.citizen_file_title()), {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-disposition': 'attachment; filename="min-plan.html"',
			'content-security-policy': "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
		}
	});
};
