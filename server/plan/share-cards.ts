import { copyCard, takeAway } from '#lib/board/move-card.ts';
import { readCards } from '#lib/board/read.ts';
import type { Audience } from '#lib/model/document.ts';
import type { CaseId, DocumentId, MeetingId } from '#lib/model/ids.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import type { PlanAnswer, PlanRoot } from '#lib/model/plan-commands.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Database } from '#server/db/open.ts';
import type { EditTogether } from '#server/sync/edit-together.ts';
import type { Rooms } from '#server/sync/rooms.ts';

export interface ShareCardParts {
	db: Database;
	rooms: Pick<Rooms, 'read'> & {
		/** Durable together or not at all. */
		editTogether(by: string, edits: EditTogether): Promise<void>;
	};
	changed: (caseId: CaseId) => Promise<void>;
}

/** The plans of one case, and the cards in them that another audience is chosen for. */
export interface Sharing {
	caseId: CaseId;
	plans: readonly { id: DocumentId; audience: Audience | null }[];
	cards: readonly { root: PlanRoot; key: string }[];
	audience: Audience;
	/** In which it was decided, if in one. */
	meetingId?: MeetingId;
}

export type ShareCards = ReturnType<typeof createShareCards>;

/**
 * Who may see a card: it is put into the plan of that audience and taken out of where it was. Whoever
 * calls it has asked whether this actor may; `gone`: none of the cards is in any of the plans.
 */
export function createShareCards({ db, rooms, changed }: ShareCardParts) {
	return async function shareCards(
		actor: Exclude<Actor, { kind: 'nobody' }>,
		{ caseId, plans, cards, audience, meetingId }: Sharing
	): Promise<PlanAnswer> {
		const to = plans.find((plan) => plan.audience === audience);
		if (!to) throw new Refusal('not-found');
		let moved = 0;
		for (const from of plans) {
			if (from.id === to.id) continue;
			// Both rooms are open from here on, so that nothing can be written between looking and moving.
			await rooms.read(to.id);
			const before = await rooms.read(from.id);
			const found = cards.filter(({ root, key }) =>
				readCards(before, root).some((card) => card.key === key && !isBlank(root, card.text))
			);
			if (found.length === 0) continue;
			await rooms.editTogether(actorKey(actor), [
				[
					to.id,
					(doc) => {
						for (const { root, key } of found) copyCard(before, doc, root, key);
					}
				],
				[
					from.id,
					(doc) => {
						for (const { root, key } of found) takeAway(doc, root, key);
					}
				]
			]);
			await record(db, actor, {
				event: 'words:shared',
				caseId,
				documentId: to.id,
				...(meetingId && { meetingId }),
				details: { audience, cards: found.length, from: String(from.audience) }
			});
			moved += found.length;
		}
		if (moved > 0) {
			await changed(caseId);
			return { ok: true };
		}
		const there = await rooms.read(to.id);
		const isThere = cards.some(({ root, key }) =>
			readCards(there, root).some((one) => one.key === key)
		);
		return isThere ? { ok: true } : { ok: false, why: 'gone' };
	};
}

/** The sentence on top lies in each plan; where it says nothing there is nothing to move. */
function isBlank(root: string, text: string): boolean {
	return root === 'quote' && text.trim() === '';
}
