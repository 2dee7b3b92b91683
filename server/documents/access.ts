import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Access, Audience, DocumentKind, Theme } from '#lib/model/document.ts';
import type { CaseId, DocumentId, MeetingId, PersonId } from '#lib/model/ids.ts';
import {
	isProfessionalRole,
	type Actor,
	type OwnDeviceActor,
	type PersonActor,
	type SeatActor
} from '#lib/model/person.ts';
import { accessTo, type Standing } from '#lib/model/policy.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { meetingTable, screenTable, seatTable } from '#server/meetings/tables.ts';
import { standingOnSparring } from '#server/sparring/standing.ts';
import { createStandingRows, documentColumns, runningPhases } from './standing-rows.ts';
import { documentTable } from './tables.ts';

/**
 * The one place that turns rows into a standing. It reads the tables of several nouns on purpose:
 * if each noun answered for its own part, a part that nobody asked would be a hole. Whatever no row
 * says is "no".
 */
export interface DocumentRow {
	id: DocumentId;
	kind: DocumentKind;
	audience: Audience | null;
	caseId: CaseId | null;
	meetingId: MeetingId | null;
}

export type AccessAnswer =
	{ document: DocumentRow; access: Access } | { document: null; access: 'none' };

export type AccessQuestions = ReturnType<typeof createAccess>;

const stranger: Standing = { is: 'stranger' };

export function createAccess({ db, now }: { db: Database; now: Now }) {
	const rows = createStandingRows({ db, now });

	/** Where somebody stands on a case, and in the meeting when a meeting's document is asked for. */
	async function standingOn(
		actor: Actor,
		caseId: CaseId,
		meetingId: MeetingId | null = null
	): Promise<Standing> {
		switch (actor.kind) {
			case 'nobody':
				return stranger;
			case 'person':
				return professionalStanding(actor, caseId, meetingId);
			case 'seat':
				return seatStanding(actor, caseId, meetingId);
			case 'citizen':
				return citizenStanding(actor, caseId, meetingId);
			case 'screen':
				return screenStanding(actor.id, caseId, meetingId);
		}
	}

	async function professionalStanding(
		actor: Pick<PersonActor, 'id'>,
		caseId: CaseId,
		meetingId: MeetingId | null
	): Promise<Standing> {
		const [memberships, given, meetings] = await Promise.all([
			rows.memberships({ caseId, person: actor.id }),
			rows.bases(caseId),
			rows.meetings({ caseId, person: actor.id, meetingId })
		]);
		const roles = memberships.map(({ role }) => role).filter(isProfessionalRole);
		const role = roles.find((one) => one === 'coordinator') ?? roles[0];
		if (role === undefined) return stranger;

		const areas = memberships.flatMap(({ area }) => (area ? [area] : []));
		const bases = themesOf(
			given,
			({ granteeKind, grantee }) =>
				(granteeKind === 'person' && grantee === actor.id) ||
				(granteeKind === 'organisation' && areas.some((area) => area === grantee))
		);
		/** From the invitation on; those who prepare the meeting also before. */
		const takesPart = (row: (typeof meetings)[number]): boolean =>
			[row.facilitator, row.backup, row.createdBy].includes(actor.id) ||
			(row.invited !== null && (row.phase !== 'draft' || row.invitedAt !== null));
		const withCitizen = meetings.filter(
			(row) => runningPhases.includes(row.phase) && row.citizenIn !== null && takesPart(row)
		);
		const own = meetings.filter((row) => row.id === meetingId);
		return {
			is: 'professional',
			role,
			bases,
			withCitizen: withCitizen.length > 0,
			scribe: withCitizen.some((row) => row.scribe === actor.id),
			invited: own.some(takesPart),
			meeting: own[0]?.phase ?? null,
			caseClosed: memberships.some(({ closedAt }) => closedAt !== null)
		};
	}

	async function seatStanding(
		actor: SeatActor,
		caseId: CaseId,
		meetingId: MeetingId | null
	): Promise<Standing> {
		const [seat] = await db
			.select({
				as: seatTable.as,
				meetingId: meetingTable.id,
				caseId: meetingTable.caseId,
				phase: meetingTable.phase,
				closedAt: caseTable.closedAt
			})
			.from(seatTable)
			.innerJoin(meetingTable, eq(meetingTable.id, seatTable.meetingId))
			.innerJoin(caseTable, eq(caseTable.id, meetingTable.caseId))
			.leftJoin(memberTable, eq(memberTable.id, seatTable.memberId))
			.where(
				and(eq(seatTable.id, actor.id), eq(seatTable.state, 'in'), isNull(memberTable.removedAt))
			);
		if (!seat) return stranger;
		const network = themesOf(
			await rows.bases(caseId),
			({ granteeKind }) => granteeKind === 'network'
		);
		return {
			is: 'seat',
			as: seat.as,
			meeting: seat.phase,
			networkMayAgree: network.includes('agreements'),
			networkMaySeePlan: network.includes('plan'),
			own: seat.caseId === caseId && (meetingId === null || meetingId === seat.meetingId),
			caseClosed: seat.closedAt !== null
		};
	}

	/** Whether the device is still one of theirs was asked when the cookie was. A meeting's document is none of it. */
	async function citizenStanding(
		actor: OwnDeviceActor,
		caseId: CaseId,
		meetingId: MeetingId | null
	): Promise<Standing> {
		const [row] = await db
			.select({ closedAt: caseTable.closedAt })
			.from(memberTable)
			.innerJoin(caseTable, eq(caseTable.id, memberTable.caseId))
			.where(
				and(
					eq(memberTable.id, actor.member),
					eq(memberTable.caseId, caseId),
					eq(memberTable.role, 'citizen'),
					isNull(memberTable.removedAt)
				)
			);
		if (!row) return stranger;
		return { is: 'citizen', own: meetingId === null, caseClosed: row.closedAt !== null };
	}

	async function screenStanding(
		screenId: Extract<Actor, { kind: 'screen' }>['id'],
		caseId: CaseId,
		meetingId: MeetingId | null
	): Promise<Standing> {
		const [screen] = await db
			.select({
				meetingId: meetingTable.id,
				caseId: meetingTable.caseId,
				phase: meetingTable.phase
			})
			.from(screenTable)
			.innerJoin(meetingTable, eq(meetingTable.id, screenTable.meetingId))
			.where(
				and(
					eq(screenTable.id, screenId),
					isNull(screenTable.endedAt),
					isNotNull(screenTable.meetingId)
				)
			);
		if (!screen) return stranger;
		return {
			is: 'screen',
			meeting: screen.phase,
			own: screen.caseId === caseId && (meetingId === null || meetingId === screen.meetingId)
		};
	}

	async function answerFor(actor: Actor, document: DocumentRow | null): Promise<AccessAnswer> {
		if (document === null) return { document, access: 'none' };
		if (document.kind === 'sparring') {
			const standing = await standingOnSparring(db, actor, document.id, now());
			return { document, access: accessTo(document, standing) };
		}
		if (document.caseId === null) return { document, access: 'none' };
		const standing = await standingOn(actor, document.caseId, document.meetingId);
		return { document, access: accessTo(document, standing) };
	}

	return {
		standingOn,

		/** [P1] What somebody may do with one document, now. Unknown and deleted ones look alike. */
		async accessFor(actor: Actor, documentId: DocumentId): Promise<AccessAnswer> {
			return answerFor(actor, await rows.document(documentId));
		},

		/** The same in two steps, for a door that finds out meanwhile who is asking. */
		document: rows.document,
		answerFor,

		/** The same for a professional who does not ask: for what the citizen lets stand where they work. */
		async accessOfPerson(person: PersonId, document: DocumentRow): Promise<Access> {
			if (document.caseId === null) return 'none';
			const standing = await professionalStanding(
				{ id: person },
				document.caseId,
				document.meetingId
			);
			return accessTo(document, standing);
		},

		/** The documents that come with a case (not those of its meetings), with one's access to each. */
		async caseDocuments(
			actor: Actor,
			caseId: CaseId
		): Promise<{ document: DocumentRow; access: Access }[]> {
			const standing = await standingOn(actor, caseId);
			const documents = await db
				.select(documentColumns)
				.from(documentTable)
				.where(
					and(
						eq(documentTable.caseId, caseId),
						isNull(documentTable.meetingId),
						isNull(documentTable.deletedAt)
					)
				);
			return documents.map((document) => ({ document, access: accessTo(document, standing) }));
		}
	};
}

/** Themes of those bases that are given to somebody. */
function themesOf<Basis extends { theme: Theme }>(
	bases: readonly Basis[],
	isFor: (basis: Basis) => boolean
): Theme[] {
	return [...new Set(bases.filter(isFor).map(({ theme }) => theme))];
}
