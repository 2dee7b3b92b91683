import type { HandleClientError } from '@sveltejs/kit';
import { invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';
import { untilThere } from '#lib/live/until-there.ts';

const ask = () => fetch('/healthz');

/**
 * A page that asked for itself anew while nobody answered stays as it is, and asks again when somebody
 * does. What Kit makes of the first try comes too late then, and is passed over.
 */
export const handleError: HandleClientError = async ({ error }) => {
	// A browser has no other log.
	console.error(error);
	if (!(error instanceof TypeError) || navigating.to || (await ask().catch(() => null))) return;
	await untilThere(ask);
	if (!navigating.to) await invalidateAll();
};
