import { and, eq, isNull } from 'drizzle-orm';
import { looksLikeCpr } from '#lib/model/case.ts';
import { newId, RecordId, type CaseId } from '#lib/model/ids.ts';
import { actorKey, sideOf, type Actor } from '#lib/model/person.ts';
import type { PlanNoteAnswer, PlanNoteCommand } from '#lib/model/plan-notes.ts';
import type { BesidePlan } from '#lib/board/plan-page.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { Demand } from '#server/documents/demand.ts';
import type { PlanViews } from './plan-view.ts';
import { planNoteTable } from './tables.ts';

export interface PlanNoteParts {
	db: Database;
	now: Now;
	demand: Demand;
	views: PlanViews;
	changed: (caseId: CaseId) => Promise<void>;
}

/** What coordinators write beside the citizen's plan: rows of its own, never in the citizen's words. */
export function createPlanNotes({ db, now, demand, views, changed }: PlanNoteParts) {
	/** What stands beside the cards that somebody may read, and what the citizen said to it. */
	async function beside(actor: Actor, caseId: CaseId): Promise<BesidePlan> {
		await demand(actor, caseId, 'open');
		const cards = await views.cardsFor(actor, caseId);
		const notes = await views.notesOf(caseId, cards);
		const known = new Set([...cards, ...notes.map(({ id }) => id)]);
		const said = await views.objectionsOf(caseId);
		return {
			notes,
			objections: said.filter(({ about, subject }) => about !== 'step' && known.has(subject))
		};
	}

	return {
		beside,

		/** A sentence to a card that one may read, signed; or one's own taken back. Nobody changes one. */
		async note(actor: Actor, caseId: CaseId, command: PlanNoteCommand): Promise<PlanNoteAnswer> {
			const { actor: by } = await demand(actor, caseId, 'planNote');
			if (command.do === 'withdraw') {
				const withdrawn = await db.transaction(async (tx) => {
					const gone = await tx
						.update(planNoteTable)
						.set({ withdrawnAt: now() })
						.where(
							and(
								eq(planNoteTable.id, command.note),
								eq(planNoteTable.caseId, caseId),
								eq(planNoteTable.by, actorKey(by)),
								isNull(planNoteTable.withdrawnAt)
							)
						)
						.returning({ id: planNoteTable.id });
					if (gone.length === 0) return false;
					const details = { note: command.note };
					await record(tx, by, { event: 'plan:note-withdrawn', caseId, details });
					return true;
				});
				if (!withdrawn) throw new Refusal('not-found');
			} else {
				const { card, text } = command;
				if (looksLikeCpr(text)) return { ok: false, why: 'cpr' };
				if (!(await views.cardsFor(by, caseId)).has(card)) return { ok: false, why: 'gone' };
				const id = newId(RecordId);
				await db.transaction(async (tx) => {
					await tx.insert(planNoteTable).values({
						id,
						caseId,
						card,
						text,
						by: actorKey(by),
						byName: by.name,
						side: sideOf('coordinator', by.duties.area),
						at: now()
					});
					await record(tx, by, { event: 'plan:note-written', caseId, details: { note: id, card } });
				});
			}
			await changed(caseId);
			return { ok: true, ...(await beside(by, caseId)) };
		}
	};
}
