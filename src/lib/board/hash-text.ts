import { digest } from 'lib0/hash/sha256';
import { recordText, type Agreements, type RecordKind } from './record-text.ts';
import { normaliseText } from './text.ts';

/**
 * [B20] SHA-256 of a text as people see it, in hex: what a record says it is about. Not the
 * platform's: on plain http, as on the network of a demo, a browser has none.
 */
export function hashText(text: string): string {
	const bytes = digest(new TextEncoder().encode(normaliseText(text)));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a command about a card carries; null when the card is gone. */
export function recordHash(
	kind: RecordKind,
	subject: string,
	agreements: Agreements
): string | null {
	const text = recordText(kind, subject, agreements);
	return text === null ? null : hashText(text);
}
