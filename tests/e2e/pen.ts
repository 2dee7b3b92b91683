import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** An unmodified y-websocket client that holds the cookies of a page. */
export interface Pen {
	readonly doc: Y.Doc;
	/** When the server has sent its state, again and again at each answer. */
	synced(): Promise<void>;
	/** What the server closed it with, once it does. */
	readonly closed: Promise<{ code: number; reason: string }>;
	/** Everything written before has arrived when this is answered: frames keep their order. */
	arrived(): Promise<void>;
	put(): void;
}

export async function takePen(page: Page, documentId: string): Promise<Pen> {
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
	const synced = () =>
		new Promise<void>((resolve) => {
			if (provider.synced) resolve();
			else provider.once('sync', () => resolve());
		});
	const closed = new Promise<{ code: number; reason: string }>((resolve) => {
		provider.once('closed', ({ code, reason }) => resolve({ code, reason }));
	});
	return {
		doc,
		synced,
		closed,
		async arrived() {
			provider.disconnect();
			provider.connect();
			await synced();
		},
		put() {
			provider.destroy();
			doc.destroy();
		}
	};
}

/** Somebody writes from another program: words in a test's story that no page under test is about. */
export async function writeAs(
	page: Page,
	documentId: string,
	change: (doc: Y.Doc) => void
): Promise<void> {
	const pen = await takePen(page, documentId);
	await pen.synced();
	change(pen.doc);
	await pen.arrived();
	pen.put();
}
