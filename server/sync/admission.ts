import type { IncomingMessage } from 'node:http';
import type { CloseCode } from '#lib/wire/close-codes.ts';
import type { Who } from '#lib/wire/presence.ts';

/**
 * May this request enter this document, as whom, to read or to write? Asked before the upgrade is
 * completed, and again through `readmit` whenever a right may have changed.
 */
export interface Admission {
	/** Whether it shows what reads like a sign-in. Nothing is looked up, so it costs and proves nothing. */
	showsSignIn(request: IncomingMessage): boolean;
	admit(request: IncomingMessage, documentId: string): Promise<Admitted>;
}

export type Admitted = Granted | Refused;

export interface Granted {
	ok: true;
	access: 'read' | 'write';
	who: Who;
	/** Which sign-in this is; ending it closes every socket of it. */
	session: string;
	/** Asks the same question again, of today's rows. */
	readmit(): Promise<Admitted>;
}

export interface Refused {
	ok: false;
	code: CloseCode;
}
