import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { LoadedDocument } from '#lib/board/page.ts';
import type { Feeling, PlanNote, PlanObjection, PlanPage, PlanStep } from '#lib/board/plan-page.ts';
import { treatmentText } from '#lib/board/promises-text.ts';
import { readBoard, readCards } from '#lib/board/read.ts';
import { hashText } from '#lib/board/hash-text.ts';
import { dateOf } from '#lib/model/dates.ts';
import type { CaseId } from '#lib/model/ids.ts';
import {
	actorKey,
	givenName,
	isCitizen,
	type Actor,
	type CitizenActor
} from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { Roster, Rostered } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions, DocumentRow } from '#server/documents/access.ts';
import type { Openings } from '#server/documents/openings.ts';
import { moodTable, seatTable } from '#server/meetings/tables.ts';
import type * as Y from 'yjs';
import { objectionTable, planNoteTable, signatureTable } from './tables.ts';

export interface PlanParts {
	db: Database;
	now: Now;
	access: AccessQuestions;
	openings: Openings;
	roster: Roster;
	rooms: { read(documentId: string): Promise<Y.Doc> };
}

export type PlanViews = ReturnType<typeof createPlanViews>;

/** What the citizen's own pages show, and what professionals see below the words shared with them. */
export function createPlanViews({ db, now, access, openings, roster, rooms }: PlanParts) {
	/** The three plans, for somebody whose plan they are. To anybody else there is none. */
	async function ownPlans(actor: Actor): Promise<{ actor: CitizenActor; plans: DocumentRow[] }> {
		if (!isCitizen(actor))
			throw new Refusal(actor.kind === 'nobody' ? 'not-signed-in' : 'not-found');
		const all = await access.caseDocuments(actor, actor.caseId);
		const plans = all.filter(
			({ document, access: may }) => document.kind === 'plan' && may !== 'none'
		);
		if (plans.length === 0) throw new Refusal('not-found');
		return { actor, plans: plans.map(({ document }) => document) };
	}

	async function load(actor: Actor, document: DocumentRow): Promise<LoadedDocument<'plan'>> {
		const { access: may } = await access.accessFor(actor, document.id);
		const doc = await rooms.read(document.id);
		const board = readBoard('plan', doc);
		doc.destroy();
		return { id: document.id, kind: 'plan', audience: document.audience, access: may, board };
	}

	async function notesOf(caseId: CaseId, cards: ReadonlySet<string>): Promise<PlanNote[]> {
		const rows = await db
			.select()
			.from(planNoteTable)
			.where(and(eq(planNoteTable.caseId, caseId), isNull(planNoteTable.withdrawnAt)))
			.orderBy(asc(planNoteTable.at));
		return rows
			.filter(({ card }) => cards.has(card))
			.map(({ id, card, text, by, byName, side, at }) => ({
				id,
				card,
				text,
				by: byName,
				byKey: by,
				side,
				at: at.toISOString()
			}));
	}

	/** The newest word about each thing. */
	async function objectionsOf(caseId: CaseId): Promise<PlanObjection[]> {
		const rows = await db
			.select()
			.from(objectionTable)
			.where(eq(objectionTable.caseId, caseId))
			.orderBy(desc(objectionTable.seq));
		const newest = new Map<string, PlanObjection>();
		for (const { about, subject, agrees, seen, at } of rows) {
			const of = `${about} ${subject}`;
			if (!newest.has(of)) newest.set(of, { about, subject, agrees, seen, at: at.toISOString() });
		}
		return [...newest.values()];
	}

	/** The citizen's own next steps, from the agreements themselves: what is done now is seen at once. */
	async function stepsOf(actor: CitizenActor, people: readonly Rostered[]): Promise<PlanStep[]> {
		const agreements = await agreementsOf(actor);
		const citizen = people.find(({ role }) => role === 'citizen');
		if (!agreements || !citizen) return [];
		await openings.opened(actor, [agreements]);
		const doc = await rooms.read(agreements.id);
		const own = readCards(doc, 'nextSteps').filter(({ owner }) => owner === citizen.member);
		doc.destroy();
		return own.map(({ key, what, due, status, helper, pictogram }) => ({
			key,
			what,
			due,
			status,
			helper: helperName(people, helper),
			pictogram
		}));
	}

	/** The agreements of the case, where the citizen's own steps lie; null: may not be read now. */
	async function agreementsOf(actor: CitizenActor): Promise<DocumentRow | null> {
		const all = await access.caseDocuments(actor, actor.caseId);
		const found = all.find(({ document }) => document.kind === 'agreements');
		return found && found.access !== 'none' ? found.document : null;
	}

	async function signaturesOf(caseId: CaseId, text: string): Promise<PlanPage['signatures']> {
		const hash = hashText(text);
		const rows = await db
			.select()
			.from(signatureTable)
			.where(eq(signatureTable.caseId, caseId))
			.orderBy(desc(signatureTable.at));
		const newest = rows.filter((row, at) => rows.findIndex(({ by }) => by === row.by) === at);
		return newest.map(({ byName, at, drawing, textHash }) => ({
			by: byName,
			at: at.toISOString(),
			drawing,
			changedSince: textHash !== hash
		}));
	}

	/** Keys of the cards of the plan that somebody may read on a case, now. */
	async function cardsFor(actor: Actor, caseId: CaseId): Promise<Set<string>> {
		const all = await access.caseDocuments(actor, caseId);
		const plans = all.filter((one) => one.document.kind === 'plan' && one.access !== 'none');
		return keysOf(await Promise.all(plans.map(({ document }) => load(actor, document))));
	}

	return {
		ownPlans,
		cardsFor,
		notesOf,
		objectionsOf,
		agreementsOf,

		/** The faces the citizen chose at meetings, newest first. Nobody else can read them. */
		async feelings(asking: Actor): Promise<Feeling[]> {
			const { actor } = await ownPlans(asking);
			if (actor.member === null) return [];
			const rows = await db
				.select({
					meeting: moodTable.meetingId,
					moment: moodTable.moment,
					face: moodTable.face,
					at: moodTable.at
				})
				.from(moodTable)
				.innerJoin(seatTable, eq(moodTable.who, sql`'seat:' || ${seatTable.id}`))
				.where(eq(seatTable.memberId, actor.member))
				.orderBy(desc(moodTable.at));
			const meetings = [...new Set(rows.map(({ meeting }) => meeting))];
			return meetings.map((meeting) => {
				const own = rows.filter((row) => row.meeting === meeting);
				const face = (moment: 'in' | 'out') =>
					own.find((row) => row.moment === moment)?.face ?? null;
				const on = dateOf(own[0]?.at ?? now());
				return { meeting, on, in: face('in'), out: face('out'), because: [] };
			});
		},

		/** Everything of the citizen's, for the citizen. */
		async open(asking: Actor): Promise<PlanPage> {
			const { actor, plans } = await ownPlans(asking);
			await openings.opened(actor, plans);
			const documents = await Promise.all(plans.map((plan) => load(actor, plan)));
			const people = await roster.of(db, actor.caseId);
			const line = await roster.line(db, actor.caseId);
			const promises = documents.flatMap(({ board }) => board?.cards.promises ?? []);
			return {
				name: givenName(actor.name),
				me: actorKey(actor),
				on: actor.kind,
				documents,
				people: namesOf(people),
				notes: await notesOf(actor.caseId, keysOf(documents)),
				objections: await objectionsOf(actor.caseId),
				steps: await stepsOf(actor, people),
				signatures: await signaturesOf(actor.caseId, treatmentText(promises)),
				today: dateOf(now()),
				time: clock.format(now()),
				caseClosed: line?.closed ?? true
			};
		}
	};
}

const clock = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Europe/Copenhagen',
	hour: '2-digit',
	minute: '2-digit'
});

/** Keys of all cards that can be seen. */
export function keysOf(documents: readonly LoadedDocument<'plan'>[]): Set<string> {
	const keys = new Set<string>();
	for (const { board } of documents) {
		for (const cards of Object.values(board?.cards ?? {})) {
			for (const { key } of cards) keys.add(key);
		}
	}
	return keys;
}

function helperName(people: readonly Rostered[], helper: string | null): string | null {
	const found = people.find(({ member }) => member === helper);
	return found ? givenName(found.name) : null;
}

function namesOf(people: readonly Rostered[]): PlanPage['people'] {
	const given = people.map(({ name }) => givenName(name));
	return people.map(({ member, name, side, role }, index) => {
		const own = given[index] ?? name;
		const shared = given.filter((one) => one === own).length > 1;
		return { member, name: shared ? name : own, side, isCitizen: role === 'citizen' };
	});
}
