import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/**
 * Somebody writes from another program: an unmodified y-websocket client that holds the cookies of
 * a page. For words in a test's story that no page under test is about.
 */
export async function writeAs(
	page: Page,
	documentId: string,
	change: (doc: Y.Doc) => void
): Promise<void> {
	const address = new URL(page.url());
	const cookies = await page.context().cookies(address.origin);
	const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
	class Socket extends WebSocket {
		constructor(to: string) {
			super(to, { headers: { cookie, origin: address.origin } });
		}
	}
	const doc = new Y.Doc();
	const provider = new WebsocketProvider(
		`${address.origin.replace(/^http/, 'ws')}/live`,
		documentId,
		doc,
		{
			disableBc: true,
			// reason: ws speaks the browser's interface as far as y-websocket uses it
			WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket
		}
	);
	await new Promise<void>((resolve) => {
		provider.once('sync', () => resolve());
	});
	change(doc);
	// Frames keep their order: when this has been answered, what was written before it has arrived.
	await new Promise<void>((resolve) => {
		provider.once('sync', () => resolve());
		provider.disconnect();
		provider.connect();
	});
	provider.destroy();
	doc.destroy();
}
