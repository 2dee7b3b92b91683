import type { Limits } from './limits.ts';

/**
 * Reads a Yjs update (version 1) as bytes, without making a document or believing any number in it.
 * Yjs itself reserves what an update declares before it looks, so it must not be the first to look.
 * Version 2 is never read: its run lengths make small bytes cost anything.
 */
export interface Id {
	client: number;
	clock: number;
}

export type ContainerKind = 'map' | 'text' | 'array';

export interface Struct {
	client: number;
	clock: number;
	length: number;
	content: 'gc' | 'deleted' | 'string' | 'any' | ContainerKind;
	origin: Id | null;
	right: Id | null;
	/** A root's name or a type's id; only given where neither neighbour is. */
	parent: Id | string | null;
	key: string | null;
}

export interface Section {
	client: number;
	structs: Struct[];
}

export interface Deletion {
	client: number;
	start: number;
	end: number;
}

export interface Scanned {
	sections: Section[];
	deletions: Deletion[];
	/** Where in the bytes the deletions begin. */
	deletionsAt: number;
}

export class ScanFault extends Error {
	readonly fault: 'frame' | 'limit';

	constructor(fault: 'frame' | 'limit') {
		super(fault);
		this.fault = fault;
	}
}

/** Reads one update. Throws a ScanFault for anything that an honest client would not send. */
export function scan(update: Uint8Array, limits: Limits): Scanned {
	const reader = new Reader(update);
	const sections = readSections(reader, limits);
	const deletionsAt = reader.at;
	const deletions = readDeletions(reader, limits);
	if (reader.at !== update.byteLength) throw new ScanFault('frame');
	return { sections, deletions, deletionsAt };
}

function readSections(reader: Reader, limits: Limits): Section[] {
	const sections: Section[] = [];
	const clients = new Set<number>();
	let budget = limits.structsPerUpdate;
	let weightless = limits.weightlessPerUpdate;
	for (let left = reader.count(4); left > 0; left--) {
		const count = reader.count(2);
		if (count === 0) throw new ScanFault('frame');
		if ((budget -= count) < 0) throw new ScanFault('limit');
		const client = reader.varUint();
		if (clients.has(client)) throw new ScanFault('frame'); // Yjs would forget the first
		clients.add(client);
		let clock = reader.varUint();
		const structs: Struct[] = [];
		for (let i = 0; i < count; i++) {
			const struct = readStruct(reader, client, clock, limits);
			structs.push(struct);
			clock += struct.length;
			if (clock > limits.clock) throw new ScanFault('limit');
			if (struct.content === 'gc' || struct.content === 'deleted') weightless -= struct.length;
			if (weightless < 0) throw new ScanFault('limit');
		}
		sections.push({ client, structs });
	}
	return sections;
}

const hasOrigin = 128;
const hasRight = 64;
const hasKey = 32;
const contentBits = 31;

function readStruct(reader: Reader, client: number, clock: number, limits: Limits): Struct {
	const info = reader.byte();
	if ((info & contentBits) === 0) {
		if (info !== 0) throw new ScanFault('frame');
		const length = reader.length();
		return {
			client,
			clock,
			length,
			content: 'gc',
			origin: null,
			right: null,
			parent: null,
			key: null
		};
	}
	const origin = info & hasOrigin ? reader.id() : null;
	const right = info & hasRight ? reader.id() : null;
	let parent: Id | string | null = null;
	let key: string | null = null;
	if (!origin && !right) {
		parent = reader.varUint() === 1 ? reader.string() : reader.id();
		if (info & hasKey) key = reader.string();
	}
	const { content, length } = readContent(reader, info & contentBits, limits);
	return { client, clock, length, content, origin, right, parent, key };
}

const containerKinds = ['array', 'map', 'text'] as const;

/** Kinds not named here (subdocuments, binary, formatting, XML, skips) no board has a use for. */
function readContent(
	reader: Reader,
	kind: number,
	limits: Limits
): Pick<Struct, 'content' | 'length'> {
	switch (kind) {
		case 1:
			return { content: 'deleted', length: reader.length() };
		case 4: {
			const length = reader.textLength();
			if (length === 0) throw new ScanFault('frame');
			return { content: 'string', length };
		}
		case 7: {
			const content = containerKinds[reader.varUint()];
			if (!content) throw new ScanFault('frame');
			return { content, length: 1 };
		}
		case 8: {
			const length = reader.count(1);
			if (length === 0) throw new ScanFault('frame');
			for (let i = 0; i < length; i++) skipValue(reader, limits.depth);
			return { content: 'any', length };
		}
		default:
			throw new ScanFault('frame');
	}
}

/** A JSON value as lib0 writes it. Bytes and big integers are left out: JSON cannot say them. */
function skipValue(reader: Reader, depth: number): void {
	switch (reader.byte()) {
		case 127: // undefined
		case 126: // null
		case 121: // false
		case 120: // true
			return;
		case 125:
			return reader.varInt();
		case 124:
			return reader.skip(4);
		case 123:
			return reader.skip(8);
		case 119:
			return void reader.textLength();
		case 118:
			if (depth === 0) throw new ScanFault('limit');
			for (let left = reader.count(2); left > 0; left--) {
				if (reader.string() === '__proto__') throw new ScanFault('frame');
				skipValue(reader, depth - 1);
			}
			return;
		case 117:
			if (depth === 0) throw new ScanFault('limit');
			for (let left = reader.count(1); left > 0; left--) skipValue(reader, depth - 1);
			return;
		default:
			throw new ScanFault('frame');
	}
}

function readDeletions(reader: Reader, limits: Limits): Deletion[] {
	const deletions: Deletion[] = [];
	for (let clients = reader.count(2); clients > 0; clients--) {
		const client = reader.varUint();
		for (let left = reader.count(2); left > 0; left--) {
			const start = reader.varUint();
			const end = start + reader.length();
			if (end > limits.clock) throw new ScanFault('limit');
			deletions.push({ client, start, end });
			if (deletions.length > limits.deletesPerUpdate) throw new ScanFault('limit');
		}
	}
	return deletions;
}

/** The same check that lib0 makes, so that what passes here does not throw there. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads bytes that may say anything. Every step stays within them or throws. */
export class Reader {
	readonly bytes: Uint8Array;
	at = 0;

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	byte(): number {
		const byte = this.bytes[this.at++];
		if (byte === undefined) throw new ScanFault('frame');
		return byte;
	}

	skip(count: number): void {
		this.at += count;
		if (this.at > this.bytes.byteLength) throw new ScanFault('frame');
	}

	varUint(): number {
		let value = 0;
		for (let scale = 1; ; scale *= 128) {
			const byte = this.byte();
			value += (byte & 127) * scale;
			if (value > Number.MAX_SAFE_INTEGER) throw new ScanFault('frame');
			if (byte < 128) return value;
			if (scale > 2 ** 49) throw new ScanFault('frame');
		}
	}

	varInt(): void {
		let byte = this.byte();
		let value = byte & 63;
		for (let scale = 64; byte >= 128; scale *= 128) {
			if (scale > 2 ** 49) throw new ScanFault('frame');
			byte = this.byte();
			value += (byte & 127) * scale;
			if (value > Number.MAX_SAFE_INTEGER) throw new ScanFault('frame');
		}
	}

	/** How many things follow, each at least so many bytes long. */
	count(bytesEach: number): number {
		const count = this.varUint();
		if (count * bytesEach > this.bytes.byteLength - this.at) throw new ScanFault('frame');
		return count;
	}

	/** A length in clock steps, which cannot be none. */
	length(): number {
		const length = this.varUint();
		if (length === 0) throw new ScanFault('frame');
		return length;
	}

	id(): Id {
		return { client: this.varUint(), clock: this.varUint() };
	}

	string(): string {
		const size = this.count(1);
		const start = this.at;
		this.skip(size);
		try {
			return strictUtf8.decode(this.bytes.subarray(start, this.at));
		} catch {
			throw new ScanFault('frame');
		}
	}

	/** The length of a string as Yjs counts it: in UTF-16 units. */
	textLength(): number {
		const size = this.count(1);
		const start = this.at;
		for (let i = start; i < start + size; i++) {
			if ((this.bytes[i] ?? 128) < 128) continue;
			this.at = start + size;
			try {
				return strictUtf8.decode(this.bytes.subarray(start, this.at)).length;
			} catch {
				throw new ScanFault('frame');
			}
		}
		this.at = start + size;
		return size;
	}
}
