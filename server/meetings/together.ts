import { and, eq } from 'drizzle-orm';
import { startClock, stopClock } from '#lib/model/clock.ts';
import { newId, SeatId, type CaseId, type MeetingId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Roster } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import type { Templates } from '#server/templates/templates.ts';
import { insertMeeting, named } from './life.ts';
import type { Places } from './place.ts';
import { meetingTable, seatTable } from './tables.ts';

export type TogetherSessions = ReturnType<typeof createTogether>;

/**
 * "Write together": a professional and the citizen at one table, with one screen. It is a meeting
 * like the others, only small: the citizen has a seat in it, without a device of its own, and the
 * professional is its scribe. So the rule for who may write the citizen's words is the one there is.
 */
export function createTogether({
	db,
	now,
	places,
	roster,
	templates,
	reconsider
}: {
	db: Database;
	now: Now;
	places: Places;
	roster: Roster;
	templates: Pick<Templates, 'find'>;
	reconsider: (match: { person?: string; documentId?: string }) => Promise<void>;
}) {
	return {
		/** The professional says that the citizen sits here. Begun twice, it is the same session. */
		async writeTogether(actor: Actor, caseId: CaseId): Promise<MeetingId> {
			if (actor.kind !== 'person' || !(await places.isOnCase(actor, caseId))) {
				throw new Refusal('not-found');
			}
			const template = await templates.find('together');
			if (!template) throw new Refusal('unavailable');
			const id = await db.transaction(async (tx) => {
				const line = await roster.line(tx, caseId);
				if (!line || line.closed) throw new Refusal('closed');
				const citizen = (await roster.of(tx, caseId)).find((one) => one.role === 'citizen');
				if (!citizen) throw new Refusal('not-found');
				const [running] = await tx
					.select({ id: meetingTable.id })
					.from(meetingTable)
					.where(
						and(
							eq(meetingTable.caseId, caseId),
							eq(meetingTable.kind, 'together'),
							eq(meetingTable.phase, 'inProgress'),
							eq(meetingTable.scribe, actor.id)
						)
					);
				if (running) return running.id;

				const called = named(template, line.displayName);
				const meeting = await insertMeeting(tx, {
					actor,
					caseId,
					template: called,
					plan: {
						title: called.title.da,
						place: '',
						callLink: null,
						startsAt: now(),
						facilitator: actor.id,
						backupFacilitator: null,
						invited: []
					},
					previous: null,
					now: now(),
					phase: 'inProgress',
					startedAt: now(),
					clock: startClock(called.steps, now().getTime()),
					scribe: actor.id
				});
				await tx.insert(seatTable).values({
					id: newId(SeatId),
					meetingId: meeting.id,
					memberId: citizen.member,
					name: citizen.name,
					as: 'citizen',
					state: 'in',
					// No device holds it: the seat is the chair beside the professional.
					tokenHash: hashSecret(newSecret()),
					createdAt: now(),
					decidedAt: now()
				});
				await record(tx, actor, { event: 'together:began', caseId, meetingId: meeting.id });
				return meeting.id;
			});
			await reconsider({ person: `person:${actor.id}` });
			return id;
		},

		/** The right to write the citizen's words ends with it. */
		async endTogether(actor: Actor, id: MeetingId): Promise<CaseId> {
			const ended = await db.transaction(async (tx) => {
				const { meeting } = await places.lock(tx, actor, 'end', id);
				if (meeting.kind !== 'together') throw new Refusal('not-found');
				if (meeting.phase !== 'inProgress') return meeting;
				const { clock, steps } = meeting;
				await tx
					.update(meetingTable)
					.set({
						phase: 'closed',
						closedAt: now(),
						scribe: null,
						clock: clock && stopClock(clock, steps, now().getTime()),
						version: meeting.version + 1
					})
					.where(eq(meetingTable.id, id));
				await tx
					.update(seatTable)
					.set({ state: 'ended', decidedAt: now() })
					.where(eq(seatTable.meetingId, id));
				await record(tx, actor, {
					event: 'together:ended',
					caseId: meeting.caseId,
					meetingId: id
				});
				return meeting;
			});
			if (ended.scribe) await reconsider({ person: `person:${ended.scribe}` });
			return ended.caseId;
		}
	};
}
