import { untrack } from 'svelte';

/**
 * Calls when what a line tells may have been missed and must be asked for: each time it comes up, for
 * the first time or again, and when it is closed for good, because a right that goes with a change can
 * be taken before the change is told. `line` is read in an effect, so this belongs where effects may
 * be made.
 */
export function whenToAsk(line: () => string, ask: () => void): void {
	let before = '';
	$effect(() => {
		const now = line();
		if (now !== before && (now === 'live' || now === 'refused')) untrack(ask);
		before = now;
	});
}
