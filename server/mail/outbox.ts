import { inArray } from 'drizzle-orm';
import type { MeetingId, PersonId, SparringId } from '#lib/model/ids.ts';
import type { Transaction } from '#server/db/open.ts';
import { personTable } from '#server/people/tables.ts';
import type { LetterFacts, LetterKind } from './letters.ts';
import { outboxTable } from './tables.ts';

/** What a letter needs to know of a meeting; a row of the meeting's table will do. */
export interface LetterMeeting {
	id: MeetingId;
	startsAt: Date;
	minutes: number;
	version: number;
}

/**
 * Puts a letter to each of these people in the outbox, in the transaction of the act it tells of:
 * a letter never tells of what did not happen, and what happened is never forgotten. Each in the
 * language that its receiver chose last.
 */
export async function postLetters(
	tx: Transaction,
	kind: LetterKind,
	meeting: LetterMeeting,
	to: readonly PersonId[]
): Promise<void> {
	await post(tx, kind, { meeting: meeting.id, ...timesOf(meeting) }, to);
}

/** The same about a sparring. */
export async function postSparringLetters(
	tx: Transaction,
	kind: LetterKind,
	sparring: Omit<LetterMeeting, 'id'> & { id: SparringId },
	to: readonly PersonId[]
): Promise<void> {
	await post(tx, kind, { sparring: sparring.id, ...timesOf(sparring) }, to);
}

function timesOf({ startsAt, minutes, version }: Omit<LetterMeeting, 'id'>) {
	return {
		startsAt: startsAt.toISOString(),
		minutes: String(minutes),
		version: String(version)
	};
}

async function post(
	tx: Transaction,
	kind: LetterKind,
	{ meeting, sparring, ...told }: Omit<LetterFacts, 'locale'>,
	to: readonly PersonId[]
): Promise<void> {
	if (to.length === 0) return;
	const receivers = await tx
		.select({ id: personTable.id, language: personTable.language })
		.from(personTable)
		.where(inArray(personTable.id, [...to]));
	if (receivers.length === 0) return;
	const facts = { ...told, ...(meeting && { meeting }), ...(sparring && { sparring }) };
	await tx.insert(outboxTable).values(
		receivers.map(({ id, language }) => ({
			to: id,
			letter: kind,
			facts: { ...facts, locale: language }
		}))
	);
}
