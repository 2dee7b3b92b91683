import type { RoomAnswer, RoomCommand } from '#lib/model/room-commands.ts';

/** What somebody has said to a next step of theirs. */
export interface OwnAnswer {
	answer: 'accepted' | 'declined' | 'talk' | 'approved';
	/** The words have been changed since. */
	changedSince: boolean;
}

/** What a companion knows of its holder, beside the room. */
export interface Holder {
	/** Actor key. */
	key: string;
	/** Who the holder is on the case; null for a guest who is nobody there. */
	member: string | null;
	name: string;
	mood: { in: number | null; out: number | null };
	/** By key of the next step. */
	answers: Record<string, OwnAnswer>;
}

/** Sends a wish; null when it did not get through. */
export type Send = (command: RoomCommand) => Promise<RoomAnswer | null>;

/** `ask`: on a page of somebody signed in, which says so when they are signed out. */
export function createSend(address: string, ask: typeof fetch = fetch): Send {
	return async (command) => {
		const answer = await ask(address, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(command)
		}).catch(() => null);
		if (!answer?.ok) return null;
		const said: RoomAnswer = await answer.json();
		return said;
	};
}
