import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { addCard, findCard, setFields, type Inputs } from '#lib/board/edit.ts';
import { textFields } from '#lib/board/layout.ts';
import { takeAway } from '#lib/board/move-card.ts';
import type { Actor } from '#lib/model/person.ts';
import { readAnswer } from '#lib/model/session-views.ts';
import type { Step } from '#lib/model/template.ts';
import { record } from '#server/audit/audit.ts';
import { memberTable } from '#server/cases/tables.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions, DocumentRow } from '#server/documents/access.ts';
import { documentTable } from '#server/documents/tables.ts';
import type { MeetingRow } from '#server/meetings/room-host.ts';
import { invitationTable } from '#server/meetings/tables.ts';
import type { SessionRooms } from './tabletop.ts';

type Session = Pick<MeetingRow, 'id' | 'caseId' | 'steps' | 'facilitator' | 'backupFacilitator'>;

const makesCard = ({ captures }: Pick<Step, 'captures'>) => captures.includes('functionCard');

/**
 * The function card of a session on the board of the case, under substances: only while the citizen
 * lets it stand there, and only where somebody who takes part in the session has a basis to write it
 * there themselves. Those who read it have a basis as for everything in that document.
 */
export function createFunctionCards({
	db,
	access,
	rooms
}: {
	db: Database;
	access: Pick<AccessQuestions, 'accessOfPerson'>;
	rooms: Pick<SessionRooms, 'read' | 'edit'>;
}) {
	async function boardOf({ caseId }: Session): Promise<DocumentRow | null> {
		const { id, kind, audience, meetingId } = documentTable;
		const [found] = await db
			.select({ id, kind, audience, caseId: documentTable.caseId, meetingId })
			.from(documentTable)
			.where(
				and(
					eq(documentTable.caseId, caseId),
					eq(kind, 'substances'),
					isNull(documentTable.deletedAt)
				)
			);
		return found ?? null;
	}

	/** Whether somebody who takes part may write there, today. */
	async function hasBasis(meeting: Session, board: DocumentRow): Promise<boolean> {
		const invited = await db
			.select({ person: memberTable.personId })
			.from(invitationTable)
			.innerJoin(memberTable, eq(memberTable.id, invitationTable.memberId))
			.where(
				and(
					eq(invitationTable.meetingId, meeting.id),
					isNull(memberTable.removedAt),
					isNotNull(memberTable.personId)
				)
			);
		const all = [
			meeting.facilitator,
			meeting.backupFacilitator,
			...invited.map((one) => one.person)
		];
		for (const person of new Set(all)) {
			if (person && (await access.accessOfPerson(person, board)) === 'write') return true;
		}
		return false;
	}

	/** One card a session, known by the session's own id: answered again, it is the same card. */
	async function put(
		actor: Exclude<Actor, { kind: 'nobody' }>,
		meeting: Session,
		board: DocumentRow,
		fields: Inputs<'functionCards'> | null
	): Promise<void> {
		const doc = await rooms.read(board.id);
		const isThere = findCard(doc, 'functionCards', meeting.id) !== null;
		doc.destroy();
		if (!fields && !isThere) return;
		await record(db, actor, {
			event: fields ? 'function-card:written' : 'function-card:taken-back',
			caseId: meeting.caseId,
			meetingId: meeting.id,
			documentId: board.id
		});
		await rooms.edit(board.id, 'server', (to) => {
			if (!fields) return takeAway(to, 'functionCards', meeting.id);
			addCard(to, 'functionCards', {}, 'end', meeting.id);
			setFields(to, 'functionCards', meeting.id, fields);
		});
	}

	return {
		/** Whether the citizen is asked at all: the session makes a card, and the basis is there. */
		async mayStand(meeting: Session): Promise<boolean> {
			if (!meeting.steps.some(makesCard)) return false;
			const board = await boardOf(meeting);
			return board !== null && hasBasis(meeting, board);
		},

		/** What was answered to a step, or null when it was taken back: the board follows. */
		async follow(
			actor: Exclude<Actor, { kind: 'nobody' }>,
			meeting: Session,
			stepKey: string,
			content: unknown
		): Promise<void> {
			const step = meeting.steps.find(({ key }) => key === stepKey);
			const board = step && makesCard(step) ? await boardOf(meeting) : null;
			if (!board) return;
			const answer = readAnswer('questions', content);
			const fields: Inputs<'functionCards'> = Object.fromEntries(
				textFields('functionCards').map((field) => [field, answer?.answers[field]?.trim() ?? ''])
			);
			const saysSo =
				answer?.onBoard === true && Object.values(fields).some((words) => words !== '');
			if (!saysSo) return put(actor, meeting, board, null);
			if (await hasBasis(meeting, board)) await put(actor, meeting, board, fields);
		},

		/** The session was stopped, and what was answered in it goes. */
		async takeBack(actor: Exclude<Actor, { kind: 'nobody' }>, meeting: Session): Promise<void> {
			const board = meeting.steps.some(makesCard) ? await boardOf(meeting) : null;
			if (board) await put(actor, meeting, board, null);
		}
	};
}
