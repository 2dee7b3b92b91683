import { afterEach, expect, test, vi } from 'vitest';
import { LiveSession, type SessionParts } from './live-session.svelte.ts';

/** Requests that are answered when the test says so, in the order it says. */
function slowServer() {
	const requests: { body: unknown; answer: (body: object) => void }[] = [];
	vi.stubGlobal(
		'fetch',
		(_address: string, init?: RequestInit) =>
			new Promise<Response>((resolve) => {
				requests.push({
					body: typeof init?.body === 'string' ? JSON.parse(init.body) : null,
					answer: (body) => resolve(new Response(JSON.stringify(body)))
				});
			})
	);
	return requests;
}

const session = () =>
	new LiveSession(
		{
			documents: [],
			me: { key: 'seat:mikkel', name: 'Mikkel', side: 'citizen' },
			view: { state: { id: 'session', version: 1, clock: null, now: 0 }, agenda: [] },
			answers: {},
			audience: 'here',
			circle: [],
			toldBack: null,
			mayStandOnBoard: false,
			may: { answer: true, move: true, end: false }
		} as unknown as SessionParts, // reason: what is not an answer plays no part here
		'/room/answers',
		true
	);

afterEach(() => vi.unstubAllGlobals());

test('two answers to one step go one after the other, so that the newer is the last to arrive', async () => {
	const requests = slowServer();
	const live = session();
	const first = live.put('cards', { placed: ['a'] });
	void live.put('cards', { placed: ['a', 'b'] });
	const last = live.put('cards', { placed: ['a', 'b', 'c'] });
	expect(requests).toHaveLength(1);
	expect(live.content('cards')).toEqual({ placed: ['a', 'b', 'c'] });
	expect(live.saved).toBe('saving');

	requests[0]?.answer({ ok: true });
	await vi.waitFor(() => expect(requests).toHaveLength(2));
	expect(requests[1]?.body).toMatchObject({ content: { placed: ['a', 'b', 'c'] } });
	requests[1]?.answer({ ok: true });
	await Promise.all([first, last]);
	expect(live.saved).toBe('saved');
	expect(live.content('cards')).toEqual({ placed: ['a', 'b', 'c'] });
});

test('what the server told before it had our answer does not take its place', async () => {
	const requests = slowServer();
	const live = session();
	const asking = live.fetch();
	const put = live.put('cards', { placed: ['a'] });
	requests[1]?.answer({ ok: true });
	await put;
	requests[0]?.answer({ answers: {}, audience: 'here' });
	await vi.waitFor(() => expect(requests).toHaveLength(3));
	expect(live.content('cards')).toEqual({ placed: ['a'] });
	const told = { content: { placed: ['a'] }, own: true, confirmed: false };
	requests[2]?.answer({ answers: { cards: told }, audience: 'here' });
	await asking;
	expect(live.answered('cards')).toEqual(told);
});

test('an answer that did not get through does not hold the next one back, and is sent again with it', async () => {
	const requests = slowServer();
	const live = session();
	const lost = live.put('mood', { face: 'bad' });
	requests[0]?.answer({ ok: false, why: 'notNow' });
	await lost;
	expect(live.saved).toBe('failed');
	const next = live.put('cards', { placed: ['a'] });
	requests[1]?.answer({ ok: true });
	await vi.waitFor(() => expect(requests).toHaveLength(3));
	requests[2]?.answer({ ok: true });
	await next;
	expect(live.saved).toBe('saved');
	expect(requests.map(({ body }) => (body as { step: string }).step)).toEqual([
		'mood',
		'mood',
		'cards'
	]);
});
