import { and, eq, isNull } from 'drizzle-orm';
import { binCard } from '#lib/board/edit.ts';
import { putOnTable, takeOffTable, type Copy } from '#lib/board/edit-meeting.ts';
import { readBoard, readCards } from '#lib/board/read.ts';
import type { Access, Audience } from '#lib/model/document.ts';
import { randomKey, type MeetingId } from '#lib/model/ids.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import type { Answers, SessionAnswer, ShownLine } from '#lib/model/session-commands.ts';
import { planViews, readAnswer } from '#lib/model/session-views.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { DocumentRow } from '#server/documents/access.ts';
import { documentTable } from '#server/documents/tables.ts';
import type { MeetingRow } from '#server/meetings/room-host.ts';
import type { RoomDocument } from '#server/meetings/room-view.ts';
import type { ShownCard, ShownCards } from '#server/meetings/shown-cards.ts';
import type { States } from '#server/meetings/state.ts';
import type { ShareCards, Sharing } from '#server/plan/share-cards.ts';
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
	states,
	shown,
	shareCards
}: {
	db: Database;
	now: Now;
	rooms: SessionRooms;
	states: States;
	shown: ShownCards;
	shareCards: ShareCards;
}) {
	/**
	 * The screen reads `meeting` and never an answer: what it shows are copies, for this step. Written
	 * down in the transaction that allows it; what is answered lays them, once that is done. [I11]
	 */
	async function show(
		tx: Transaction,
		actor: Exclude<Actor, { kind: 'nobody' }>,
		meeting: Pick<MeetingRow, 'id' | 'caseId'>,
		lines: readonly ShownLine[]
	): Promise<() => Promise<void>> {
		const plans = await readPlans(meeting);
		const cards: ShownCard[] = [];
		const copies = lines.flatMap(({ text, card }): Copy[] => {
			const copy = { key: randomKey(), text, from: 'session' };
			if (!card) return [copy];
			for (const { id: documentId, doc } of plans) {
				const found = readCards(doc, card.root).find((one) => one.key === card.key);
				if (!found) continue;
				const { pictogram } = found;
				cards.push({ ...card, key: copy.key, documentId, card: card.key, pictogram });
				return [{ ...copy, pictogram }];
			}
			return [];
		});
		for (const { doc } of plans) doc.destroy();
		await shown.forget(tx, meeting.id);
		await shown.note(tx, meeting.id, cards);
		const { caseId, id: meetingId } = meeting;
		const event = copies.length > 0 ? 'table:shown' : 'table:cleared';
		await record(tx, actor, { event, caseId, meetingId, details: { lines: copies.length } });
		return async () => {
			await lay(meetingId, copies, actorKey(actor));
			for (const id of new Set(cards.map(({ documentId }) => documentId))) await shown.check(id);
		};
	}

	/** These and no others lie on the table. */
	async function lay(
		meetingId: MeetingId,
		copies: readonly Copy[],
		shownBy: string
	): Promise<void> {
		const document = await states.documentOf(db, meetingId);
		if (!document) return;
		const lying = readCards(await rooms.read(document), 'table');
		if (lying.length + copies.length === 0) return;
		await rooms.edit(document, 'server', (doc) => {
			for (const { key } of lying) takeOffTable(doc, key);
			for (const copy of copies) putOnTable(doc, { ...copy, shownBy });
		});
	}

	/** A card begins in the innermost plan, and may be shared while the session runs. */
	async function plansOf(meeting: Pick<MeetingRow, 'caseId'>): Promise<Sharing['plans']> {
		return db
			.select({ id: documentTable.id, audience: documentTable.audience })
			.from(documentTable)
			.where(
				and(
					eq(documentTable.caseId, meeting.caseId),
					eq(documentTable.kind, 'plan'),
					isNull(documentTable.deletedAt)
				)
			);
	}

	async function readPlans(meeting: Pick<MeetingRow, 'caseId'>) {
		const plans = await plansOf(meeting);
		return Promise.all(plans.map(async (plan) => ({ ...plan, doc: await rooms.read(plan.id) })));
	}

	return {
		show,

		/** The session goes on or ends: nothing is shown any more. */
		async clear({ id }: Pick<MeetingRow, 'id'>): Promise<void> {
			await lay(id, [], 'server');
			await shown.forget(db, id);
		},

		/** The plan for hard moments is shared as a whole: every line of it, wherever it lies now. */
		async share(
			actor: Exclude<Actor, { kind: 'nobody' }>,
			{ id: meetingId, caseId }: Pick<MeetingRow, 'id' | 'caseId'>,
			audience: Audience
		): Promise<SessionAnswer> {
			const plans = await readPlans({ caseId });
			const cards = plans.flatMap(({ doc }) =>
				readCards(doc, 'relapse').map(({ key }) => ({ root: 'relapse' as const, key }))
			);
			for (const { doc } of plans) doc.destroy();
			const shared = await shareCards(actor, { caseId, plans, cards, audience, meetingId });
			return shared.ok ? shared : { ok: false, why: 'gone' };
		},

		async load({ id, kind, audience }: DocumentRow, access: Access): Promise<RoomDocument> {
			return { id, kind, audience, access, board: readBoard(kind, await rooms.read(id)) };
		},

		/** After a stop the citizen said: delete it. Words written today go to the bin as well. */
		async forgetWords(meeting: Pick<MeetingRow, 'caseId' | 'steps'>, were: Answers): Promise<void> {
			const written = meeting.steps.flatMap(({ key, view }) => {
				const planned = planViews.find((one) => one === view);
				return planned ? (readAnswer(planned, were[key]?.content)?.written ?? []) : [];
			});
			if (written.length === 0) return;
			for (const { id } of await plansOf(meeting)) {
				await rooms.edit(id, 'server', (doc) => {
					for (const { root, key } of written) binCard(doc, root, key, { by: 'server', at: now() });
				});
			}
		}
	};
}
