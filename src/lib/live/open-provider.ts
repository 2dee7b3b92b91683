import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { layoutVersion } from '#lib/board/layout.ts';
import { livePath } from '#lib/wire/paths.ts';

export interface ConnectionOptions {
	documentId: string;
	/** What the page already knows of our access; the server's word replaces it. */
	access?: 'read' | 'write';
	/** A page of the room asks as its device, though the browser may hold a person's session too. */
	as?: 'seat' | 'screen' | 'citizen';
	/** Whose page it is (actor key): the server lets nobody else in with it, whose cookie it may be by now. */
	person?: string;
	/** `ws(s)://host` of the page, unless given. */
	server?: string;
	/** Where there is no WebSocket of the platform. */
	WebSocket?: typeof WebSocket;
}

export function openProvider(options: ConnectionOptions, doc: Y.Doc): WebsocketProvider {
	const { documentId, server, as, person, WebSocket: polyfill } = options;
	const base = server ?? location.origin.replace(/^http/, 'ws');
	return new WebsocketProvider(base + livePath, documentId, doc, {
		disableBc: true, // tabs meet at the server, where the rights are
		params: { layout: String(layoutVersion), ...(as && { as }), ...(person && { person }) },
		...(polyfill && { WebSocketPolyfill: polyfill })
	});
}
