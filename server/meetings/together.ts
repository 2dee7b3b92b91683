import { and, eq } from 'drizzle-orm';
import { copyCard, takeAway } from '#lib/board/move-card.ts';
import { readCards } from '#lib/board/read.ts';
import { startClock, stopClock } from '#lib/model/clock.ts';
import type { Audience } from '#lib/model/document.ts';
import { newId, SeatId, type CaseId, type MeetingId } from '#lib/model/ids.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Roster } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import type { Templates } from '#server/templates/templates.ts';
import type * as Y from 'yjs';
import { insertMeeting, named } from './new-meeting.ts';
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
	access,
	rooms,
	reconsider
}: {
	db: Database;
	now: Now;
	places: Places;
	roster: Roster;
	templates: Pick<Templates, 'find'>;
	access: Pick<AccessQuestions, 'caseDocuments'>;
	rooms: {
		read(documentId: string): Promise<Y.Doc>;
		edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void>;
	};
	reconsider: (match: { person?: string; documentId?: string }) => Promise<void>;
}) {
	/**
	 * The words move to the plan of their audience: copied under the keys they have, then taken away
	 * where they were. Stopped in between they are there twice, and moving them again sets it right.
	 */
	async function shareWords(actor: Actor, id: MeetingId, audience: Audience): Promise<void> {
		const { meeting } = await places.find(db, actor, 'end', id);
		if (meeting.kind !== 'together' || meeting.phase !== 'inProgress') return;
		const plans = (await access.caseDocuments(actor, meeting.caseId)).filter(
			(one) => one.document.kind === 'plan'
		);
		// The scribe alone may write here; whoever is none has nothing to share.
		if (plans.some((one) => one.access !== 'write')) throw new Refusal('not-allowed');
		const to = plans.find((one) => one.document.audience === audience)?.document.id;
		if (!to) return;
		const by = actor.kind === 'nobody' ? 'server' : actorKey(actor);
		for (const { document } of plans) {
			if (document.id === to) continue;
			const from = await rooms.read(document.id);
			const words = readCards(from, 'words');
			const quotes = readCards(from, 'quote').filter((quote) => quote.text.trim() !== '');
			if (words.length + quotes.length === 0) continue;
			await record(db, actor, {
				event: 'words:shared',
				caseId: meeting.caseId,
				meetingId: id,
				documentId: to,
				details: { audience, words: words.length + quotes.length }
			});
			await rooms.edit(to, by, (doc) => {
				for (const { key } of words) copyCard(from, doc, 'words', key);
				for (const { key } of quotes) copyCard(from, doc, 'quote', key);
			});
			await rooms.edit(document.id, by, (doc) => {
				for (const { key } of words) takeAway(doc, 'words', key);
				for (const { key } of quotes) takeAway(doc, 'quote', key);
			});
		}
	}

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

		/**
		 * The right to write the citizen's words ends with it. Who may see them from now on is what the
		 * citizen has just said; null: as it was.
		 */
		async endTogether(
			actor: Actor,
			id: MeetingId,
			audience: Audience | null = null
		): Promise<CaseId> {
			if (audience) await shareWords(actor, id, audience);
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
