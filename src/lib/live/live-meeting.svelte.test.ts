import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import type { MeetingState } from '#lib/model/meeting.ts';
import { LiveMeeting } from './live-meeting.svelte.ts';
import { ServerTime } from './server-time.svelte.ts';

const state = (version: number): MeetingState => ({
	id: 'meeting',
	version,
	phase: 'inProgress',
	facilitator: 'signe',
	backupFacilitator: null,
	scribe: null,
	clock: null,
	round: null,
	hands: [],
	asking: null,
	present: [],
	next: null,
	waiting: 0,
	screen: {
		paired: false,
		blank: false,
		blankConfirmed: false,
		theme: 'light',
		textSize: 'normal'
	},
	now: 1_000 * version
});

function answering(body: unknown, status = 200): typeof fetch {
	return async () => new Response(JSON.stringify(body), { status });
}

test('the quickest of the round trips says how far the clocks are apart', () => {
	const trips = [
		{ sent: 1_000, at: 6_500, received: 3_000 },
		{ sent: 4_000, at: 9_050, received: 4_100 }
	];
	expect(ServerTime.offsetOf(trips)).toBe(5_000);
	expect(ServerTime.offsetOf([])).toBeNull();
});

test('a screen whose own clock is wrong shows the server’s time', () => {
	const time = new ServerTime(60_000, () => 5_000);
	expect(time.now).toBe(60_000);
});

test('what is told late does not undo what was told after it', () => {
	const meeting = new LiveMeeting(state(1));
	meeting.heard({ meeting: state(3) });
	meeting.heard({ meeting: state(2) });
	meeting.heard({ records: ['a'] });
	meeting.heard(null);
	flushSync();
	expect(meeting.state.version).toBe(3);
});

test('a command’s answer is the new state, whether it was done or not', async () => {
	const meeting = new LiveMeeting(
		state(1),
		answering({ ok: false, why: 'changed', state: state(4) })
	);
	expect(await meeting.send({ do: 'next', at: 0 })).toEqual({ ok: false, why: 'changed' });
	expect(meeting.state.version).toBe(4);
});

test('without a line nothing has happened, and that is said', async () => {
	const meeting = new LiveMeeting(state(1), () => Promise.reject(new TypeError('no line')));
	expect(await meeting.send({ do: 'pause' })).toEqual({ ok: false, why: 'offline' });
	const refused = new LiveMeeting(state(1), answering({ message: 'no' }, 403));
	expect(await refused.send({ do: 'pause' })).toEqual({ ok: false, why: 'refused' });
	expect(refused.state.version).toBe(1);
});
