import { and, eq, gt, inArray, isNull, max, ne, or } from 'drizzle-orm';
import { PersonId, SeatId, type CaseId } from '#lib/model/ids.ts';
import type { NamedCase, News, NewsKind } from '#lib/model/overview.ts';
import { actorKey, sideOf, type PersonActor, type Side } from '#lib/model/person.ts';
import { auditTable } from '#server/audit/tables.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Database } from '#server/db/open.ts';
import { documentTable, documentUpdateTable } from '#server/documents/tables.ts';
import { emergencyTable } from '#server/emergency/tables.ts';
import { seatTable } from '#server/meetings/tables.ts';
import { personTable } from '#server/people/tables.ts';
import { recordTable } from '#server/records/tables.ts';
import * as v from 'valibot';

const limit = 8;

/** Something that happened, by an actor key. */
interface Happened {
	kind: NewsKind;
	by: string;
	caseId: CaseId;
	at: Date;
}

/**
 * What others did on my cases. Only from what every professional on a case may read (agreements,
 * the part of the plan that is for the network, records): that somebody wrote in a theme document
 * would already say something about the citizen. A coordinator hears of an emergency as well.
 */
export async function newsFor(db: Database, me: PersonActor, since: Date): Promise<News[]> {
	const cases = new Map<CaseId, NamedCase>();
	const mine = await db
		.select({
			id: caseTable.id,
			number: caseTable.number,
			displayName: caseTable.displayName,
			role: memberTable.role
		})
		.from(memberTable)
		.innerJoin(caseTable, eq(caseTable.id, memberTable.caseId))
		.where(
			and(
				eq(memberTable.personId, me.id),
				isNull(memberTable.removedAt),
				isNull(caseTable.closedAt)
			)
		);
	for (const { role: _, ...one } of mine) cases.set(one.id, one);
	const coordinated = mine.filter(({ role }) => role === 'coordinator').map(({ id }) => id);
	if (cases.size === 0) return [];

	const ids = [...cases.keys()];
	const notMe = actorKey(me);
	const happened = [
		...(await written(db, ids, notMe, since)),
		...(await recorded(db, ids, notMe, since)),
		...(await settled(db, ids, notMe, since)),
		...(await openedInEmergency(db, coordinated, since))
	];
	const newest = happened.sort((a, b) => +b.at - +a.at).slice(0, limit);
	const people = await peopleBehind(
		db,
		newest.map((one) => one.by)
	);
	return newest.flatMap(({ kind, by, caseId, at }) => {
		const who = people.get(by);
		const of = cases.get(caseId);
		return who && of ? [{ key: `${kind} ${by} ${caseId} ${+at}`, kind, who, case: of, at }] : [];
	});
}

/** Who wrote, once per person and document, at the last time they did. */
async function written(
	db: Database,
	cases: CaseId[],
	notMe: string,
	since: Date
): Promise<Happened[]> {
	const rows = await db
		.select({
			kind: documentTable.kind,
			caseId: documentTable.caseId,
			by: documentUpdateTable.by,
			at: max(documentUpdateTable.at)
		})
		.from(documentUpdateTable)
		.innerJoin(documentTable, eq(documentTable.id, documentUpdateTable.documentId))
		.where(
			and(
				inArray(documentTable.caseId, cases),
				isNull(documentTable.deletedAt),
				or(
					eq(documentTable.kind, 'agreements'),
					and(eq(documentTable.kind, 'plan'), eq(documentTable.audience, 'network'))
				),
				gt(documentUpdateTable.at, since),
				ne(documentUpdateTable.by, notMe)
			)
		)
		.groupBy(documentTable.kind, documentTable.caseId, documentUpdateTable.by);
	return rows.flatMap(({ kind, caseId, by, at }) =>
		caseId && at
			? [{ kind: kind === 'plan' ? 'citizenWordsWritten' : 'agreementsWritten', by, caseId, at }]
			: []
	);
}

/** [P12] Somebody who is not on the case opened it: told to its coordinators. */
async function openedInEmergency(db: Database, cases: CaseId[], since: Date): Promise<Happened[]> {
	const rows = await db
		.select({
			caseId: emergencyTable.caseId,
			person: emergencyTable.personId,
			at: emergencyTable.openedAt
		})
		.from(emergencyTable)
		.where(and(inArray(emergencyTable.caseId, cases), gt(emergencyTable.openedAt, since)));
	return rows.map(({ caseId, person, at }) => ({
		kind: 'openedInEmergency',
		by: `person:${person}`,
		caseId,
		at
	}));
}

/** What others have committed to. */
async function recorded(
	db: Database,
	cases: CaseId[],
	notMe: string,
	since: Date
): Promise<Happened[]> {
	const rows = await db
		.select({
			kind: recordTable.kind,
			answer: recordTable.answer,
			caseId: recordTable.caseId,
			by: recordTable.by,
			at: recordTable.at
		})
		.from(recordTable)
		.where(
			and(inArray(recordTable.caseId, cases), gt(recordTable.at, since), ne(recordTable.by, notMe))
		);
	return rows.map(({ kind, answer, caseId, by, at }) => ({
		kind: recordKind(kind, answer),
		by,
		caseId,
		at
	}));
}

function recordKind(
	kind: (typeof recordTable.$inferSelect)['kind'],
	answer: (typeof recordTable.$inferSelect)['answer']
): NewsKind {
	if (answer === 'talk') return 'wantsToTalk';
	switch (kind) {
		case 'responsibility':
			return answer === 'declined' ? 'responsibilityDeclined' : 'responsibilityAccepted';
		case 'nextStep':
			return 'stepConfirmed';
		case 'decision':
			return 'decisionConfirmed';
		case 'minutes':
			return 'minutesApproved';
	}
}

async function settled(
	db: Database,
	cases: CaseId[],
	notMe: string,
	since: Date
): Promise<Happened[]> {
	const rows = await db
		.select({ caseId: auditTable.caseId, by: auditTable.actor, at: max(auditTable.at) })
		.from(auditTable)
		.where(
			and(
				eq(auditTable.event, 'next-step:status-set'),
				inArray(auditTable.caseId, cases),
				gt(auditTable.at, since),
				ne(auditTable.actor, notMe)
			)
		)
		.groupBy(auditTable.caseId, auditTable.actor);
	return rows.flatMap(({ caseId, by, at }) => {
		const of = cases.find((one) => one === caseId);
		return of && at ? [{ kind: 'stepSettled', by, caseId: of, at }] : [];
	});
}

/** Names for actor keys. The server itself, and screens, are nobody. */
async function peopleBehind(
	db: Database,
	keys: readonly string[]
): Promise<Map<string, { name: string; side: Side }>> {
	const found = new Map<string, { name: string; side: Side }>();
	const ofKind = (kind: string) =>
		keys.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1));
	const people = ofKind('person').filter((id): id is PersonId => v.is(PersonId, id));
	if (people.length > 0) {
		const rows = await db
			.select({ id: personTable.id, name: personTable.name, area: personTable.area })
			.from(personTable)
			.where(inArray(personTable.id, people));
		for (const { id, name, area } of rows) {
			found.set(`person:${id}`, { name, side: sideOf('coordinator', area) });
		}
	}
	const seats = ofKind('seat').filter((id): id is SeatId => v.is(SeatId, id));
	if (seats.length > 0) {
		const rows = await db
			.select({ id: seatTable.id, name: seatTable.name })
			.from(seatTable)
			.where(inArray(seatTable.id, seats));
		for (const { id, name } of rows) found.set(`seat:${id}`, { name, side: 'citizen' });
	}
	return found;
}
