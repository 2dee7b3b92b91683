import * as v from 'valibot';
import { dateOf } from '#lib/model/dates.ts';
import { stepActions } from './my/next-steps/step-actions.server.ts';
import type { PageServerLoad } from './$types';

/** How long a look at the overview counts as one visit, however often the page is loaded. */
const visitSeconds = 30 * 60;
const sinceCookie = 'samtavle-since';

const Since = v.pipe(
	v.string(),
	v.isoTimestamp(),
	v.transform((text) => new Date(text))
);

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const known = v.safeParse(Since, cookies.get(sinceCookie));
	const [overview, steps] = await Promise.all([
		locals.app.overview.of(locals.actor, known.success ? known.output : null),
		locals.app.nextSteps.mine(locals.actor)
	]);
	cookies.set(sinceCookie, overview.since.toISOString(), {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: url.protocol === 'https:',
		maxAge: visitSeconds
	});
	return { ...overview, today: dateOf(overview.now), steps };
};

export const actions = stepActions;
