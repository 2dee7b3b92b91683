import { askOwnSession } from './own-session.ts';

const told = 'samtavle:signed-out';

/**
 * Whether it was refused because nobody, or somebody else, is signed in here by now. Asked after a
 * press was refused and not before: a stranger gets the same answer as for what is not there, so the
 * status alone does not say it. Then the page is told, and this answers true.
 */
export async function isSignedOut(): Promise<boolean> {
	const session = await askOwnSession();
	if (session === undefined) return false;
	const event = new CustomEvent(told, { detail: session?.person ?? null, cancelable: true });
	return !window.dispatchEvent(event);
}

/** `fetch` for what somebody presses: it answers alike, and a page that is signed out says so. */
export const ask: typeof fetch = async (...asked) => {
	const answer = await fetch(...asked);
	if ([400, 401, 403, 404].includes(answer.status)) await isSignedOut();
	return answer;
};

/** Calls `then` when something was refused since this person (actor key) is signed out. Returns the way out. */
export function onSignedOut(person: string, then: () => void): () => void {
	const hear = (event: Event) => {
		if (!(event instanceof CustomEvent) || event.detail === person) return;
		event.preventDefault();
		then();
	};
	window.addEventListener(told, hear);
	return () => window.removeEventListener(told, hear);
}
