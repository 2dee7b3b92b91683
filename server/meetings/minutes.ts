import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { newId, RecordId, type CaseId, type MeetingId, type PersonId } from '#lib/model/ids.ts';
import type { Minutes } from '#lib/model/meeting.ts';
import { canonical, drawAgreements, hashMinutes } from '#lib/model/minutes.ts';
import { applyChange, type MinutesChange } from '#lib/model/minutes-change.ts';
import type { MinutesRights } from '#lib/model/minutes-policy.ts';
import { actorKey, type Actor, type PersonActor } from '#lib/model/person.ts';
import { isRefusal, Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import { memberTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import { postLetters } from '#server/mail/outbox.ts';
import { recordTable } from '#server/records/tables.ts';
import { approvalsOf, approversOf, isApproved, type Approval } from './minutes-approval.ts';
import { openMinutes, type MinutesRow } from './minutes-door.ts';
import { documentsOf, gatherFacts, type DocumentRooms } from './minutes-facts.ts';
import type { MeetingRow } from './room-host.ts';
import { invitationTable, minutesCorrectionTable, minutesTable } from './tables.ts';

export type Correction = Omit<typeof minutesCorrectionTable.$inferSelect, 'meetingId'>;

/** The minutes as their page shows them. */
export interface MinutesView {
	meeting: Pick<MeetingRow, 'id' | 'caseId' | 'title' | 'steps' | 'nextMeetingId'>;
	state: MinutesRow['state'];
	version: number;
	content: Minutes;
	contentHash: string;
	lockedAt: Date | null;
	corrections: Correction[];
	approvals: Approval[];
	/** Decisions, division of labour or next steps stand otherwise on the board now. */
	boardDiffers: boolean;
	may: MinutesRights;
	me: PersonId;
	/** The document whose screens hear of changes. */
	agreements: string;
}

export interface MinutesParts {
	db: Database;
	now: Now;
	rooms: DocumentRooms;
	access: Pick<AccessQuestions, 'standingOn'>;
}

export type MinutesVerbs = ReturnType<typeof createMinutes>;
export type Corrected = { ok: true } | { ok: false; why: 'changed' | 'locked' | 'nothing' };

export function createMinutes({ db, now, rooms, access }: MinutesParts) {
	const open = (actor: Actor, meetingId: MeetingId) =>
		openMinutes({ db, access }, actor, meetingId);

	/** The agreements as the minutes would tell them now. */
	async function redrawn(meeting: MeetingRow) {
		const documents = await documentsOf(db, meeting);
		const { facts } = await gatherFacts(db, rooms, meeting, documents, now());
		return { agreements: drawAgreements(facts), documents };
	}

	async function tell(meeting: MeetingRow): Promise<void> {
		const { agreements } = await documentsOf(db, meeting);
		rooms.news(agreements, { minutes: meeting.id });
	}

	/** One change to the text, by somebody, against the version that they saw. */
	async function change(
		actor: Actor,
		meetingId: MeetingId,
		version: number,
		make: (
			content: Minutes,
			meeting: MeetingRow
		) => { minutes: Minutes; before: string; after: string } | null,
		part: string
	): Promise<Corrected> {
		const { meeting, may, reader } = await open(actor, meetingId);
		if (!may.correct) throw new Refusal('not-allowed');
		const corrected = await db.transaction(async (tx): Promise<Corrected> => {
			const row = await locked(tx, meetingId);
			if (row.state === 'approved') return { ok: false, why: 'locked' };
			if (row.version !== version) return { ok: false, why: 'changed' };
			const made = make(row.content, meeting);
			if (!made) return { ok: false, why: 'nothing' };
			await tx
				.update(minutesTable)
				.set({
					state: 'corrected',
					content: made.minutes,
					contentHash: await hashMinutes(made.minutes),
					version: version + 1
				})
				.where(eq(minutesTable.meetingId, meetingId));
			await tx.insert(minutesCorrectionTable).values({
				meetingId,
				version: version + 1,
				part,
				before: made.before,
				after: made.after,
				by: actorKey(reader),
				byName: reader.name,
				at: now()
			});
			await record(tx, reader, {
				event: 'minutes:corrected',
				caseId: meeting.caseId,
				meetingId,
				details: { part, version: version + 1 }
			});
			return { ok: true };
		});
		if (corrected.ok) await tell(meeting);
		return corrected;
	}

	/** Opening the minutes is an event of its own, whoever opens them. */
	async function read(actor: Actor, meetingId: MeetingId): Promise<MinutesView> {
		const { meeting, minutes, may, reader } = await open(actor, meetingId);
		const corrections = await db
			.select()
			.from(minutesCorrectionTable)
			.where(eq(minutesCorrectionTable.meetingId, meetingId))
			.orderBy(asc(minutesCorrectionTable.id));
		const approvals = await approvalsOf(db, meeting, minutes.contentHash);
		const { agreements, documents } = await redrawn(meeting);
		await record(db, reader, { event: 'minutes:opened', caseId: meeting.caseId, meetingId });
		const ownArea = approvals.some(({ coordinators }) =>
			coordinators.some((who) => who.person === reader.id)
		);
		const isOpen = minutes.state !== 'approved';
		return {
			meeting: {
				id: meeting.id,
				caseId: meeting.caseId,
				title: meeting.title,
				steps: meeting.steps,
				nextMeetingId: meeting.nextMeetingId
			},
			state: minutes.state,
			version: minutes.version,
			content: minutes.content,
			contentHash: minutes.contentHash,
			lockedAt: minutes.lockedAt,
			corrections: corrections.map(({ meetingId: _, ...correction }) => correction),
			approvals,
			boardDiffers: isOpen && differs(minutes.content, agreements),
			may: {
				read: true,
				correct: may.correct && isOpen,
				approve: may.approve && isOpen && ownArea
			},
			me: reader.id,
			agreements: documents.agreements
		};
	}

	return {
		read,

		/** Null: the meeting has no minutes, or none for this reader. */
		async readIfAny(actor: Actor, meetingId: MeetingId): Promise<MinutesView | null> {
			return read(actor, meetingId).catch((fault: unknown) => {
				if (isRefusal(fault)) return null;
				throw fault;
			});
		},

		/** What was said, or who was there, is put right in the minutes themselves. */
		async correct(
			actor: Actor,
			meetingId: MeetingId,
			version: number,
			wanted: MinutesChange
		): Promise<Corrected> {
			return change(
				actor,
				meetingId,
				version,
				(content) => applyChange(content, wanted),
				wanted.part
			);
		},

		/** What was agreed is put right on the board, and taken from there again. */
		async redraw(actor: Actor, meetingId: MeetingId, version: number): Promise<Corrected> {
			const { meeting } = await open(actor, meetingId);
			const { agreements } = await redrawn(meeting);
			return change(
				actor,
				meetingId,
				version,
				(content) =>
					differs(content, agreements)
						? { minutes: { ...content, ...agreements }, before: '', after: '' }
						: null,
				'redrawn'
			);
		},

		/**
		 * One coordinator's word for their area, about exactly what they saw. With the last area's
		 * word the minutes are locked, and those who were invited are told.
		 */
		async approve(
			actor: Actor,
			meetingId: MeetingId,
			contentHash: string
		): Promise<{ ok: true; locked: boolean } | { ok: false; why: 'changed' | 'locked' }> {
			const { meeting, may, reader } = await open(actor, meetingId);
			if (!may.approve) throw new Refusal('not-allowed');
			const approved = await db.transaction(async (tx) => {
				const row = await locked(tx, meetingId);
				if (row.state === 'approved') return { ok: false, why: 'locked' } as const;
				if (row.contentHash !== contentHash) return { ok: false, why: 'changed' } as const;
				await recordApproval(tx, reader, meeting, row);
				const approvals = await approvalsOf(tx, meeting, contentHash);
				const done = isApproved(approvals);
				if (done) await lock(tx, reader, meeting);
				return { ok: true, locked: done } as const;
			});
			if (approved.ok) await tell(meeting);
			return approved;
		},

		/** An export leaves with the reader's own rights, and leaves a trace. */
		async take(
			actor: Actor,
			meetingId: MeetingId,
			as: 'docx' | 'citizen-copy'
		): Promise<{
			caseId: CaseId;
			content: Minutes;
			approvedBy: string[];
			lockedAt: Date | null;
		}> {
			const { meeting, minutes, reader } = await open(actor, meetingId);
			await record(db, reader, {
				event: 'minutes:exported',
				caseId: meeting.caseId,
				meetingId,
				details: { as, version: minutes.version }
			});
			const { content, lockedAt } = minutes;
			const { caseId } = meeting;
			return { caseId, content, lockedAt, approvedBy: await approversOf(db, meeting, minutes) };
		}
	};

	async function recordApproval(
		tx: Transaction,
		by: PersonActor,
		meeting: MeetingRow,
		row: MinutesRow
	): Promise<void> {
		await tx.insert(recordTable).values({
			id: newId(RecordId),
			kind: 'minutes',
			subject: meeting.id,
			answer: 'approved',
			text: canonical(row.content),
			textHash: row.contentHash,
			caseId: meeting.caseId,
			meetingId: meeting.id,
			by: actorKey(by),
			byName: by.name,
			at: now()
		});
		await record(tx, by, {
			event: 'minutes:approved',
			caseId: meeting.caseId,
			meetingId: meeting.id,
			details: { version: row.version }
		});
	}

	async function lock(tx: Transaction, by: PersonActor, meeting: MeetingRow): Promise<void> {
		await tx
			.update(minutesTable)
			.set({ state: 'approved', lockedAt: now() })
			.where(eq(minutesTable.meetingId, meeting.id));
		await record(tx, by, {
			event: 'minutes:locked',
			caseId: meeting.caseId,
			meetingId: meeting.id
		});
		const invited = await tx
			.select({ person: memberTable.personId })
			.from(invitationTable)
			.innerJoin(memberTable, eq(memberTable.id, invitationTable.memberId))
			.where(and(eq(invitationTable.meetingId, meeting.id), isNotNull(memberTable.personId)));
		await postLetters(
			tx,
			'minutesReady',
			meeting,
			invited.flatMap(({ person }) => (person && person !== by.id ? [person] : []))
		);
	}
}

async function locked(tx: Transaction, meetingId: MeetingId): Promise<MinutesRow> {
	const [row] = await tx
		.select()
		.from(minutesTable)
		.where(eq(minutesTable.meetingId, meetingId))
		.for('update');
	if (!row) throw new Refusal('not-found');
	return row;
}

function differs(content: Minutes, agreements: ReturnType<typeof drawAgreements>): boolean {
	const { decisions, labour, nextSteps } = content;
	return canonical({ decisions, labour, nextSteps }) !== canonical(agreements);
}
