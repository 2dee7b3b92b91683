import { and, eq, inArray, isNull } from 'drizzle-orm';
import { namedFrom, type Dictionary, type Named } from '#lib/model/anonymise/dictionary.ts';
import { dateOf } from '#lib/model/dates.ts';
import type { CaseId, PersonId } from '#lib/model/ids.ts';
import { isProfessionalRole, type Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { meetingTable, seatTable } from '#server/meetings/tables.ts';
import type { LocalList } from './local-list.ts';

export interface DictionariesParts {
	db: Database;
	now: Now;
	local: LocalList;
}

/**
 * Whom a text must not name. Made anew at each check and kept nowhere; what is made for several
 * people never leaves the server, so that nobody can learn from it who is on whose cases.
 */
export function createDictionaries({ db, now, local }: DictionariesParts) {
	/** Open cases that any of them is on now. Whoever was on one, or sat in a meeting of it, is named. */
	async function casesOf(
		tx: Database | Transaction,
		people: readonly PersonId[]
	): Promise<{ id: CaseId; number: string; displayName: string | null }[]> {
		if (people.length === 0) return [];
		return tx
			.selectDistinct({
				id: caseTable.id,
				number: caseTable.number,
				displayName: caseTable.displayName
			})
			.from(caseTable)
			.innerJoin(memberTable, eq(memberTable.caseId, caseTable.id))
			.where(
				and(
					inArray(memberTable.personId, [...people]),
					isNull(memberTable.removedAt),
					isNull(caseTable.closedAt)
				)
			);
	}

	async function make(
		tx: Database | Transaction,
		participants: readonly PersonId[]
	): Promise<Dictionary> {
		const { places, institutions } = await local.read();
		const cases = await casesOf(tx, participants);
		const ids = cases.map(({ id }) => id);
		const members = ids.length
			? await tx
					.select({
						name: memberTable.name,
						role: memberTable.role,
						person: memberTable.personId
					})
					.from(memberTable)
					.where(inArray(memberTable.caseId, ids))
			: [];
		const seats = ids.length
			? await tx
					.selectDistinct({ name: seatTable.name, as: seatTable.as })
					.from(seatTable)
					.innerJoin(meetingTable, eq(meetingTable.id, seatTable.meetingId))
					.where(and(inArray(meetingTable.caseId, ids), inArray(seatTable.state, ['in', 'ended'])))
			: [];
		// Those who take part see each other: their own names say nothing about a case.
		const others = members.filter(({ person }) => !person || !participants.includes(person));
		const people: Named[] = [
			...cases.flatMap(({ displayName }) =>
				displayName ? [namedFrom(displayName, 'citizen')] : []
			),
			...others.map(({ name, role }) =>
				namedFrom(name, isProfessionalRole(role) ? 'professional' : role)
			),
			...seats.map(({ name, as }) => namedFrom(name, as))
		];
		return {
			people: once(people, ({ given, family, role }) => `${given}|${family}|${role}`),
			addresses: [],
			phones: [],
			caseNumbers: cases.map(({ number }) => number),
			places,
			institutions,
			today: dateOf(now())
		};
	}

	return {
		/** For the check on the server. It must not be part of any answer. */
		forParticipants: (participants: readonly PersonId[], tx: Database | Transaction = db) =>
			make(tx, participants),

		/** For the writer's own browser: names from the writer's own cases, which they may see anyway. */
		async own(actor: Actor): Promise<Dictionary> {
			if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
			if (actor.kind !== 'person') throw new Refusal('not-found');
			const dictionary = await make(db, [actor.id]);
			await record(db, actor, {
				event: 'dictionary:given',
				details: { cases: dictionary.caseNumbers.length }
			});
			return dictionary;
		}
	};
}

export type Dictionaries = ReturnType<typeof createDictionaries>;

function once<One>(all: readonly One[], key: (one: One) => string): One[] {
	return [...new Map(all.map((one) => [key(one), one])).values()];
}
