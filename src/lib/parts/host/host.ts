import { ask } from '#lib/live/signed-out.ts';
import type { HostAnswer, HostCommand } from '#lib/model/host-commands.ts';

/** Sends a wish about the room; null when it did not get through. */
export type HostSend = (command: HostCommand) => Promise<HostAnswer | null>;

export function createHostSend(meeting: string): HostSend {
	return async (command) => {
		const answer = await ask(`/meetings/${meeting}/room/commands`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(command)
		}).catch(() => null);
		if (!answer?.ok) return null;
		const said: HostAnswer = await answer.json();
		return said;
	};
}

/** Somebody on the case who has no account: whom a seat can be for. */
export interface Guest {
	member: string;
	name: string;
	role: 'citizen' | 'relative';
}
