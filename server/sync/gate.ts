import * as Y from 'yjs';
import type { Limits } from './limits.ts';

/** Which content a document may have. Given from outside: this folder knows nothing of boards. */
export interface DocumentRules {
	/** Names of the root types; anything else is refused. */
	roots: readonly string[];
	/** Which keys a map may have. */
	isKey?: (key: string) => boolean;
}

/** Why an update was refused; the word goes into the close reason. */
export type Fault = 'frame' | 'limit' | 'client-id' | 'too-large';

/** A field name, an id, or an id with a field name after it; never `__proto__` or the like. */
const key = /^(?:[a-z][A-Za-z0-9_]{0,63}|[A-Za-z0-9_-]{22}(?:\.[A-Za-z0-9]{1,32})?)$/;

export function isOrdinaryKey(name: string): boolean {
	return key.test(name) && !(name in Object.prototype);
}

/** Looks at an update without applying it. Null when nothing in it is forbidden. */
export function inspect(update: Uint8Array, rules: DocumentRules, limits: Limits): Fault | null {
	if (update.byteLength > limits.updateBytes) return 'too-large';
	// Yjs makes an array as long as the update says it is, before it reads what is in it.
	if (firstCount(update) > update.byteLength / 2) return 'frame';
	const { structs } = Y.decodeUpdate(update);
	if (structs.length > limits.structsPerUpdate) return 'limit';
	const isKey = rules.isKey ?? isOrdinaryKey;
	for (const struct of structs) {
		if (struct instanceof Y.Skip) return 'frame';
		if (struct.length > limits.clockPerUpdate) return 'limit';
		if (!(struct instanceof Y.Item)) continue;
		if (struct.content instanceof Y.ContentDoc) return 'frame';
		if (struct.content instanceof Y.ContentBinary) return 'frame';
		// reason: an item that is only decoded names its root; the type speaks of integrated ones
		const parent = struct.parent as unknown;
		if (typeof parent === 'string' && !rules.roots.includes(parent)) return 'frame';
		if (struct.parentSub !== null && !isKey(struct.parentSub)) return 'frame';
	}
	return null;
}

/** How many structs the first client of an update claims to bring. */
function firstCount(update: Uint8Array): number {
	let at = 0;
	const number = (): number => {
		let value = 0;
		for (let shift = 1; ; shift *= 128) {
			const byte = update[at++] ?? 0;
			value += (byte & 127) * shift;
			if (byte < 128) return value;
		}
	};
	return number() === 0 ? 0 : number();
}
