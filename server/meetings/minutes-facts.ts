import { and, desc, eq, gte, inArray, isNull, lt, ne } from 'drizzle-orm';
import type * as Y from 'yjs';
import { gapsAndOverlaps } from '#lib/board/labour.ts';
import { readBoard } from '#lib/board/read.ts';
import type { DocumentId, MeetingId } from '#lib/model/ids.ts';
import type { MinutesFacts } from '#lib/model/minutes-facts.ts';
import { sideOf } from '#lib/model/person.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { documentTable } from '#server/documents/tables.ts';
import { nextStepTable } from '#server/next-steps/tables.ts';
import { recordTable } from '#server/records/tables.ts';
import type { MeetingRow } from './room-host.ts';
import { invitationTable, meetingTable, seatTable } from './tables.ts';

/** Where documents are read and written while they are open to everybody else as well. */
export interface DocumentRooms {
	read(documentId: string): Promise<Y.Doc>;
	edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void>;
	news(documentId: string, payload: object): void;
	reconsider(match: { documentId: string }): Promise<void>;
}

export interface MeetingDocuments {
	agreements: DocumentId;
	meeting: DocumentId | null;
	plan: DocumentId | null;
}

export interface Gathered {
	facts: MinutesFacts;
	labour: { gaps: string[]; overlaps: string[] };
}

type Reader = Database | Transaction;

export async function documentsOf(db: Reader, meeting: MeetingRow): Promise<MeetingDocuments> {
	const rows = await db
		.select()
		.from(documentTable)
		.where(
			and(
				eq(documentTable.caseId, meeting.caseId),
				inArray(documentTable.kind, ['agreements', 'meeting', 'plan']),
				isNull(documentTable.deletedAt)
			)
		);
	const agreements = rows.find((row) => row.kind === 'agreements');
	if (!agreements) throw new Error('a case without its agreements');
	const own = rows.find((row) => row.kind === 'meeting' && row.meetingId === meeting.id);
	// Only what the citizen let the whole network see can stand in minutes that go to all of it.
	const plan = rows.find((row) => row.kind === 'plan' && row.audience === 'network');
	return { agreements: agreements.id, meeting: own?.id ?? null, plan: plan?.id ?? null };
}

/** The document of one meeting. */
export async function documentOf(db: Reader, meetingId: MeetingId): Promise<DocumentId | null> {
	const [row] = await db
		.select({ id: documentTable.id })
		.from(documentTable)
		.where(and(eq(documentTable.meetingId, meetingId), isNull(documentTable.deletedAt)));
	return row?.id ?? null;
}

/** Everything that the minutes are drawn from, as it is now. */
export async function gatherFacts(
	db: Reader,
	rooms: Pick<DocumentRooms, 'read'>,
	meeting: MeetingRow,
	documents: MeetingDocuments,
	now: Date
): Promise<Gathered> {
	const startedAt = meeting.startedAt ?? meeting.startsAt;
	const [own] = await db.select().from(caseTable).where(eq(caseTable.id, meeting.caseId));
	const members = await db.select().from(memberTable).where(eq(memberTable.caseId, meeting.caseId));
	const invitations = await db
		.select()
		.from(invitationTable)
		.where(eq(invitationTable.meetingId, meeting.id));
	const seats = await db.select().from(seatTable).where(eq(seatTable.meetingId, meeting.id));
	const steps = await db
		.select({ key: nextStepTable.key, at: nextStepTable.statusAt })
		.from(nextStepTable)
		.where(eq(nextStepTable.caseId, meeting.caseId));

	const board = readBoard('agreements', await rooms.read(documents.agreements)).cards;
	const captured = documents.meeting
		? readBoard('meeting', await rooms.read(documents.meeting)).cards
		: { topics: [], notes: [] };
	const plan = documents.plan ? readBoard('plan', await rooms.read(documents.plan)).cards : null;

	const facts: MinutesFacts = {
		meeting: {
			id: meeting.id,
			title: meeting.title,
			place: meeting.place,
			startedAt,
			endedAt: meeting.closedAt ?? now,
			steps: meeting.steps.map((step) => step.key)
		},
		case: { number: own?.number ?? '', displayName: own?.displayName ?? null },
		members: members.map((member) => ({
			id: member.id,
			name: member.name,
			role: member.role,
			side: sideOf(member.role, member.area),
			relation: member.relation
		})),
		invited: invitations.map((one) => one.memberId),
		attended: invitations.filter((one) => one.attended).map((one) => one.memberId),
		guests: seats
			.filter((seat) => seat.state === 'in' && seat.memberId === null)
			.map(({ name, as }) => ({ name, as })),
		citizenWords: firstWords(
			plan?.quote.map((card) => card.text) ?? [],
			board.goal.map((card) => card.citizenSays),
			board.focusPoints.filter((card) => card.chosen).map((card) => card.citizenWords)
		),
		agreements: board,
		captured,
		objections: await objections(db, meeting, startedAt),
		previousEndedAt: await previousEnd(db, meeting, startedAt),
		settledAt: Object.fromEntries(
			steps.flatMap((step) => (step.at === null ? [] : [[step.key, step.at]]))
		),
		nextMeeting: await nextMeeting(db, meeting)
	};
	return { facts, labour: gapsAndOverlaps(board.labour, board.cells) };
}

function firstWords(...places: string[][]): string | null {
	return places.flat().find((words) => words.trim() !== '') ?? null;
}

/** Who said no to something, or wanted to talk about it, in this meeting; the last word of each. */
async function objections(
	db: Reader,
	meeting: MeetingRow,
	since: Date
): Promise<MinutesFacts['objections']> {
	const rows = await db
		.select()
		.from(recordTable)
		.where(
			and(
				eq(recordTable.caseId, meeting.caseId),
				ne(recordTable.kind, 'minutes'),
				gte(recordTable.at, since)
			)
		)
		.orderBy(recordTable.at);
	const last = new Map(rows.map((row) => [`${row.kind} ${row.subject} ${row.by}`, row]));
	return [...last.values()]
		.filter((row) => row.answer === 'declined' || row.answer === 'talk')
		.map((row) => ({ by: row.byName, about: row.text, reason: row.reason }));
}

async function previousEnd(db: Reader, meeting: MeetingRow, before: Date): Promise<Date | null> {
	const [row] = await db
		.select({ closedAt: meetingTable.closedAt })
		.from(meetingTable)
		.where(
			and(
				eq(meetingTable.caseId, meeting.caseId),
				eq(meetingTable.kind, meeting.kind),
				eq(meetingTable.phase, 'closed'),
				ne(meetingTable.id, meeting.id),
				lt(meetingTable.closedAt, before)
			)
		)
		.orderBy(desc(meetingTable.closedAt))
		.limit(1);
	return row?.closedAt ?? null;
}

async function nextMeeting(db: Reader, meeting: MeetingRow): Promise<MinutesFacts['nextMeeting']> {
	if (meeting.nextMeetingId === null) return null;
	const [row] = await db
		.select({ startsAt: meetingTable.startsAt, place: meetingTable.place })
		.from(meetingTable)
		.where(and(eq(meetingTable.id, meeting.nextMeetingId), ne(meetingTable.phase, 'cancelled')));
	return row ?? null;
}
