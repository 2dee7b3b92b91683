import { eq } from 'drizzle-orm';
import { readBoard, type Board } from '#lib/board/read.ts';
import type { Access, Audience, DocumentKind } from '#lib/model/document.ts';
import type { CaseId, DocumentId, MeetingId } from '#lib/model/ids.ts';
import { givenName, type Actor } from '#lib/model/person.ts';
import type { WallProfile } from '#lib/model/profile.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { RoomPerson, RoomStep, RoomView } from '#lib/model/room.ts';
import type { PackText, Step, StepCard } from '#lib/model/template.ts';
import type { Who } from '#lib/wire/presence.ts';
import type { Rostered, Roster } from '#server/cases/roster.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions, DocumentRow } from '#server/documents/access.ts';
import { whoOf } from '#server/documents/case-admission.ts';
import type { Openings } from '#server/documents/openings.ts';
import type * as Y from 'yjs';
import { doneBefore } from './done-before.ts';
import { hasRoom } from './room-host.ts';
import type { States } from './state.ts';
import { meetingTable } from './tables.ts';

export interface RoomDocument {
	id: DocumentId;
	kind: DocumentKind;
	audience: Audience | null;
	access: Access;
	board: Board | null;
}

/** Everything that a page of the room is given. What is not in here cannot be shown by mistake. */
export interface RoomPage {
	view: RoomView;
	documents: RoomDocument[];
	me: Who;
	/** On the wall, and with professionals; a seat that is in needs none. */
	joinCode: string | null;
	/** How the big screen speaks to the citizen of a planning session; null in other meetings. */
	wall: WallProfile | null;
}

export type Rooms = ReturnType<typeof createRoomViews>;

export function createRoomViews({
	db,
	states,
	roster,
	access,
	openings,
	rooms,
	wallOf
}: {
	db: Database;
	states: States;
	roster: Roster;
	access: AccessQuestions;
	openings: Openings;
	rooms: { read(documentId: string): Promise<Y.Doc> };
	wallOf: (caseId: CaseId) => Promise<WallProfile>;
}) {
	/** The meeting's document and the agreements: the only two that the room shows. [P6] [P7] */
	async function documentsFor(
		actor: Exclude<Actor, { kind: 'nobody' }>,
		meeting: typeof meetingTable.$inferSelect
	): Promise<RoomDocument[]> {
		const shared = await states.documentOf(db, meeting.id);
		const own = shared ? await access.accessFor(actor, shared) : null;
		if (!own?.document || own.access === 'none') throw new Refusal('not-found');
		const ofCase = await access.caseDocuments(actor, meeting.caseId);
		const agreements = ofCase.filter(({ document }) => document.kind === 'agreements');
		const asked: { document: DocumentRow; access: Access }[] = [
			{ document: own.document, access: own.access },
			...agreements
		];
		const readable = asked.filter((one) => one.access !== 'none');
		await openings.opened(
			actor,
			readable.map(({ document }) => document)
		);
		return Promise.all(
			asked.map(async ({ document: { id, kind, audience }, access: may }) => ({
				id,
				kind,
				audience,
				access: may,
				board: may === 'none' ? null : readBoard(kind, await rooms.read(id))
			}))
		);
	}

	return {
		/** A page of the room, for a screen, a seat, or a professional's phone. */
		async open(actor: Actor, id: MeetingId, language: keyof PackText): Promise<RoomPage> {
			const [meeting] = await db.select().from(meetingTable).where(eq(meetingTable.id, id));
			if (!meeting || actor.kind === 'nobody') throw new Refusal('not-found');
			const documents = await documentsFor(actor, meeting);
			const state = await states.read(db, id);
			if (!state) throw new Refusal('not-found');
			return {
				view: {
					id,
					kind: meeting.kind,
					title: meeting.title,
					steps: meeting.steps.map((step) => stepIn(step, language)),
					people: namesOf(await roster.of(db, meeting.caseId)),
					doneBefore: await doneBefore(db, meeting),
					state
				},
				documents,
				me: whoOf(actor),
				joinCode: actor.kind !== 'seat' && hasRoom(meeting.phase) ? meeting.joinCode : null,
				wall: meeting.kind === 'planning' ? await wallOf(meeting.caseId) : null
			};
		}
	};
}

/** Without prompts and exits: they are method help, for the facilitator's own device. */
function stepIn(step: Step, language: keyof PackText): RoomStep {
	const { key, view, pictogram, title, question, minutes, scale, sumUp, cards, asks } = step;
	const makesCard = step.captures.includes('functionCard');
	const said = (list: readonly StepCard[]) =>
		list.map((one) => ({ ...one, text: one.text[language] }));
	return {
		...{ key, view, pictogram, minutes, title: title[language], question: question[language] },
		...(cards && { cards: said(cards) }),
		...(asks && { asks: said(asks) }),
		...(scale && { scale }),
		...(sumUp && { sumUp }),
		...(makesCard && { makesCard })
	};
}

/** People are called by their given names in the room; two who share one are told apart. */
function namesOf(people: readonly Rostered[]): RoomPerson[] {
	const given = people.map((one) => givenName(one.name));
	return people.map(({ member, name, side, role }, index) => {
		const own = given[index] ?? name;
		const shared = given.filter((one) => one === own).length > 1;
		return { member, name: shared ? name : own, side, role };
	});
}
