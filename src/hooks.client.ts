import type { HandleClientError } from '@sveltejs/kit';
import { invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';
import { untilThere } from '#lib/live/until-there.ts';

const ask = () => fetch('/healthz');

/** One asking for all that wait. */
let answer: Promise<unknown> | null = null;

/**
 * A page that asked for itself anew while nobody answered stays as it is, and asks again when somebody
 * does. What Kit makes of the first try comes too late then, and is passed over. Other pages, pressed
 * or only hovered over, are not its business: they answer for themselves.
 */
export const handleError: HandleClientError = async ({ error, event }) => {
	// A browser has no other log.
	console.error(error);
	const isOwn = event.url.href === location.href;
	// Somebody answers: then it is a fault of the script's, and to ask again would bring it again.
	if (!isOwn || !(error instanceof TypeError) || (await ask().catch(() => null))) return;
	await (answer ??= untilThere(ask).finally(() => (answer = null)));
	if (!navigating.to) await invalidateAll();
};
