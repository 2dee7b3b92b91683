import { invalidateAll } from '$app/navigation';
import { askOwnSession } from '#lib/live/own-session.ts';
import { untilThere } from '#lib/live/until-there.ts';

/**
 * Asks for what the page shows once more, when the server answers. Asked while the line is down, Kit
 * would put an error in the page's place, and what was being written there would go with it.
 */
export async function askAgain(): Promise<void> {
	await untilThere(async () => {
		if ((await askOwnSession()) === undefined) throw new Error('nobody answers');
	});
	await invalidateAll();
}
