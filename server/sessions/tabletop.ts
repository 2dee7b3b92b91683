import { and, eq, isNull } from 'drizzle-orm';
import { binCard } from '#lib/board/edit.ts';
import { putOnTable, takeOffTable } from '#lib/board/edit-meeting.ts';
import { readBoard, readCards } from '#lib/board/read.ts';
import type { Access } from '#lib/model/document.ts';
import type { DocumentId } from '#lib/model/ids.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import type { Answers } from '#lib/model/session-commands.ts';
import { planViews, readAnswer } from '#lib/model/session-views.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { DocumentRow } from '#server/documents/access.ts';
import { documentTable } from '#server/documents/tables.ts';
import type { MeetingRow } from '#server/meetings/room-host.ts';
import type { RoomDocument } from '#server/meetings/room-view.ts';
import type { States } from '#server/meetings/state.ts';
import type * as Y from 'yjs';

export interface SessionRooms {
	read(documentId: string): Promise<Y.Doc>;
	edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void>;
	news(documentId: string, payload: object): void;
}

/** What a session does in documents: the little that the big screen sees, and the words of the plan. */
export function createTabletop({
	db,
	now,
	rooms,
	states
}: {
	db: Database;
	now: Now;
	rooms: SessionRooms;
	states: States;
}) {
	/** The screen reads `meeting` and never an answer: what it shows is a copy, for this step. */
	async function show(
		actor: Exclude<Actor, { kind: 'nobody' }> | null,
		meeting: Pick<MeetingRow, 'id'>,
		lines: readonly string[]
	): Promise<void> {
		const document = await states.documentOf(db, meeting.id);
		if (!document) return;
		const shown = readCards(await rooms.read(document), 'table');
		if (shown.length + lines.length === 0) return;
		await rooms.edit(document, 'server', (doc) => {
			for (const { key } of shown) takeOffTable(doc, key);
			const shownBy = actor === null ? 'server' : actorKey(actor);
			for (const text of lines) putOnTable(doc, { text, from: 'session', shownBy });
		});
	}

	async function planOf(meeting: Pick<MeetingRow, 'caseId'>): Promise<DocumentId | null> {
		const [plan] = await db
			.select({ id: documentTable.id })
			.from(documentTable)
			.where(
				and(
					eq(documentTable.caseId, meeting.caseId),
					eq(documentTable.kind, 'plan'),
					eq(documentTable.audience, 'here'),
					isNull(documentTable.deletedAt)
				)
			);
		return plan?.id ?? null;
	}

	return {
		show,
		clear: (meeting: Pick<MeetingRow, 'id'>) => show(null, meeting, []),

		async load({ id, kind, audience }: DocumentRow, access: Access): Promise<RoomDocument> {
			return { id, kind, audience, access, board: readBoard(kind, await rooms.read(id)) };
		},

		/** After a stop the citizen said: delete it. Words written today go to the bin as well. */
		async forgetWords(meeting: Pick<MeetingRow, 'caseId' | 'steps'>, were: Answers): Promise<void> {
			const written = meeting.steps.flatMap(({ key, view }) => {
				const planned = planViews.find((one) => one === view);
				return planned ? (readAnswer(planned, were[key]?.content)?.written ?? []) : [];
			});
			const plan = await planOf(meeting);
			if (written.length === 0 || plan === null) return;
			await rooms.edit(plan, 'server', (doc) => {
				for (const { root, key } of written) binCard(doc, root, key, { by: 'server', at: now() });
			});
		}
	};
}
