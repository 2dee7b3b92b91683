import { and, desc, eq, inArray } from 'drizzle-orm';
import { readBoard } from '#lib/board/read.ts';
import type { MeetingLine, MeetingMember, MeetingPage, RunPage } from '#lib/board/meeting-page.ts';
import type { LoadedDocument } from '#lib/board/page.ts';
import type { CaseId, MeetingId } from '#lib/model/ids.ts';
import { mayIn, type MeetingAct } from '#lib/model/meeting-policy.ts';
import { actorKey, type Actor, type PersonActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { CaseLine, Roster, Rostered } from '#server/cases/roster.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions, DocumentRow } from '#server/documents/access.ts';
import type { Openings } from '#server/documents/openings.ts';
import type * as Y from 'yjs';
import { doneBefore } from './done-before.ts';
import type { Placed, Places } from './place.ts';
import type { MeetingRow } from './room-host.ts';
import type { States } from './state.ts';
import { invitationTable, meetingTable } from './tables.ts';

export type MeetingViews = ReturnType<typeof createViews>;

/** What the pages of meetings show when they open. */
export function createViews({
	db,
	places,
	states,
	roster,
	access,
	openings,
	rooms
}: {
	db: Database;
	places: Places;
	states: States;
	roster: Roster;
	access: AccessQuestions;
	openings: Openings;
	rooms: { read(documentId: string): Promise<Y.Doc> };
}) {
	/** Meetings of some cases. A draft is known to those who prepare it, and to nobody else. */
	async function linesOf(actor: PersonActor, cases: readonly CaseLine[]): Promise<MeetingLine[]> {
		if (cases.length === 0) return [];
		const lists = await Promise.all(
			cases.map(async (line) => ({ line, people: await roster.of(db, line.id) }))
		);
		const rows = await db
			.select()
			.from(meetingTable)
			.where(
				and(
					inArray(
						meetingTable.caseId,
						cases.map(({ id }) => id)
					),
					inArray(meetingTable.kind, ['network', 'planning'])
				)
			)
			.orderBy(desc(meetingTable.startsAt));
		const invited = await db
			.select()
			.from(invitationTable)
			.innerJoin(meetingTable, eq(meetingTable.id, invitationTable.meetingId))
			.where(
				inArray(
					meetingTable.caseId,
					cases.map(({ id }) => id)
				)
			);
		return rows.flatMap((row) => {
			const found = lists.find(({ line }) => line.id === row.caseId);
			if (!found) return [];
			const own = found.people.filter((one) => one.person === actor.id);
			const leads = row.facilitator === actor.id || row.backupFacilitator === actor.id;
			const asked = invited.some(
				({ invitation }) =>
					invitation.meetingId === row.id && own.some((one) => one.member === invitation.memberId)
			);
			const prepares = leads || own.some((one) => one.role === 'coordinator');
			if (row.phase === 'draft' && !prepares) return [];
			return [lineOf(row, found.line, leads || asked)];
		});
	}

	async function pageOf(actor: PersonActor, { meeting, place }: Placed): Promise<MeetingPage> {
		const [line, people, invited, state] = await Promise.all([
			roster.line(db, meeting.caseId),
			roster.of(db, meeting.caseId),
			db.select().from(invitationTable).where(eq(invitationTable.meetingId, meeting.id)),
			states.read(db, meeting.id)
		]);
		if (!line || !state) throw new Refusal('not-found');
		const around = await db
			.select()
			.from(meetingTable)
			.where(
				inArray(
					meetingTable.id,
					[meeting.previousMeetingId, meeting.nextMeetingId].filter((one) => one !== null)
				)
			);
		const previous = around.find(({ id }) => id === meeting.previousMeetingId);
		const next = around.find(({ id }) => id === meeting.nextMeetingId);
		const may = (act: MeetingAct) => mayIn(act, place);
		return {
			...lineOf(meeting, line, may('takePart')),
			facilitator: meeting.facilitator,
			backupFacilitator: meeting.backupFacilitator,
			joinCode: may('takePart') ? meeting.joinCode : null,
			templateKey: meeting.templateKey,
			steps: meeting.steps,
			members: people.map((one) => memberOf(one, invited)),
			me: {
				key: actorKey(actor),
				person: actor.id,
				name: actor.name,
				member: people.find((one) => one.person === actor.id)?.member ?? null
			},
			may: {
				see: may('see'),
				plan: may('plan'),
				takePart: may('takePart'),
				steer: may('steer'),
				move: may('move'),
				takeLead: may('takeLead'),
				end: may('end')
			},
			state,
			previous: previous
				? { id: previous.id, on: (previous.startedAt ?? previous.startsAt).toISOString() }
				: null,
			next: next ? { id: next.id, startsAt: next.startsAt.toISOString(), place: next.place } : null
		};
	}

	/** A document as it is now, for somebody who may read it. */
	async function loaded({
		document,
		access: right
	}: {
		document: DocumentRow;
		access: LoadedDocument['access'];
	}): Promise<LoadedDocument> {
		const { id, kind, audience } = document;
		const board = right === 'none' ? null : readBoard(kind, await rooms.read(id));
		return { id, kind, audience, access: right, board };
	}

	return {
		/** Every meeting on one's cases, the newest first. */
		async mine(actor: Actor): Promise<MeetingLine[]> {
			if (actor.kind !== 'person') throw new Refusal('not-signed-in');
			return linesOf(actor, await roster.casesOf(db, actor.id));
		},

		async ofCase(actor: Actor, caseId: CaseId): Promise<MeetingLine[]> {
			const line = await roster.line(db, caseId);
			if (actor.kind !== 'person' || !line || !(await places.isOnCase(actor, caseId))) {
				throw new Refusal('not-found');
			}
			return linesOf(actor, [line]);
		},

		/** The meeting before, during and after, for somebody on the case. */
		async look(actor: Actor, id: MeetingId): Promise<MeetingPage> {
			const placed = await places.find(db, actor, 'see', id);
			if (actor.kind !== 'person') throw new Refusal('not-found');
			if (placed.meeting.phase === 'draft' && !mayIn('plan', placed.place)) {
				throw new Refusal('not-found');
			}
			return pageOf(actor, placed);
		},

		/**
		 * The page, and the documents that this person may read: those of the case and the meeting's
		 * own while it runs, the meeting's own alone to prepare it.
		 */
		async enter(actor: Actor, id: MeetingId, what: 'all' | 'own' = 'all'): Promise<RunPage> {
			const placed = await places.find(db, actor, 'takePart', id);
			if (actor.kind !== 'person') throw new Refusal('not-found');
			const shared = await states.documentOf(db, id);
			const own = shared ? await access.accessFor(actor, shared) : null;
			const { caseId } = placed.meeting;
			const granted = what === 'own' ? [] : await access.caseDocuments(actor, caseId);
			const all = [...(own?.document ? [own] : []), ...granted];
			await openings.opened(
				actor,
				all.filter((one) => one.access !== 'none').map((one) => one.document)
			);
			const [page, documents, done] = await Promise.all([
				pageOf(actor, placed),
				Promise.all(all.map(loaded)),
				doneBefore(db, placed.meeting)
			]);
			return { ...page, documents, doneBefore: done };
		},

		/** The cases on which this person may make a meeting of the network. */
		async casesToMeetOn(actor: Actor): Promise<CaseLine[]> {
			if (actor.kind !== 'person') throw new Refusal('not-signed-in');
			const mine = await roster.casesOf(db, actor.id);
			const may = await Promise.all(mine.map(({ id }) => places.mayMake(actor, id)));
			return mine.filter((line, index) => !line.closed && may[index]);
		},

		/** Whom one can ask to come, and what kinds of meeting there are: for the form. */
		async people(actor: Actor, caseId: CaseId): Promise<{ line: CaseLine; people: Rostered[] }> {
			const line = await roster.line(db, caseId);
			if (!line || !(await places.isOnCase(actor, caseId))) throw new Refusal('not-found');
			if (!(await places.mayMake(actor, caseId))) throw new Refusal('not-allowed');
			return { line, people: await roster.of(db, caseId) };
		}
	};
}

function lineOf(row: MeetingRow, line: CaseLine, mine: boolean): MeetingLine {
	return {
		id: row.id,
		kind: row.kind,
		title: row.title,
		startsAt: row.startsAt.toISOString(),
		minutes: row.minutes,
		place: row.place,
		callLink: row.callLink,
		phase: row.phase,
		case: { id: line.id, number: line.number, displayName: line.displayName },
		mine
	};
}

function memberOf(
	{ member, person, name, role, side, relation }: Rostered,
	invited: readonly (typeof invitationTable.$inferSelect)[]
): MeetingMember {
	const invitation = invited.find((one) => one.memberId === member);
	return {
		id: member,
		person,
		name,
		role,
		side,
		relation,
		substitute: false,
		key: person === null ? null : `person:${person}`,
		invited: invitation !== undefined,
		told: invitation?.invitedAt != null
	};
}
