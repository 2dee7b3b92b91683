import { redirect } from '@sveltejs/kit';
import { SparringId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { actor, app } = locals;
	if (actor.kind !== 'person') redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname)}`);
	const id = parseId(SparringId, params.sparring);
	return {
		room: await app.sparring.enter(actor, id),
		dictionary: await app.dictionaries.own(actor)
	};
};
