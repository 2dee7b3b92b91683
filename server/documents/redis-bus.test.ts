import { describe, expect, onTestFinished, test } from 'vitest';
import type { Bus } from '#server/sync/bus.ts';
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
});
