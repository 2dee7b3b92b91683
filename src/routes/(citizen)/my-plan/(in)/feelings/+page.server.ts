import { ownFeelings } from '#lib/parts/citizen/own-feelings.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	feelings: await ownFeelings(locals.app, locals.actor)
});
