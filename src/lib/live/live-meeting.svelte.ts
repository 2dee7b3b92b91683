import type { MeetingCommand, NotDone } from '#lib/model/meeting-commands.ts';
import type { MeetingState } from '#lib/model/meeting.ts';
import { LiveState } from './live-state.svelte.ts';

/** What became of a command: done, not done and why, or no line to the server. */
export type Sent = { ok: true } | { ok: false; why: NotDone | 'offline' | 'refused' };

/** A running meeting on one screen. */
export class LiveMeeting extends LiveState<MeetingState, MeetingCommand, NotDone> {
	constructor(first: MeetingState, given: typeof fetch = fetch) {
		super(first, { address: `/meetings/${first.id}`, news: 'meeting', fetch: given });
	}
}
