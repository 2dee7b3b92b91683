import { describe, expect, onTestFinished, test } from 'vitest';
import type { Bus, BusMessage } from '#server/sync/bus.ts';
import { openRedis } from '#tests/redis.ts';
import { busContract } from '../../tests/contract/bus.ts';
import { until } from '../../tests/support/until.ts';
import { createRedisBus } from './redis-bus.ts';

function busOn(url: string): Bus {
	const bus = createRedisBus(url);
	onTestFinished(() => bus.close());
	return bus;
}

describe('the bus on Redis', () => {
	busContract(async () => {
		const { url } = await openRedis();
		return [busOn(url), busOn(url)];
	});

	test('[R44] Redis may go and come back: publishing never fails, and goes on by itself', async () => {
		const redis = await openRedis();
		const here = busOn(redis.url);
		let heard = 0;
		busOn(redis.url).listen(() => (heard += 1));
		const arrives = async () => {
			const before = heard;
			await until(() => {
				here.publish({ type: 'presence-request', documentId: 'a' });
				return heard > before;
			});
		};
		await arrives();
		await redis.kill();
		for (let i = 0; i < 100; i++) here.publish({ type: 'presence-request', documentId: 'a' });
		await redis.start();
		await arrives();
		expect(heard).toBeGreaterThan(1);
	});

	test('[R47] whatever else is published on the channel is not heard, and hurts nobody', async () => {
		const redis = await openRedis();
		const heard: BusMessage[] = [];
		busOn(redis.url).listen((message) => heard.push(message));
		const says = (message: unknown, bytes = '') =>
			redis.command('PUBLISH', 'samtavle:live', sent('another', JSON.stringify(message), bytes));
		const honest = { type: 'close', documentId: 'a', code: 4410 };
		await until(async () => {
			await says(honest);
			return heard.length > 0;
		});
		const before = heard.length;
		for (const wrong of [
			null,
			7,
			[],
			{},
			{ type: 'from-the-future', documentId: 'a' },
			{ type: 'reconsider' },
			{ type: 'reconsider', match: { person: 7 } },
			{ type: 'close', documentId: 'a', code: 1234 },
			{ type: 'news', documentId: 'a' },
			{ type: 'update', documentId: { toString: 'a' } }
		]) {
			await says(wrong);
		}
		for (const garbage of ['', 'x', '\u0001', 'no json at all']) {
			await redis.command('PUBLISH', 'samtavle:live', garbage);
		}
		await says(honest);
		await until(() => heard.length > before);
		expect(heard.slice(before)).toEqual([honest]);
	});
});

/** A message as it goes over the wire: who sent it, its words, its bytes. */
function sent(...parts: string[]): string {
	return parts.map((part) => String.fromCharCode(part.length) + part).join('');
}
