import { eq } from 'drizzle-orm';
import { dateOf } from '#lib/model/dates.ts';
import type { CaseId, MeetingId, MemberId, PersonId } from '#lib/model/ids.ts';
import { nextPhases } from '#lib/model/meeting.ts';
import type { Actor } from '#lib/model/person.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { minutesOf, shape, type SessionNeeds } from '#lib/model/session-shape.ts';
import type { MeetingTemplate, Step } from '#lib/model/template.ts';
import { record } from '#server/audit/audit.ts';
import type { Roster, Rostered } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { Documents } from '#server/documents/documents.ts';
import type { Templates } from '#server/templates/templates.ts';
import { carryTopics, lastOn, type CarryParts } from './carry.ts';
import type { Invitations } from './invitations.ts';
import { insertMeeting, named } from './new-meeting.ts';
import type { Places } from './place.ts';
import type { MeetingRow } from './room-host.ts';
import { newJoinCode } from './room-codes.ts';
import type { States } from './state.ts';
import { meetingTable } from './tables.ts';

/** What is decided about a meeting before it starts. */
export interface Plan {
	title: string;
	place: string;
	callLink: string | null;
	startsAt: Date;
	invited: MemberId[];
	facilitator: PersonId;
	backupFacilitator: PersonId | null;
}

export type LifeVerbs = ReturnType<typeof createLife>;
export type PlanFault = 'past' | 'facilitatorNotInvited' | 'backupNotInvited' | 'sameLeader';
/** The meeting is not in a phase in which this can be done. */
export interface NotNow {
	ok: false;
	why: 'notNow';
}
export type Planned = { ok: true; meeting: MeetingId } | { ok: false; why: PlanFault };

export interface LifeParts {
	db: Database;
	rooms: CarryParts['rooms'];
	now: Now;
	places: Places;
	states: States;
	documents: Pick<Documents, 'create'>;
	roster: Roster;
	templates: Pick<Templates, 'find'>;
	/** Asks admission again for those whose rights may have changed. */
	reconsider: (match: { person?: string; documentId?: string }) => Promise<void>;
	invitations: Invitations;
	/** What the citizen's communication profile says of sessions. */
	needsOf: (caseId: CaseId) => Promise<SessionNeeds>;
}

/** A meeting's life until it starts: draft → invited → open, or cancelled. */
export function createLife(parts: LifeParts) {
	const { db, now, places, states, documents, roster, templates, invitations } = parts;

	/** Only people on the case, and at least the one who leads it. */
	async function check(
		tx: Transaction,
		caseId: CaseId,
		plan: Plan
	): Promise<PlanFault | Rostered[]> {
		// A meeting that began earlier today may be written down while it is on.
		if (dateOf(plan.startsAt) < dateOf(now())) return 'past';
		if (plan.backupFacilitator === plan.facilitator) return 'sameLeader';
		const invited = (await roster.of(tx, caseId)).filter((one) =>
			plan.invited.includes(one.member)
		);
		const comes = (person: PersonId) => invited.some((one) => one.person === person);
		if (!comes(plan.facilitator)) return 'facilitatorNotInvited';
		if (plan.backupFacilitator && !comes(plan.backupFacilitator)) return 'backupNotInvited';
		return invited;
	}

	/** A planning session is shaped by what its citizen needs; other meetings are as their pack says. */
	async function fitted(
		caseId: CaseId,
		template: MeetingTemplate,
		tools: readonly string[]
	): Promise<MeetingTemplate> {
		if (template.kind !== 'planning') return template;
		const steps = shape(template, await parts.needsOf(caseId), tools);
		return { ...template, steps, minutes: minutesOf(steps) };
	}

	/** What the citizen has asked for since it was planned counts as well. Nothing is put in again. */
	async function asNeeded(meeting: MeetingRow): Promise<Partial<MeetingRow>> {
		if (meeting.kind !== 'planning') return {};
		const needs = await parts.needsOf(meeting.caseId);
		const steps = shape({ steps: meeting.steps, tools: [] }, needs);
		return { steps, minutes: minutesOf(steps) };
	}

	/** A phase that may follow, with everything that comes with it. */
	async function turn(
		actor: Actor,
		id: MeetingId,
		to: MeetingPhase,
		set: (tx: Transaction, meeting: MeetingRow) => Promise<Partial<MeetingRow>>,
		then?: (tx: Transaction, meeting: MeetingRow) => Promise<void>
	): Promise<{ ok: true } | NotNow> {
		const turned = await db.transaction(async (tx) => {
			const { meeting } = await places.lock(tx, actor, 'plan', id);
			if (!nextPhases[meeting.phase].includes(to)) return null;
			const change = { ...(await set(tx, meeting)), phase: to, version: meeting.version + 1 };
			await tx.update(meetingTable).set(change).where(eq(meetingTable.id, id));
			await then?.(tx, { ...meeting, ...change });
			await record(tx, actor, {
				event: `meeting:${to}`,
				caseId: meeting.caseId,
				meetingId: id
			});
			return meeting;
		});
		if (!turned) return { ok: false, why: 'notNow' };
		const document = await states.documentOf(db, id);
		if (document) await parts.reconsider({ documentId: document });
		await states.tell(id);
		return { ok: true };
	}

	return {
		/** The steps as the meeting will have them when it is opened: for what is printed before. */
		async stepsAhead(actor: Actor, id: MeetingId): Promise<Step[]> {
			const { meeting } = await places.find(db, actor, 'see', id);
			const isAhead = meeting.phase === 'draft' || meeting.phase === 'invited';
			const needed = isAhead ? await asNeeded(meeting) : {};
			return needed.steps ?? meeting.steps;
		},

		/** A draft from a template: nobody but those who prepare it knows of it yet. */
		async draft(
			actor: Actor,
			caseId: CaseId,
			templateKey: string,
			plan: Plan,
			/** Planning sessions: tools to put in. */
			tools: readonly string[] = []
		): Promise<Planned> {
			if (actor.kind !== 'person') throw new Refusal('not-found');
			if (!(await places.isOnCase(actor, caseId))) throw new Refusal('not-found');
			const found = await templates.find(templateKey);
			if (!found || found.kind === 'together') throw new Refusal('not-found');
			// Everybody on the case plans with the citizen; meetings of the network are its coordinators'.
			if (found.kind === 'network' && !(await places.mayMake(actor, caseId))) {
				throw new Refusal('not-allowed');
			}
			const template = await fitted(caseId, found, tools);

			const made = await db.transaction(async (tx): Promise<Planned & { after?: MeetingId }> => {
				const line = await roster.line(tx, caseId);
				if (!line) throw new Refusal('not-found');
				if (line.closed) throw new Refusal('closed');
				const invited = await check(tx, caseId, plan);
				if (!Array.isArray(invited)) return { ok: false, why: invited };
				const previous = await lastOn(tx, caseId, template.kind);
				const row = await insertMeeting(tx, {
					actor,
					caseId,
					template: named(template, line.displayName),
					plan,
					previous: previous?.id ?? null,
					now: now()
				});
				await invitations.set(tx, row, invited);
				await documents.create(tx, { kind: 'meeting', caseId, meetingId: row.id, now: now() });
				await record(tx, actor, { event: 'meeting:drafted', caseId, meetingId: row.id });
				if (!previous || previous.leadsOn) return { ok: true, meeting: row.id };
				await tx
					.update(meetingTable)
					.set({ nextMeetingId: row.id })
					.where(eq(meetingTable.id, previous.id));
				return { ok: true, meeting: row.id, after: previous.id };
			});
			if (!made.ok) return made;
			if (made.after) await carryTopics(parts, made.after);
			return { ok: true, meeting: made.meeting };
		},

		/** Changes what was decided. Those who know of it hear when it is moved. */
		async change(actor: Actor, id: MeetingId, plan: Plan): Promise<Planned | NotNow> {
			const answer = await db.transaction(async (tx): Promise<Planned | NotNow> => {
				const { meeting } = await places.lock(tx, actor, 'plan', id);
				if (meeting.phase !== 'draft' && meeting.phase !== 'invited') {
					return { ok: false, why: 'notNow' };
				}
				const invited = await check(tx, meeting.caseId, plan);
				if (!Array.isArray(invited)) return { ok: false, why: invited };
				const { invited: _members, ...columns } = plan;
				const change = { ...columns, version: meeting.version + 1 };
				await tx.update(meetingTable).set(change).where(eq(meetingTable.id, id));
				const moved =
					meeting.startsAt.getTime() !== plan.startsAt.getTime() || meeting.place !== plan.place;
				await record(tx, actor, {
					event: moved ? 'meeting:moved' : 'meeting:changed',
					caseId: meeting.caseId,
					meetingId: id
				});
				const changed = { ...meeting, ...change };
				await invitations.set(tx, changed, invited);
				if (meeting.phase === 'invited') {
					if (moved) await invitations.tell(tx, 'meetingMoved', changed);
					await invitations.send(tx, changed);
				}
				return { ok: true, meeting: id };
			});
			if (!answer.ok) return answer;
			const document = await states.documentOf(db, id);
			if (document) await parts.reconsider({ documentId: document });
			await states.tell(id);
			return answer;
		},

		/** The minutes of the agenda, adapted for this one meeting. */
		async adapt(
			actor: Actor,
			id: MeetingId,
			minutes: Record<string, number>
		): Promise<{ ok: true } | NotNow> {
			return db.transaction(async (tx) => {
				const { meeting } = await places.lock(tx, actor, 'plan', id);
				if (meeting.clock !== null || !nextPhases[meeting.phase].includes('cancelled')) {
					return { ok: false, why: 'notNow' };
				}
				const steps = meeting.steps.map((step) => {
					const wanted = Math.round(minutes[step.key] ?? step.minutes);
					return { ...step, minutes: Math.min(60, Math.max(step.minMinutes, wanted)) };
				});
				await tx
					.update(meetingTable)
					.set({
						steps,
						minutes: steps.reduce((sum, step) => sum + step.minutes, 0),
						version: meeting.version + 1
					})
					.where(eq(meetingTable.id, id));
				await record(tx, actor, {
					event: 'meeting:adapted',
					caseId: meeting.caseId,
					meetingId: id
				});
				return { ok: true };
			});
		},

		async invite(actor: Actor, id: MeetingId) {
			return turn(actor, id, 'invited', async () => ({ invitedAt: now() }), invitations.send);
		},

		/** The room is opened: seats can ask to be let in, a screen can be paired. */
		async open(actor: Actor, id: MeetingId) {
			let after: MeetingId | null = null;
			const opened = await turn(
				actor,
				id,
				'open',
				async (tx, meeting) => ({
					joinCode: await newJoinCode(tx),
					...(await asNeeded(meeting))
				}),
				async (_tx, meeting) => void (after = meeting.previousMeetingId)
			);
			// Stopped between planning and carrying, the topics are still to come.
			if (opened.ok && after) await carryTopics(parts, after);
			return opened;
		},

		async cancel(actor: Actor, id: MeetingId) {
			return turn(
				actor,
				id,
				'cancelled',
				async () => ({ cancelledAt: now(), joinCode: null }),
				(tx, meeting) => invitations.tell(tx, 'meetingCancelled', meeting)
			);
		}
	};
}
