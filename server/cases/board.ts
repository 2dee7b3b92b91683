import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type * as Y from 'yjs';
import type { BoardMember, BoardPage, LoadedDocument } from '#lib/board/page.ts';
import { readBoard } from '#lib/board/read.ts';
import { dateOf } from '#lib/model/dates.ts';
import { caseDocuments } from '#lib/model/document.ts';
import type { CaseId, DocumentId, PersonId } from '#lib/model/ids.ts';
import { actorKey, sideOf, type Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { Now } from '#server/clock.ts';
import type { Bases } from '#server/consent/bases.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions, DocumentRow } from '#server/documents/access.ts';
import type { Demand } from '#server/documents/demand.ts';
import type { Openings } from '#server/documents/openings.ts';
import { documentUpdateTable } from '#server/documents/tables.ts';
import { meetingTable } from '#server/meetings/tables.ts';
import { personTable } from '#server/people/tables.ts';
import type { Records } from '#server/records/records.ts';
import type { Member, Members } from './members.ts';
import { caseTable } from './tables.ts';

export interface CaseBoardParts {
	db: Database;
	now: Now;
	access: AccessQuestions;
	demand: Demand;
	openings: Openings;
	members: Members;
	bases: Bases;
	records: Records;
	rooms: { read(documentId: string): Promise<Y.Doc> };
}

/** All that the board of a case shows when it opens, before anything is live. */
export function createCaseBoard(parts: CaseBoardParts) {
	const { db, now, access, demand, openings, members, bases, records, rooms } = parts;

	async function load({ document, access: may }: LoadedRow): Promise<LoadedDocument> {
		const { id, kind, audience } = document;
		if (may === 'none') return { id, kind, audience, access: may, board: null, lastEdit: null };
		const doc = await rooms.read(id);
		// reason: read by its own kind in this very line
		const board = readBoard(kind, doc) as NonNullable<LoadedDocument['board']>;
		doc.destroy();
		return { id, kind, audience, access: may, board, lastEdit: await lastEdit(id) };
	}

	/** Who wrote in it last; the server's own writing is nobody's. */
	async function lastEdit(documentId: DocumentId): Promise<{ by: string; at: string } | null> {
		const [row] = await db
			.select({ by: documentUpdateTable.by, at: documentUpdateTable.at })
			.from(documentUpdateTable)
			.where(eq(documentUpdateTable.documentId, documentId))
			.orderBy(desc(documentUpdateTable.seq))
			.limit(1);
		const [kind, id] = row?.by.split(':') ?? [];
		if (!row || kind !== 'person' || id === undefined) return null;
		const [person] = await db
			.select({ name: personTable.name })
			.from(personTable)
			// reason: compared, not trusted
			.where(eq(personTable.id, id as PersonId));
		return person ? { by: person.name, at: row.at.toISOString() } : null;
	}

	async function nextMeeting(caseId: CaseId): Promise<BoardPage['nextMeeting']> {
		const [row] = await db
			.select({ id: meetingTable.id, startsAt: meetingTable.startsAt, phase: meetingTable.phase })
			.from(meetingTable)
			.where(
				and(
					eq(meetingTable.caseId, caseId),
					eq(meetingTable.kind, 'network'),
					or(
						inArray(meetingTable.phase, ['open', 'inProgress']),
						and(
							inArray(meetingTable.phase, ['draft', 'invited']),
							isNull(meetingTable.cancelledAt),
							gte(meetingTable.startsAt, new Date(now().getTime() - 12 * 3_600_000))
						)
					)
				)
			)
			.orderBy(desc(isNotNull(meetingTable.startedAt)), asc(meetingTable.startsAt))
			.limit(1);
		if (!row) return null;
		const running = row.phase === 'open' || row.phase === 'inProgress';
		return { id: row.id, startsAt: row.startsAt.toISOString(), running };
	}

	async function basis(caseId: CaseId): Promise<BoardPage['basis']> {
		const holding = (await bases.of(caseId)).filter(({ state }) => state === 'holds');
		if (holding.length === 0) return null;
		const ends = holding.map(({ until }) => until).filter((until) => until !== null);
		return {
			until: ends.sort()[0] ?? null,
			themes: [...new Set(holding.map(({ theme }) => theme))],
			network: holding.some(({ grantee }) => grantee.kind === 'network')
		};
	}

	return async function board(actor: Actor, caseId: CaseId): Promise<BoardPage> {
		const { actor: person } = await demand(actor, caseId, 'open');
		const [row] = await db.select().from(caseTable).where(eq(caseTable.id, caseId));
		if (!row) throw new Refusal('not-found');
		const held = (await access.caseDocuments(actor, caseId)).sort(asDeclared);
		await openings.caseOpened(person, caseId);
		await openings.opened(
			person,
			held.filter((one) => one.access !== 'none').map(({ document }) => document)
		);
		const people = await members.of(caseId);
		const own = people.find((one) => one.person === person.id) ?? null;
		const said = await records.of(caseId);
		return {
			case: {
				id: row.id,
				number: row.number,
				displayName: row.displayName,
				areas: row.areas,
				inquiryOn: row.inquiryOn,
				treatmentBeganOn: row.treatmentBeganOn,
				closedAt: row.closedAt?.toISOString() ?? null
			},
			me: {
				key: actorKey(person),
				name: person.name,
				side: own?.side ?? sideOf('coordinator', person.duties.area),
				member: own?.id ?? null,
				role: own?.role ?? null
			},
			members: people.map(asBoardMember),
			documents: await Promise.all(held.map(load)),
			basis: await basis(caseId),
			records: said.map((one) => ({ ...one, at: one.at.toISOString() })),
			nextMeeting: await nextMeeting(caseId),
			today: dateOf(now())
		};
	};
}

interface LoadedRow {
	document: DocumentRow;
	access: LoadedDocument['access'];
}

function asDeclared(a: LoadedRow, b: LoadedRow): number {
	const place = ({ document }: LoadedRow) =>
		caseDocuments.findIndex(
			({ kind, audience }) => kind === document.kind && audience === document.audience
		);
	return place(a) - place(b);
}

function asBoardMember(member: Member): BoardMember {
	return {
		id: member.id,
		name: member.name,
		role: member.role,
		side: member.side,
		relation: member.relation,
		substitute: member.substitute,
		key: member.person && `person:${member.person}`
	};
}
