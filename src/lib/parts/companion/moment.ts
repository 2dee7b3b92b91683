import type { LiveRoom } from '#lib/live/live-room.svelte.ts';

/** Check-out begins with its step, and the check-in is over then. */
export function momentOf(room: LiveRoom): 'in' | 'out' {
	return room.step?.view === 'checkOut' ? 'out' : 'in';
}
