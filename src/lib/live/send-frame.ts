import * as encoding from 'lib0/encoding';
import type { WebsocketProvider } from 'y-websocket';

/** A frame of ours: its type, and a number. */
export function sendFrame({ ws }: WebsocketProvider, type: number, number: number): void {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, type);
	encoding.writeVarUint(encoder, number);
	ws?.send(encoding.toUint8Array(encoder));
}
