import { log } from '#server/log.ts';
import type { Letter } from './letters.ts';

/** Hands one letter over. Rejects when it was not taken. */
export type Post = (letter: Letter & { id: number; from: string; to: string }) => Promise<void>;

export function createSmtpPost(smtpUrl: string, hostname: string): Post {
	// Loaded when it is needed: without a mail server it never is.
	const transport = import('nodemailer').then(({ createTransport }) => createTransport(smtpUrl));
	// Told where a letter is sent, which tries again; not as a fault of the whole process.
	transport.catch(() => undefined);
	return async ({ id, from, to, subject, text, calendar }) => {
		await (
			await transport
		).sendMail({
			from: { name: 'Samtavle', address: from },
			to,
			subject,
			text,
			// The same letter sent twice, after a crash in between, is one letter to a mail program.
			messageId: `<letter-${id}@${hostname}>`,
			headers: { 'Auto-Submitted': 'auto-generated' },
			...(calendar && {
				icalEvent: { method: calendar.method, filename: 'samtavle.ics', content: calendar.text }
			})
		});
	};
}

/** Without a mail server letters are only logged, by number. */
export const logPost: Post = ({ id }) => {
	log.info('letter:logged', { letter: id });
	return Promise.resolve();
};
