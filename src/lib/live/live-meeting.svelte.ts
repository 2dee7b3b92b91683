import type { MeetingCommand, NotDone } from '#lib/model/meeting-commands.ts';
import type { MeetingState } from '#lib/model/meeting.ts';
import { LiveState } from './live-state.svelte.ts';

/** A running meeting on one screen. */
export class LiveMeeting extends LiveState<MeetingState, MeetingCommand, NotDone> {
	constructor(first: MeetingState, given: typeof fetch = fetch) {
		super(first, { address: `/meetings/${first.id}`, news: 'meeting', fetch: given });
	}
}
