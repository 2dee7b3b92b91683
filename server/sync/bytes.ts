/** Numbers, and bytes with their length before them, in one piece of exactly their size. */
export function packed(...parts: (number | Uint8Array)[]): Uint8Array {
	let size = 0;
	for (const part of parts) {
		size += typeof part === 'number' ? sizeOf(part) : sizeOf(part.byteLength) + part.byteLength;
	}
	const bytes = new Uint8Array(size);
	let at = 0;
	for (const part of parts) {
		at = writeVarUint(bytes, at, typeof part === 'number' ? part : part.byteLength);
		if (typeof part === 'number') continue;
		bytes.set(part, at);
		at += part.byteLength;
	}
	return bytes;
}

function sizeOf(number: number): number {
	let size = 1;
	for (let rest = number; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
	return size;
}

function writeVarUint(bytes: Uint8Array, at: number, number: number): number {
	let rest = number;
	for (; rest >= 128; rest = Math.floor(rest / 128)) bytes[at++] = 128 | (rest % 128);
	bytes[at++] = rest;
	return at;
}
