import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import { caseState, guaranteeOf, type CaseState, type Guarantee } from '#lib/model/case.ts';
import { dateOf, type DateString } from '#lib/model/dates.ts';
import { CaseId, newId } from '#lib/model/ids.ts';
import { sideOf, type Actor, type Area, type PersonActor, type Side } from '#lib/model/person.ts';
import { canOnCase, type CaseVerb } from '#lib/model/policy.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { Demand } from '#server/documents/demand.ts';
import type { Documents } from '#server/documents/documents.ts';
import type { Openings } from '#server/documents/openings.ts';
import type { Members } from './members.ts';
import { caseTable, memberTable } from './tables.ts';

export interface CasesParts {
	db: Database;
	now: Now;
	access: AccessQuestions;
	demand: Demand;
	documents: Documents;
	openings: Openings;
	members: Members;
	/** Whoever has something of the case open is asked again. */
	rightsChanged: (caseId: CaseId) => Promise<void>;
	/** A closed case may have no meeting that runs. */
	hasRunningMeeting: (caseId: CaseId) => Promise<boolean>;
	countMeetings: (actor: PersonActor) => Promise<number>;
}

export interface CaseRow {
	id: CaseId;
	number: string;
	/** The name the citizen chose; null for those who are not on the case, too. */
	displayName: string | null;
	areas: Area[];
	state: CaseState;
	guarantee: Guarantee | null;
	coordinators: { name: string; side: Side; substitute: boolean }[];
	closedAt: Date | null;
	/** Whether one is on the case oneself, and may open it. */
	mine: boolean;
}

export interface NewCase {
	number: string;
	displayName: string | null;
	inquiryOn: DateString | null;
	/** One coordinator per area that takes part. */
	coordinators: { area: Area; person: string; substitute: string | null }[];
}

const caseVerbs: CaseVerb[] = [
	'clock',
	'coordinators',
	'people',
	'profile',
	'bases',
	'history',
	'close'
];

export type Cases = ReturnType<typeof createCases>;

export function createCases(parts: CasesParts) {
	const { db, now, access, demand, documents, openings, members } = parts;

	function rowOf(row: typeof caseTable.$inferSelect, mine: boolean): Omit<CaseRow, 'coordinators'> {
		return {
			id: row.id,
			number: row.number,
			displayName: mine ? row.displayName : null,
			areas: row.areas,
			state: caseState(row),
			guarantee: guaranteeOf(row, dateOf(now())),
			closedAt: row.closedAt,
			mine
		};
	}

	async function mineOf(actor: PersonActor): Promise<Set<CaseId>> {
		const rows = await db
			.selectDistinct({ caseId: memberTable.caseId })
			.from(memberTable)
			.where(and(eq(memberTable.personId, actor.id), isNull(memberTable.removedAt)));
		return new Set(rows.map(({ caseId }) => caseId));
	}

	/** The cases one is on, open ones first; a coordination lead also sees number and clock of all. */
	async function list(actor: Actor, search = ''): Promise<CaseRow[]> {
		if (actor.kind !== 'person') throw new Refusal('not-signed-in');
		const mine = await mineOf(actor);
		if (mine.size === 0 && !actor.duties.coordinationLead) return [];
		const rows = await db
			.select()
			.from(caseTable)
			.where(actor.duties.coordinationLead ? undefined : inArray(caseTable.id, [...mine]))
			.orderBy(desc(isNull(caseTable.closedAt)), desc(caseTable.number));
		const coordinators = await db
			.select()
			.from(memberTable)
			.where(and(eq(memberTable.role, 'coordinator'), isNull(memberTable.removedAt)))
			.orderBy(asc(memberTable.substitute), asc(memberTable.createdAt));
		const wanted = search.trim().toLocaleLowerCase('da');
		return rows
			.map((row) => ({
				...rowOf(row, mine.has(row.id)),
				coordinators: coordinators
					.filter((one) => one.caseId === row.id)
					.map(({ name, role, area, substitute }) => ({
						name,
						side: sideOf(role, area),
						substitute
					}))
			}))
			.filter(({ number, displayName }) =>
				[number, displayName ?? ''].some((one) => one.toLocaleLowerCase('da').includes(wanted))
			);
	}

	return {
		list,

		/** What the menu shows: open cases one is on. */
		async mine(
			actor: PersonActor
		): Promise<{ id: CaseId; number: string; displayName: string | null }[]> {
			const mine = await mineOf(actor);
			if (mine.size === 0) return [];
			return db
				.select({ id: caseTable.id, number: caseTable.number, displayName: caseTable.displayName })
				.from(caseTable)
				.where(and(inArray(caseTable.id, [...mine]), isNull(caseTable.closedAt)))
				.orderBy(desc(caseTable.number));
		},

		/** How many meetings lie ahead of one, for the menu. */
		countMeetings: (actor: PersonActor): Promise<number> => parts.countMeetings(actor),

		/** One case: its header, its people, its documents with one's access, and what one may do. */
		async open(actor: Actor, id: CaseId) {
			const { actor: person, standing } = await demand(actor, id, 'open');
			await openings.caseOpened(person, id);
			const [row] = await db.select().from(caseTable).where(eq(caseTable.id, id));
			if (!row) throw new Refusal('not-found');
			const held = await access.caseDocuments(actor, id);
			return {
				...rowOf(row, true),
				inquiryOn: row.inquiryOn,
				firstTalkAt: row.firstTalkAt,
				treatmentBeganOn: row.treatmentBeganOn,
				exceededReason: row.exceededReason,
				closingReason: row.closingReason,
				members: await members.of(id),
				documents: held.map(({ document: { id: documentId, kind, audience }, access: may }) => ({
					id: documentId,
					kind,
					audience,
					access: may
				})),
				today: dateOf(now()),
				can: caseVerbs.filter((verb) => canOnCase(verb, standing, person.duties))
			};
		},

		/** The number is the municipality's own; two people may type the same one. */
		async create(
			actor: Actor,
			wanted: NewCase
		): Promise<{ ok: true; id: CaseId } | { ok: false; why: 'number-taken' | 'no-coordinator' }> {
			if (actor.kind !== 'person') throw new Refusal('not-signed-in');
			const { area, coordinationLead } = actor.duties;
			if (area === null && !coordinationLead) throw new Refusal('not-allowed');

			return db.transaction(async (tx) => {
				const id = newId(CaseId);
				const made = await tx
					.insert(caseTable)
					.values({
						id,
						number: wanted.number,
						displayName: wanted.displayName,
						areas: wanted.coordinators.map((one) => one.area),
						inquiryOn: wanted.inquiryOn,
						createdAt: now()
					})
					.onConflictDoNothing({ target: caseTable.number })
					.returning({ id: caseTable.id });
				if (made.length === 0) return { ok: false, why: 'number-taken' };
				const placed = await members.beginWith(tx, id, wanted);
				if (!placed) {
					await tx.delete(caseTable).where(eq(caseTable.id, id));
					return { ok: false, why: 'no-coordinator' };
				}
				await documents.createForCase(tx, id, now());
				await record(tx, actor, { event: 'case:created', caseId: id });
				return { ok: true, id };
			});
		},

		/** The name the citizen chose to be shown by, or none. */
		async rename(actor: Actor, id: CaseId, displayName: string | null): Promise<void> {
			await demand(actor, id, 'people');
			await db.transaction(async (tx) => {
				const [row] = await tx
					.update(caseTable)
					.set({ displayName })
					.where(eq(caseTable.id, id))
					.returning({ number: caseTable.number });
				if (row) await members.nameCitizen(tx, id, displayName ?? row.number);
				await record(tx, actor, { event: 'case:renamed', caseId: id });
			});
		},

		/** The 14-day clock: inquiry, first talk, the day treatment began, and why it was late. */
		async setClock(
			actor: Actor,
			id: CaseId,
			clock: {
				inquiryOn: DateString | null;
				firstTalkAt: Date | null;
				treatmentBeganOn: DateString | null;
				exceededReason: string | null;
			}
		): Promise<void> {
			await demand(actor, id, 'clock');
			await db.transaction(async (tx) => {
				await tx.update(caseTable).set(clock).where(eq(caseTable.id, id));
				await record(tx, actor, {
					event: 'case:clock-set',
					caseId: id,
					details: { inquiryOn: clock.inquiryOn, treatmentBeganOn: clock.treatmentBeganOn }
				});
			});
		},

		/** Closing twice is an outcome, not a fault: two people may press at once. */
		async close(
			actor: Actor,
			id: CaseId,
			reason: string
		): Promise<{ ok: true } | { ok: false; why: 'already-closed' | 'meeting-runs' }> {
			await demand(actor, id, 'close');
			if (await parts.hasRunningMeeting(id)) return { ok: false, why: 'meeting-runs' };
			const closed = await db.transaction(async (tx) => {
				const rows = await tx
					.update(caseTable)
					.set({ closedAt: now(), closingReason: reason })
					.where(and(eq(caseTable.id, id), isNull(caseTable.closedAt)))
					.returning({ id: caseTable.id });
				if (rows.length > 0) await record(tx, actor, { event: 'case:closed', caseId: id });
				return rows.length > 0;
			});
			if (!closed) return { ok: false, why: 'already-closed' };
			await parts.rightsChanged(id);
			return { ok: true };
		}
	};
}
