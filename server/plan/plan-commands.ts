import { treatmentText } from '#lib/board/promises-text.ts';
import { setStepStatus } from '#lib/board/edit-agreements.ts';
import { readCards } from '#lib/board/read.ts';
import { hashText } from '#lib/board/hash-text.ts';
import { newId, RecordId, type CaseId, type DocumentId } from '#lib/model/ids.ts';
import { actorKey, type Actor, type CitizenActor } from '#lib/model/person.ts';
import { PlanRoot, type PlanAnswer, type PlanCommand } from '#lib/model/plan-commands.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { Rooms } from '#server/sync/rooms.ts';
import type { PlanViews } from './plan-view.ts';
import type { ShareCards } from './share-cards.ts';
import { objectionTable, signatureTable } from './tables.ts';

type Share = Extract<PlanCommand, { do: 'share' }>;
type Wanted<Verb extends PlanCommand['do']> = Extract<PlanCommand, { do: Verb }>;

export interface PlanCommandParts {
	db: Database;
	now: Now;
	rooms: Pick<Rooms, 'read' | 'edit'>;
	views: PlanViews;
	shareCards: ShareCards;
	/** Draws the table of next steps again. */
	draw: (documentId: DocumentId) => Promise<void>;
	changed: (caseId: CaseId) => Promise<void>;
}

/** What the citizen does beside writing: each is the citizen's alone, asked for by nobody else. */
export function createPlanCommands({
	db,
	now,
	rooms,
	views,
	shareCards,
	draw,
	changed
}: PlanCommandParts) {
	/** Who may see a card, or several that belong together. */
	async function share(asking: Actor, { cards, audience }: Share): Promise<PlanAnswer> {
		const { actor, plans } = await views.ownPlans(asking);
		return shareCards(actor, { caseId: actor.caseId, plans, cards, audience });
	}

	async function object(
		actor: CitizenActor,
		{ about, subject, seen, agrees }: Wanted<'object'>
	): Promise<PlanAnswer> {
		await views.ownPlans(actor);
		const { caseId } = actor;
		await db.transaction(async (tx) => {
			await tx
				.insert(objectionTable)
				.values({ caseId, about, subject, seen, agrees, by: actorKey(actor), at: now() });
			await record(tx, actor, {
				event: agrees ? 'plan:agreed' : 'plan:objected',
				caseId,
				details: { about, subject }
			});
		});
		await changed(caseId);
		return { ok: true };
	}

	/** An own step, whether or not a meeting runs: by command, because the agreements are the team's. */
	async function step(
		actor: CitizenActor,
		{ step: key, status }: Wanted<'step'>
	): Promise<PlanAnswer> {
		const { caseId, member } = actor;
		const agreements = await views.agreementsOf(actor);
		if (agreements === null || member === null) throw new Refusal('not-found');
		const documentId = agreements.id;
		const doc = await rooms.read(documentId);
		const own = readCards(doc, 'nextSteps').find((one) => one.key === key);
		doc.destroy();
		if (own?.owner !== member) return { ok: false, why: 'gone' };
		await rooms.edit(documentId, actorKey(actor), (to) => void setStepStatus(to, key, status));
		await record(db, actor, {
			event: 'next-step:status-set',
			caseId,
			documentId,
			details: { step: key, status }
		});
		await draw(documentId);
		return { ok: true };
	}

	/** Signed is what was seen; if the agreement says something else by now, nothing is recorded. */
	async function sign(actor: CitizenActor, { seen, drawing }: Wanted<'sign'>): Promise<PlanAnswer> {
		const { plans } = await views.ownPlans(actor);
		const docs = await Promise.all(plans.map(({ id }) => rooms.read(id)));
		const text = treatmentText(docs.flatMap((doc) => readCards(doc, 'promises')));
		const textHash = hashText(text);
		if (text === '' || textHash !== hashText(seen)) return { ok: false, why: 'changed' };
		const { caseId, name } = actor;
		const by = actorKey(actor);
		await db.transaction(async (tx) => {
			await tx.insert(signatureTable).values({
				id: newId(RecordId),
				caseId,
				text,
				textHash,
				drawing,
				by,
				byName: name,
				at: now()
			});
			await record(tx, actor, {
				event: 'plan:signed',
				caseId,
				details: { textHash, drawn: drawing !== null }
			});
		});
		await changed(caseId);
		return { ok: true };
	}

	return {
		/** Nothing of the plan is shared any more: every card is where only those in the room see it. */
		async keepAll(asking: Actor): Promise<void> {
			const { actor, plans } = await views.ownPlans(asking);
			const docs = await Promise.all(plans.map(({ id }) => rooms.read(id)));
			const cards = docs.flatMap((doc) =>
				PlanRoot.options.flatMap((root) => readCards(doc, root).map(({ key }) => ({ root, key })))
			);
			await share(actor, { do: 'share', cards, audience: 'here' });
		},

		async command(asking: Actor, command: PlanCommand): Promise<PlanAnswer> {
			const { actor } = await views.ownPlans(asking);
			switch (command.do) {
				case 'share':
					return share(actor, command);
				case 'object':
					return object(actor, command);
				case 'step':
					return step(actor, command);
				case 'sign':
					return sign(actor, command);
				default:
					return unreachable(command);
			}
		}
	};
}
