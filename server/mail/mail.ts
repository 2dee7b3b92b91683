import { and, asc, eq, isNull, lt, sql } from 'drizzle-orm';
import * as v from 'valibot';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { log } from '#server/log.ts';
import { personTable } from '#server/people/tables.ts';
import { LetterFacts, LetterKind, writeLetter } from './letters.ts';
import type { Post } from './post.ts';
import { outboxTable } from './tables.ts';

/** After this many a letter stays where it is, for the operator to see. About two days. */
const maximumAttempts = 12;
const batch = 20;

export interface MailParts {
	db: Database;
	now: Now;
	post: Post;
	origin: string;
	from: string;
}

export type Mail = ReturnType<typeof createMail>;

export function createMail({ db, now, post, origin, from }: MailParts) {
	/** Sends what lies in the outbox, oldest first. Answers how many letters left. */
	async function deliver(): Promise<number> {
		let sent = 0;
		for (;;) {
			const found = await deliverSome();
			sent += found.sent;
			if (found.tried < batch) return sent;
		}
	}

	/** Rows are held while they are sent, so that two nodes never send the same letter at once. */
	function deliverSome(): Promise<{ tried: number; sent: number }> {
		return db.transaction(async (tx) => {
			const letters = await tx
				.select({ letter: outboxTable, to: personTable.email, gone: personTable.disabledAt })
				.from(outboxTable)
				.innerJoin(personTable, eq(personTable.id, outboxTable.to))
				.where(
					and(
						isNull(outboxTable.sentAt),
						lt(outboxTable.attempts, maximumAttempts),
						// Each attempt waits twice as long as the one before.
						sql`${outboxTable.createdAt} + (power(2, ${outboxTable.attempts}) - 1) * interval '1 minute' <= ${now().toISOString()}::timestamptz`
					)
				)
				.orderBy(asc(outboxTable.id))
				.limit(batch)
				.for('update', { of: outboxTable, skipLocked: true });
			let sent = 0;
			for (const { letter, to, gone } of letters) {
				const left = gone === null ? await send(letter, to) : true;
				if (left) sent += 1;
				await tx
					.update(outboxTable)
					.set({ attempts: letter.attempts + 1, sentAt: left ? now() : null })
					.where(eq(outboxTable.id, letter.id));
			}
			return { tried: letters.length, sent };
		});
	}

	async function send(row: typeof outboxTable.$inferSelect, to: string): Promise<boolean> {
		const kind = v.safeParse(LetterKind, row.letter);
		const facts = v.safeParse(LetterFacts, row.facts);
		if (!kind.success || !facts.success) {
			log.warn('letter:unreadable', { letter: row.id });
			return false;
		}
		try {
			const letter = writeLetter(kind.output, facts.output, { origin, from, to, now: now() });
			await post({ ...letter, id: row.id, from, to });
			return true;
		} catch (fault) {
			log.error('letter:not-sent', fault, { letter: row.id, attempts: row.attempts + 1 });
			return false;
		}
	}

	return { deliver };
}
