import { and, asc, eq, gte, isNull, lte, or } from 'drizzle-orm';
import { assessmentAreas, type AssessmentArea, type Source } from '#lib/board/layout.ts';
import { readCards } from '#lib/board/read.ts';
import { dateOf } from '#lib/model/dates.ts';
import type { Theme } from '#lib/model/document.ts';
import type { CaseId, MeetingId } from '#lib/model/ids.ts';
import type { Minutes } from '#lib/model/meeting.ts';
import type { Actor, Area } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import { auditTable } from '#server/audit/tables.ts';
import { memberTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import { basisTable } from '#server/consent/tables.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import { approversOf } from './minutes-approval.ts';
import { openMinutes, type OpenMinutes } from './minutes-door.ts';
import type { DocumentRooms } from './minutes-facts.ts';

/** The themes whose own words can be handed over beside the minutes. */
const themes = ['everyday', 'health', 'substances'] as const satisfies Theme[];
export type HandoverTheme = (typeof themes)[number];

/** What one area files in its own journal, which is the system of record. */
export interface Handover {
	area: Area;
	content: Minutes;
	approvedBy: string[];
	lockedAt: Date | null;
	/** What was written about the citizen on the day of the meeting, in the themes of this area. */
	themes: {
		theme: HandoverTheme;
		said: { area: AssessmentArea; text: string; source: Source }[];
	}[];
	/** Themes that are left out, because this area has no basis for them today. */
	withoutBasis: HandoverTheme[];
	filed: { by: string; at: Date } | null;
}

export interface HandoverParts {
	db: Database;
	now: Now;
	rooms: Pick<DocumentRooms, 'read'>;
	access: Pick<AccessQuestions, 'standingOn' | 'caseDocuments'>;
}

export type Handovers = ReturnType<typeof createHandovers>;

export function createHandovers(parts: HandoverParts) {
	const { db, now, rooms, access } = parts;

	/** Each area files for itself: only its own people on the case get its hand-over. */
	async function openFor(actor: Actor, meetingId: MeetingId, area: Area): Promise<OpenMinutes> {
		const open = await openMinutes(parts, actor, meetingId);
		if (!(await areasOf(open)).includes(area)) throw new Refusal('not-allowed');
		return open;
	}

	async function areasOf({ meeting, reader }: OpenMinutes): Promise<Area[]> {
		const rows = await db
			.select({ area: memberTable.area })
			.from(memberTable)
			.where(
				and(
					eq(memberTable.caseId, meeting.caseId),
					eq(memberTable.personId, reader.id),
					isNull(memberTable.removedAt)
				)
			);
		return [...new Set(rows.flatMap((row) => row.area ?? []))];
	}

	/** Themes that a basis covers today for the whole area, not for one person in it. */
	async function basesOf(caseId: CaseId, area: Area): Promise<Theme[]> {
		const today = dateOf(now());
		const rows = await db
			.select({ theme: basisTable.theme })
			.from(basisTable)
			.where(
				and(
					eq(basisTable.caseId, caseId),
					eq(basisTable.granteeKind, 'organisation'),
					eq(basisTable.grantee, area),
					isNull(basisTable.withdrawnAt),
					lte(basisTable.from, today),
					or(isNull(basisTable.until), gte(basisTable.until, today))
				)
			);
		return rows.map((row) => row.theme);
	}

	async function filedAt(meetingId: MeetingId, area: Area): Promise<Handover['filed']> {
		const rows = await db
			.select()
			.from(auditTable)
			.where(and(eq(auditTable.meetingId, meetingId), eq(auditTable.event, 'minutes:filed')))
			.orderBy(asc(auditTable.seq));
		const row = rows.find((one) => one.details?.area === area);
		return row ? { by: row.actor, at: row.at } : null;
	}

	return {
		/** The areas that this person can take a hand-over for, and when each was filed. */
		async areas(
			actor: Actor,
			meetingId: MeetingId
		): Promise<{ area: Area; filedAt: Date | null }[]> {
			const areas = await areasOf(await openMinutes(parts, actor, meetingId));
			return Promise.all(
				areas.map(async (area) => ({
					area,
					filedAt: (await filedAt(meetingId, area))?.at ?? null
				}))
			);
		},

		async take(actor: Actor, meetingId: MeetingId, area: Area): Promise<Handover> {
			const { meeting, minutes, reader } = await openFor(actor, meetingId, area);
			const bases = await basesOf(meeting.caseId, area);
			const documents = await access.caseDocuments(actor, meeting.caseId);
			const readable = themes.flatMap((theme) => {
				const found = documents.find(({ document }) => document.kind === theme);
				const may = found !== undefined && found.access !== 'none' && bases.includes(theme);
				return may ? [{ theme, id: found.document.id }] : [];
			});
			const day = dateOf(new Date(minutes.content.startedAt));
			const told: Handover['themes'] = [];
			for (const { theme, id } of readable) {
				const statements = readCards(await rooms.read(id), 'statements');
				const said = statements
					.filter((one) => one.statedOn === day && one.text.trim() !== '')
					.filter((one) => isOf(theme, one.area))
					.map(({ area: about, text, source }) => ({ area: about, text: text.trim(), source }));
				if (said.length > 0) told.push({ theme, said });
			}
			await record(db, reader, {
				event: 'minutes:handed-over',
				caseId: meeting.caseId,
				meetingId,
				details: { area, version: minutes.version }
			});
			return {
				area,
				content: minutes.content,
				approvedBy: await approversOf(db, meeting, minutes),
				lockedAt: minutes.lockedAt,
				themes: told,
				withoutBasis: themes.filter((theme) => !readable.some((one) => one.theme === theme)),
				filed: await filedAt(meetingId, area)
			};
		},

		/** Somebody of the area says that it now stands in their journal. */
		async file(actor: Actor, meetingId: MeetingId, area: Area): Promise<void> {
			const { meeting, minutes, reader } = await openFor(actor, meetingId, area);
			if (minutes.state !== 'approved') throw new Refusal('not-allowed');
			if (await filedAt(meetingId, area)) return;
			await record(db, reader, {
				event: 'minutes:filed',
				caseId: meeting.caseId,
				meetingId,
				details: { area, version: minutes.version }
			});
		}
	};
}

function isOf(theme: HandoverTheme, area: AssessmentArea): boolean {
	return assessmentAreas.some((one) => one.key === area && one.kind === theme);
}
