import { and, eq, gte, inArray, isNull, notInArray, or } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type * as Y from 'yjs';
import { setField } from '#lib/board/edit.ts';
import { setStepStatus } from '#lib/board/edit-agreements.ts';
import type { NextStepRow } from '#lib/board/next-steps.ts';
import { addDays, dateOf, type DateString } from '#lib/model/dates.ts';
import type { Access } from '#lib/model/document.ts';
import type { CaseId, DocumentId, PersonId } from '#lib/model/ids.ts';
import { isSettled, type MyStep, type StepPerson, type StepStatus } from '#lib/model/next-step.ts';
import { actorKey, sideOf, type Actor, type CaseRole, type Area } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { nextStepTable } from './tables.ts';

export interface NextStepsParts {
	db: Database;
	now: Now;
	rooms: {
		/** Resolves when the change is durable; open screens see it at once. */
		edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void>;
	};
	access: { accessFor(actor: Actor, documentId: DocumentId): Promise<{ access: Access }> };
	/** Draws the table from the document again, so that the next page shows what was just done. */
	draw(documentId: DocumentId): Promise<void>;
}

/** A step is known by its document and its key in it. */
export interface StepRef {
	documentId: DocumentId;
	key: string;
}

/** How long settled steps are shown to their owner. */
const settledDays = 30;

export type NextSteps = ReturnType<typeof createNextSteps>;

/** The table is only a picture of the documents: everything that changes a step changes its document. */
export function createNextSteps({ db, now, rooms, access, draw }: NextStepsParts) {
	/** Whoever may write the agreements may change a step; who may not even read them finds none. */
	async function mayChange(actor: Actor, ref: StepRef): Promise<{ caseId: CaseId; by: string }> {
		const [step] = await db
			.select({ caseId: nextStepTable.caseId })
			.from(nextStepTable)
			.where(and(eq(nextStepTable.documentId, ref.documentId), eq(nextStepTable.key, ref.key)));
		const { access: may } = await access.accessFor(actor, ref.documentId);
		if (!step || may === 'none' || actor.kind === 'nobody') throw new Refusal('not-found');
		if (may !== 'write') throw new Refusal('not-allowed');
		return { caseId: step.caseId, by: actorKey(actor) };
	}

	async function change(
		actor: Actor,
		ref: StepRef,
		event: 'next-step:status-set' | 'next-step:postponed',
		details: Record<string, string>,
		edit: (doc: Y.Doc) => boolean
	): Promise<{ ok: true } | { ok: false; why: 'gone' }> {
		const { caseId, by } = await mayChange(actor, ref);
		let found = false;
		await rooms.edit(ref.documentId, by, (doc) => {
			found = edit(doc);
		});
		if (!found) return { ok: false, why: 'gone' };
		await record(db, actor, {
			event,
			caseId,
			documentId: ref.documentId,
			details: { step: ref.key, ...details }
		});
		await draw(ref.documentId);
		return { ok: true };
	}

	/** The steps that a person owns or helps with, on all open cases. */
	async function stepsOf(person: PersonId): Promise<MyStep[]> {
		const me = alias(memberTable, 'me');
		const owner = alias(memberTable, 'owner');
		const helper = alias(memberTable, 'helper');
		const rows = await db
			.select({ step: nextStepTable, case: caseTable, me: me.id, owner, helper })
			.from(nextStepTable)
			.innerJoin(me, or(eq(me.id, nextStepTable.owner), eq(me.id, nextStepTable.helper)))
			.innerJoin(caseTable, eq(caseTable.id, nextStepTable.caseId))
			.leftJoin(owner, eq(owner.id, nextStepTable.owner))
			.leftJoin(helper, eq(helper.id, nextStepTable.helper))
			.where(
				and(
					eq(me.personId, person),
					isNull(me.removedAt),
					isNull(caseTable.closedAt),
					or(
						inArray(nextStepTable.status, ['agreed', 'underway']),
						gte(nextStepTable.statusAt, new Date(`${sinceDay(now())}T00:00:00Z`))
					)
				)
			)
			.orderBy(nextStepTable.due, caseTable.number, nextStepTable.order);
		return withoutRepeats(
			rows.map(({ step, case: of, me: mine, owner: whose, helper: help }) => ({
				documentId: step.documentId,
				key: step.key,
				what: step.what,
				case: { id: of.id, number: of.number, displayName: of.displayName },
				owner: personOf(whose),
				helper: personOf(help),
				mine: step.owner === mine ? 'owner' : 'helper',
				due: step.due,
				status: step.status,
				obstacle: step.obstacle,
				agreedOn: step.agreedOn,
				settledOn: isSettled(step.status) && step.statusAt ? dateOf(step.statusAt) : null
			}))
		);
	}

	return {
		async mine(actor: Actor): Promise<MyStep[]> {
			if (actor.kind !== 'person') throw new Refusal('not-signed-in');
			return stepsOf(actor.id);
		},

		/** For the person's calendar, which has an address and no session. */
		ofPerson: stepsOf,

		/** Done, under way, not done (with what stood in the way), or agreed again. */
		async setStatus(actor: Actor, ref: StepRef, status: StepStatus, obstacle?: string) {
			return change(actor, ref, 'next-step:status-set', { status }, (doc) =>
				setStepStatus(doc, ref.key, status, obstacle)
			);
		},

		/** A new date. The old one stays in the document's history; nobody is told off. */
		async postpone(actor: Actor, ref: StepRef, due: DateString) {
			return change(
				actor,
				ref,
				'next-step:postponed',
				{ due },
				(doc) => setField(doc, 'nextSteps', ref.key, 'due', due) !== null
			);
		},

		/** For the projector: the rows of one document, all of them, in its transaction. */
		async replace(
			tx: Transaction,
			documentId: DocumentId,
			caseId: CaseId,
			rows: readonly NextStepRow[]
		): Promise<void> {
			const of = eq(nextStepTable.documentId, documentId);
			const before = await tx
				.select({
					key: nextStepTable.key,
					status: nextStepTable.status,
					statusAt: nextStepTable.statusAt
				})
				.from(nextStepTable)
				.where(of);
			const known = new Map(before.map((row) => [row.key, row]));
			const keys = rows.map((row) => row.key);
			await tx
				.delete(nextStepTable)
				.where(keys.length > 0 ? and(of, notInArray(nextStepTable.key, keys)) : of);
			for (const row of rows) {
				const old = known.get(row.key);
				const statusAt = old?.status === row.status ? old.statusAt : now();
				// reason: ids in a document are strings that anybody could have written; the joins above
				// find a member or meeting for them, or nothing.
				const values = {
					...row,
					documentId,
					caseId,
					statusAt
				} as typeof nextStepTable.$inferInsert;
				await tx
					.insert(nextStepTable)
					.values(values)
					.onConflictDoUpdate({
						target: [nextStepTable.documentId, nextStepTable.key],
						set: values
					});
			}
		}
	};
}

function sinceDay(instant: Date): DateString {
	return addDays(dateOf(instant), -settledDays);
}

function personOf(
	member: { name: string; role: CaseRole; area: Area | null } | null
): StepPerson | null {
	return member && { name: member.name, side: sideOf(member.role, member.area) };
}

/** Somebody with two roles on a case may both own and help: one line is enough. */
function withoutRepeats(steps: MyStep[]): MyStep[] {
	const seen = new Map<string, MyStep>();
	for (const step of steps) {
		const id = `${step.documentId} ${step.key}`;
		if (!seen.has(id) || step.mine === 'owner') seen.set(id, step);
	}
	return [...seen.values()];
}
