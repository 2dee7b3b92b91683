import { and, eq } from 'drizzle-orm';
import { newId, SeatId, type CaseId, type MeetingId, type MemberId } from '#lib/model/ids.ts';
import { mayIn } from '#lib/model/meeting-policy.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { SessionAnswer } from '#lib/model/session-commands.ts';
import type { MeetingTemplate } from '#lib/model/template.ts';
import { record } from '#server/audit/audit.ts';
import type { CaseLine, Roster, Rostered } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { LifeVerbs, Planned } from '#server/meetings/life.ts';
import type { Placed, Places } from '#server/meetings/place.ts';
import { invitationTable, seatTable } from '#server/meetings/tables.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import type { Templates } from '#server/templates/templates.ts';

/** What is decided about a session before it begins. */
export interface SessionPlan {
	template: string;
	tools: readonly string[];
	/** Null: now. */
	startsAt: Date | null;
	place: string;
	/** Beside the citizen and the one who plans it. */
	invited: readonly MemberId[];
}

/** Making a session, and sitting down at it. */
export function createBeginnings({
	db,
	now,
	roster,
	places,
	templates,
	life,
	entered,
	changed
}: {
	db: Database;
	now: Now;
	roster: Roster;
	places: Places;
	templates: Pick<Templates, 'list'>;
	life: Pick<LifeVerbs, 'draft' | 'open'>;
	entered: (actor: Actor, id: MeetingId) => Promise<Placed>;
	changed: (id: MeetingId) => Promise<void>;
}) {
	/** Whom one can ask to come, and which sessions there are: for the form. */
	async function choices(
		actor: Actor,
		caseId: CaseId
	): Promise<{ line: CaseLine; people: Rostered[]; templates: MeetingTemplate[] }> {
		const line = await roster.line(db, caseId);
		if (!line || !(await places.isOnCase(actor, caseId))) throw new Refusal('not-found');
		const all = await templates.list();
		return {
			line,
			people: await roster.of(db, caseId),
			templates: all.filter(({ kind }) => kind === 'planning')
		};
	}

	return {
		choices,

		/** Planned for later, or begun at once with the room open. */
		async plan(actor: Actor, caseId: CaseId, wanted: SessionPlan): Promise<Planned> {
			if (actor.kind !== 'person') throw new Refusal('not-found');
			const { people, templates: known } = await choices(actor, caseId);
			const template = known.find(({ key }) => key === wanted.template);
			if (!template) throw new Refusal('not-found');
			const comes = people.filter(
				({ member, role, person }) =>
					role === 'citizen' || person === actor.id || wanted.invited.includes(member)
			);
			const made = await life.draft(
				actor,
				caseId,
				template.key,
				{
					title: template.title.da,
					place: wanted.place,
					callLink: null,
					startsAt: wanted.startsAt ?? nextMinute(now()),
					invited: comes.map(({ member }) => member),
					facilitator: actor.id,
					backupFacilitator:
						comes.find(({ person }) => person && person !== actor.id)?.person ?? null
				},
				wanted.tools
			);
			if (made.ok && wanted.startsAt === null) await life.open(actor, made.meeting);
			return made;
		},

		/** The citizen is here without a screen of their own: the seat is the chair at the table. */
		async seatCitizen(actor: Actor, id: MeetingId): Promise<SessionAnswer> {
			const { meeting, place } = await entered(actor, id);
			if (!mayIn('steer', place)) throw new Refusal('not-allowed');
			if (meeting.phase !== 'open' && meeting.phase !== 'inProgress') {
				return { ok: false, why: 'notNow' };
			}
			const sat = await db.transaction(async (tx) => {
				const citizen = (await roster.of(tx, meeting.caseId)).find(
					({ role }) => role === 'citizen'
				);
				const [seated] = await tx
					.select({ id: seatTable.id })
					.from(seatTable)
					.where(
						and(eq(seatTable.meetingId, id), eq(seatTable.as, 'citizen'), eq(seatTable.state, 'in'))
					);
				if (!citizen || seated) return false;
				await tx.insert(seatTable).values({
					id: newId(SeatId),
					meetingId: id,
					memberId: citizen.member,
					name: citizen.name,
					as: 'citizen',
					state: 'in',
					tokenHash: hashSecret(newSecret()),
					createdAt: now(),
					decidedAt: now()
				});
				await tx
					.insert(invitationTable)
					.values({ meetingId: id, memberId: citizen.member, attended: true })
					.onConflictDoUpdate({
						target: [invitationTable.meetingId, invitationTable.memberId],
						set: { attended: true }
					});
				await record(tx, actor, {
					event: 'seat:sat-down',
					caseId: meeting.caseId,
					meetingId: id
				});
				return true;
			});
			if (!sat) return { ok: false, why: 'changed' };
			await changed(id);
			return { ok: true };
		}
	};
}

/** "Now" is the minute that begins: a meeting is planned for what has not passed. */
function nextMinute(now: Date): Date {
	return new Date(Math.floor(now.getTime() / 60_000 + 1) * 60_000);
}
