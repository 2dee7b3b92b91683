import { expect, onTestFinished, test } from 'vitest';
import { createMetrics } from './metrics.ts';
import { Figures } from './sync/figures.ts';

function metrics(token: string | null) {
	const figures = new Figures();
	for (let i = 0; i < 3; i++) figures.refused('client-id');
	figures.closed(4400);
	figures.receiptMs.record(4);
	figures.receiptMs.record(70);
	const made = createMetrics({
		stats: () => ({
			...figures,
			rooms: 2,
			sockets: 5,
			unsavedBytes: 0,
			commitMs: figures.commitMs.read(),
			receiptMs: figures.receiptMs.read()
		}),
		token
	});
	onTestFinished(() => made.close());
	return made;
}

test('the figures are the live ones, by reason where there are reasons', async () => {
	const text = await metrics(null).read();
	expect(text).toContain('samtavle_rooms_open 2');
	expect(text).toContain('samtavle_frames_refused{reason="client-id"} 3');
	expect(text).toContain('samtavle_sockets_closed{code="4400"} 1');
	expect(text).toContain('samtavle_receipt_seconds_bucket{le="0.005"} 1');
	expect(text).toContain('samtavle_receipt_seconds_bucket{le="+Inf"} 2');
	expect(text).toContain('samtavle_nodejs_eventloop_lag_seconds');
});

test('they are for this machine or for whoever has the token, also behind a proxy', () => {
	const local = { address: '127.0.0.1', forwarded: false, authorization: null };
	const outside = { ...local, address: '10.1.2.3' };
	const proxied = { ...local, forwarded: true };
	expect(metrics(null).mayRead(local)).toBe(true);
	expect(metrics(null).mayRead(outside)).toBe(false);
	expect(metrics(null).mayRead(proxied)).toBe(false);
	expect(metrics('secret').mayRead({ ...outside, authorization: 'Bearer secret' })).toBe(true);
	expect(metrics('secret').mayRead({ ...outside, authorization: 'Bearer sacred' })).toBe(false);
});
