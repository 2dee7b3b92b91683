import { invalidateAll } from '$app/navigation';
import { isSignedOut } from '#lib/live/signed-out.ts';
import type { MeetingCommand } from '#lib/model/meeting-commands.ts';

/** Asks the meeting for something beside the session, and looks again at what there is. */
export async function wish(meeting: string, command: MeetingCommand): Promise<void> {
	const answer = await fetch(`/meetings/${meeting}/commands`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(command)
	}).catch(() => null);
	// To look again when nobody answered, or when signed out, is to leave the page.
	if (answer === null || (!answer.ok && (await isSignedOut()))) return;
	await invalidateAll();
}
