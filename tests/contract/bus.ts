import { expect, test } from 'vitest';
import type { Bus, BusMessage } from '#server/sync/bus.ts';
import { until } from '../support/until.ts';

/** What every bus between nodes promises. `makeBuses`: two ends of one. */
export function busContract(makeBuses: () => Promise<[Bus, Bus]>): void {
	test('[R43] what one node publishes the other hears, whole, and it itself does not', async () => {
		const [here, there] = await makeBuses();
		const heard: BusMessage[] = [];
		const echoed: BusMessage[] = [];
		there.listen((message) => heard.push(message));
		here.listen((message) => echoed.push(message));
		const documentId = 'a';
		const messages: BusMessage[] = [
			{ type: 'update', documentId, update: new Uint8Array([0, 255, 10, 13, 34]) },
			{ type: 'presence', documentId, node: 'n', entries: new Uint8Array([1, 2]) },
			{ type: 'presence-request', documentId },
			{ type: 'news', documentId, payload: '{"a":"æøå"}' },
			{ type: 'reconsider', match: { person: 'karin' } },
			{ type: 'close', documentId, code: 4410 }
		];
		await until(() => {
			here.publish({ type: 'presence-request', documentId: 'first' });
			return heard.length > 0;
		});
		for (const message of messages) here.publish(message);
		await until(() => heard.at(-1)?.type === 'close');
		expect(heard.slice(-messages.length)).toEqual(messages);
		await until(() => {
			there.publish({ type: 'presence-request', documentId: 'back' });
			return echoed.length > 0;
		});
		for (const one of echoed) expect(one).toMatchObject({ documentId: 'back' });
	});

	test('[R43] whoever stops listening hears nothing more', async () => {
		const [here, there] = await makeBuses();
		const heard: string[] = [];
		const stop = there.listen(() => heard.push('stopped'));
		stop();
		there.listen(() => heard.push('listening'));
		await until(() => {
			here.publish({ type: 'presence-request', documentId: 'a' });
			return heard.length > 0;
		});
		expect(heard).not.toContain('stopped');
	});
}
