import type { SubmitFunction } from '@sveltejs/kit';
import { tick } from 'svelte';
import { enhance as sendByScript } from '$app/forms';
import { isSignedOut } from '#lib/live/signed-out.ts';
import { m } from '#lib/paraglide/messages.js';
import { say } from '#lib/ui/toast.ts';
import { toTheFault } from './to-the-fault.ts';

/**
 * Kit's `enhance`, for forms of somebody who is signed in. Signed out meanwhile, or when nobody answers,
 * the form stays as it is with what was typed, where Kit would put a page in its place. What is wrong
 * has the focus; when all is well and the page is the same, it stays where it was pressed, where Kit
 * would send it to the top.
 */
export const enhance: typeof sendByScript = (form, submit) =>
	sendByScript(form, async (sent) => {
		// reason: what a form returns is the page's to know, and only passes through here
		const then = (await submit?.(sent as never)) as Awaited<ReturnType<SubmitFunction>>;
		return async (answered) => {
			const { result } = answered;
			const refused =
				result.type === 'error' ||
				(result.type === 'redirect' && result.location.startsWith('/sign-in'));
			if (refused && (await isSignedOut())) return;
			// Answers of the server have a status; one that did not come, or was not the server's, has none.
			if (result.type === 'error' && result.status === undefined) return say(m.error_not_sent());
			// reason: as above
			await (then ? then(answered as never) : answered.update());
			if (result.type === 'failure') {
				await tick();
				toTheFault(answered.formElement);
			}
			if (document.activeElement === document.body) sent.submitter?.focus();
		};
	});
