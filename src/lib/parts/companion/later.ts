import { lasting } from '#lib/live/until-there.ts';

/**
 * What a phone does not need in order to show what happens now. Fetched when it is first looked at,
 * or as soon as there is nothing else to do, so that it is here when the line is not.
 */
export const later = lasting({
	agenda: () => import('./AgendaTab.svelte'),
	agreements: () => import('./AgreementsTab.svelte'),
	mood: () => import('./MoodTab.svelte'),
	task: () => import('./Task.svelte'),
	line: () => import('./LineNote.svelte'),
	propose: () => import('./ProposeForm.svelte'),
	notice: () => import('#lib/parts/AccessNotice.svelte'),
	saved: () => import('#lib/parts/SavedOver.svelte'),
	readAloud: () => import('#lib/parts/ReadAloud.svelte'),
	writing: () => import('#lib/board/edit-agreements.ts')
});

const idleAfterMs = 3_000;

/**
 * Fetches all of it, unobtrusively, some time after the page has loaded: on a slow line what is needed
 * first must not wait for it. Tells when the page has loaded, and when it begins. Returns the way out.
 */
export function fetchLater(onload: () => void, onbegin: () => void): () => void {
	let waiting: ReturnType<typeof setTimeout> | undefined;
	const wait = () => {
		onload();
		waiting = setTimeout(() => {
			onbegin();
			for (const fetchPart of Object.values(later)) void fetchPart();
		}, idleAfterMs);
	};
	if (document.readyState === 'complete') wait();
	else window.addEventListener('load', wait, { once: true });
	return () => {
		window.removeEventListener('load', wait);
		clearTimeout(waiting);
	};
}
