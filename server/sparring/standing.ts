import { and, asc, eq, exists, inArray, isNull, or, sql } from 'drizzle-orm';
import { dateOf } from '#lib/model/dates.ts';
import type { DocumentId, PersonId, SparringId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import type { Standing } from '#lib/model/policy.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { personTable } from '#server/people/tables.ts';
import { sparringNamingTable, sparringParticipantTable, sparringTable } from './tables.ts';

type From = Database | Transaction;
export type SparringStanding = Extract<Standing, { is: 'sparring' }>;

/** On what ground somebody may come to sparring, by today's rows. */
export async function groundsOf(
	from: From,
	person: PersonId
): Promise<{ coordinates: boolean; named: boolean }> {
	const [coordinates] = await from
		.select({ id: memberTable.id })
		.from(memberTable)
		.innerJoin(caseTable, eq(caseTable.id, memberTable.caseId))
		.where(
			and(
				eq(memberTable.personId, person),
				eq(memberTable.role, 'coordinator'),
				isNull(memberTable.removedAt),
				isNull(caseTable.closedAt)
			)
		)
		.limit(1);
	const [named] = await from
		.select({ person: sparringNamingTable.personId })
		.from(sparringNamingTable)
		.where(eq(sparringNamingTable.personId, person));
	return { coordinates: coordinates !== undefined, named: named !== undefined };
}

/** Where somebody stands to one session. Seats and screens have no part in any. */
export async function standingIn(
	from: From,
	actor: Actor,
	session: { id: SparringId; eraseOn: string; erasedAt: Date | null },
	now: Date
): Promise<Standing> {
	if (actor.kind !== 'person') return { is: 'stranger' };
	const [invited] = await from
		.select({ person: sparringParticipantTable.personId })
		.from(sparringParticipantTable)
		.where(
			and(
				eq(sparringParticipantTable.sparringId, session.id),
				eq(sparringParticipantTable.personId, actor.id)
			)
		);
	return {
		is: 'sparring',
		...(await groundsOf(from, actor.id)),
		invited: invited !== undefined,
		erased: session.erasedAt !== null || session.eraseOn <= dateOf(now)
	};
}

/** The same for its document, at the door of the live lines. */
export async function standingOnSparring(
	from: From,
	actor: Actor,
	documentId: DocumentId,
	now: Date
): Promise<Standing> {
	const [session] = await from
		.select()
		.from(sparringTable)
		.where(eq(sparringTable.documentId, documentId));
	return session ? standingIn(from, actor, session, now) : { is: 'stranger' };
}

/** Everybody who may come, by name: those one can ask. */
export async function whoMayCome(from: From, among?: readonly PersonId[]) {
	const coordinates = exists(
		from
			.select({ one: sql`1` })
			.from(memberTable)
			.innerJoin(caseTable, eq(caseTable.id, memberTable.caseId))
			.where(
				and(
					eq(memberTable.personId, personTable.id),
					eq(memberTable.role, 'coordinator'),
					isNull(memberTable.removedAt),
					isNull(caseTable.closedAt)
				)
			)
	);
	const named = exists(
		from
			.select({ one: sql`1` })
			.from(sparringNamingTable)
			.where(eq(sparringNamingTable.personId, personTable.id))
	);
	return from
		.select({ id: personTable.id, name: personTable.name, area: personTable.area })
		.from(personTable)
		.where(
			and(
				isNull(personTable.disabledAt),
				or(coordinates, named),
				among ? inArray(personTable.id, [...among]) : undefined
			)
		)
		.orderBy(asc(personTable.name));
}
