import type { MeetingId, PersonId, SparringId } from '#lib/model/ids.ts';
import type { Transaction } from '#server/db/open.ts';
import type { LetterFacts, LetterKind, LetterLocale } from './letters.ts';
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
 * a letter never tells of what did not happen, and what happened is never forgotten.
 */
export async function postLetters(
	tx: Transaction,
	kind: LetterKind,
	meeting: LetterMeeting,
	to: readonly PersonId[],
	locale: LetterLocale = 'da'
): Promise<void> {
	await post(tx, kind, { meeting: meeting.id, ...timesOf(meeting), locale }, to);
}

/** The same about a sparring. */
export async function postSparringLetters(
	tx: Transaction,
	kind: LetterKind,
	sparring: Omit<LetterMeeting, 'id'> & { id: SparringId },
	to: readonly PersonId[],
	locale: LetterLocale = 'da'
): Promise<void> {
	await post(tx, kind, { sparring: sparring.id, ...timesOf(sparring), locale }, to);
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
	{ meeting, sparring, ...told }: LetterFacts,
	to: readonly PersonId[]
): Promise<void> {
	if (to.length === 0) return;
	const facts = { ...told, ...(meeting && { meeting }), ...(sparring && { sparring }) };
	await tx
		.insert(outboxTable)
		.values([...new Set(to)].map((person) => ({ to: person, letter: kind, facts })));
}
