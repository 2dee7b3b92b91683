/** Larger frames are written from where they lie; the others are copied together. */
const copiedBytes = 4_096;

let last: { batch: readonly Uint8Array[]; pieces: readonly Uint8Array[] } = {
	batch: [],
	pieces: []
};

/**
 * Frames as WebSocket messages (RFC 6455, 5.2: whole, binary, unmasked), in as few pieces as it pays
 * to write. The members of a room are mostly sent the same, one after the other, so the last answer
 * is kept: it is made once and written to all.
 */
export function messagesOf(batch: readonly Uint8Array[]): readonly Uint8Array[] {
	const isSame =
		batch.length === last.batch.length && batch.every((frame, at) => frame === last.batch[at]);
	if (!isSame) last = { batch, pieces: piecesOf(batch) };
	return last.pieces;
}

function piecesOf(batch: readonly Uint8Array[]): Uint8Array[] {
	let size = 0;
	for (const { byteLength } of batch) {
		size += headerBytes(byteLength) + (byteLength < copiedBytes ? byteLength : 0);
	}
	const copied = Buffer.allocUnsafe(size);
	const pieces: Uint8Array[] = [];
	let start = 0;
	let at = 0;
	for (const frame of batch) {
		at = writeHeader(copied, at, frame.byteLength);
		if (frame.byteLength < copiedBytes) {
			copied.set(frame, at);
			at += frame.byteLength;
		} else {
			pieces.push(copied.subarray(start, at), frame);
			start = at;
		}
	}
	if (at > start) pieces.push(copied.subarray(start, at));
	return pieces;
}

function headerBytes(size: number): number {
	return size < 126 ? 2 : size < 65_536 ? 4 : 10;
}

function writeHeader(bytes: Buffer, at: number, size: number): number {
	bytes[at] = 0x82;
	const length = headerBytes(size);
	bytes[at + 1] = length === 2 ? size : length === 4 ? 126 : 127;
	if (length === 4) bytes.writeUInt16BE(size, at + 2);
	if (length === 10) bytes.writeBigUInt64BE(BigInt(size), at + 2);
	return at + length;
}
