import { and, asc, count, desc, eq, isNull, sql } from 'drizzle-orm';
import type { DocumentId, MeetingId } from '#lib/model/ids.ts';
import type { MeetingState } from '#lib/model/meeting.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { documentTable } from '#server/documents/tables.ts';
import { handTable, invitationTable, meetingTable, screenTable, seatTable } from './tables.ts';

/** What the meetings ask of the live rooms. */
export interface News {
	news(documentId: string, payload: object): void;
}

export type States = ReturnType<typeof createStates>;

/** What every screen of a meeting shows: read from rows, told to all of them when a row has changed. */
export function createStates({ db, now, rooms }: { db: Database; now: Now; rooms: News }) {
	async function read(from: Transaction | Database, id: MeetingId): Promise<MeetingState | null> {
		const [row] = await from.select().from(meetingTable).where(eq(meetingTable.id, id));
		if (!row) return null;
		const hands = await from
			.select({ who: handTable.who, name: handTable.name })
			.from(handTable)
			.where(eq(handTable.meetingId, id))
			.orderBy(asc(handTable.raisedAt), asc(handTable.who));
		const present = await from
			.select({ member: invitationTable.memberId })
			.from(invitationTable)
			.where(and(eq(invitationTable.meetingId, id), eq(invitationTable.attended, true)));
		const [waiting] = await from
			.select({ seats: count() })
			.from(seatTable)
			.where(and(eq(seatTable.meetingId, id), eq(seatTable.state, 'waiting')));
		const [screen] = await from
			.select()
			.from(screenTable)
			.where(and(eq(screenTable.meetingId, id), isNull(screenTable.endedAt)))
			.orderBy(desc(screenTable.pairedAt));
		const [next] = row.nextMeetingId
			? await from.select().from(meetingTable).where(eq(meetingTable.id, row.nextMeetingId))
			: [];
		return {
			id,
			version: row.version,
			phase: row.phase,
			facilitator: row.facilitator,
			backupFacilitator: row.backupFacilitator,
			scribe: row.scribe,
			clock: row.clock,
			round: row.round,
			hands,
			asking: row.asking,
			present: present.map(({ member }) => member),
			next: next ? { id: next.id, startsAt: next.startsAt.getTime() } : null,
			...(row.stoppedAt && { stopped: true }),
			waiting: waiting?.seats ?? 0,
			screen: {
				paired: screen !== undefined,
				blank: screen?.blank ?? false,
				blankConfirmed: screen?.blankConfirmed ?? false,
				theme: screen?.theme ?? 'light',
				textSize: screen?.textSize ?? 'normal'
			},
			now: now().getTime()
		};
	}

	/** The document that everybody in the meeting has open, on which they hear of it. */
	async function documentOf(from: Transaction | Database, id: MeetingId) {
		const [document] = await from
			.select({ id: documentTable.id })
			.from(documentTable)
			.where(and(eq(documentTable.meetingId, id), eq(documentTable.kind, 'meeting')));
		return document?.id ?? null;
	}

	/** Sends the state as it is now. After the transaction: nobody hears of what did not happen. */
	async function tell(id: MeetingId): Promise<void> {
		const [document, meeting] = await Promise.all([documentOf(db, id), read(db, id)]);
		if (document && meeting) rooms.news(document, { meeting });
	}

	return {
		read,
		tell,

		documentOf: (from: Transaction | Database, id: MeetingId): Promise<DocumentId | null> =>
			documentOf(from, id),

		/** Something beside the meeting's own row has changed: a seat, a screen, a hand. */
		async changed(id: MeetingId): Promise<void> {
			await db
				.update(meetingTable)
				.set({ version: sql`${meetingTable.version} + 1` })
				.where(eq(meetingTable.id, id));
			await tell(id);
		}
	};
}
