import { hashText } from '#lib/board/hash-text.ts';
import type { MeetingId, MemberId } from '#lib/model/ids.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import { isRefusal, Refusal } from '#lib/model/refusal.ts';
import type { RoomAnswer, RoomCommand } from '#lib/model/room-commands.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import type { Roster } from '#server/cases/roster.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { Records } from '#server/records/records.ts';
import type { Moods } from './moods.ts';
import type { Places } from './place.ts';
import type { RunningMeetings } from './run.ts';
import type { Seats } from './seats.ts';

/** What a companion shows of its holder, beside the room. */
export interface RoomHolder {
	key: string;
	member: string | null;
	name: string;
	mood: { in: number | null; out: number | null };
	answers: Record<
		string,
		{ answer: 'accepted' | 'declined' | 'talk' | 'approved'; changedSince: boolean }
	>;
}

type Companion = Extract<Actor, { kind: 'seat' | 'person' }>;

/** What seats and phones in the room do. A screen does nothing, and nobody is nobody. */
export function createRoomCommands({
	db,
	access,
	roster,
	places,
	running,
	records,
	moods,
	seats
}: {
	db: Database;
	access: AccessQuestions;
	roster: Roster;
	places: Places;
	running: Pick<RunningMeetings, 'command'>;
	records: Pick<Records, 'answer' | 'list'>;
	moods: Moods;
	seats: Pick<Seats, 'leave'>;
}) {
	/** The case of a meeting that this actor takes part in now. */
	async function caseOf(actor: Actor, id: MeetingId) {
		if (actor.kind !== 'person' && actor.kind !== 'seat') throw new Refusal('not-found');
		const { meeting } = await places.find(db, actor, 'takePart', id);
		return { who: actor, caseId: meeting.caseId };
	}

	async function agreementsOf(actor: Actor, caseId: Parameters<Roster['of']>[1]) {
		const documents = await access.caseDocuments(actor, caseId);
		const agreements = documents.find(({ document }) => document.kind === 'agreements');
		return agreements && agreements.access !== 'none' ? agreements.document.id : null;
	}

	async function answer(
		actor: Companion,
		caseId: Parameters<Roster['of']>[1],
		said: Extract<RoomCommand, { do: 'answer' }>
	): Promise<RoomAnswer> {
		const agreements = await agreementsOf(actor, caseId);
		if (agreements === null) throw new Refusal('not-allowed');
		try {
			await records.answer(actor, agreements, {
				kind: 'nextStep',
				subject: said.step,
				answer: said.answer,
				reason: null,
				textHash: hashText(said.seen)
			});
			return { ok: true };
		} catch (fault) {
			if (isRefusal(fault) && fault.refusal === 'changed') return { ok: false, why: 'changed' };
			throw fault;
		}
	}

	/** Somebody without an account who sits with a professional. A seat answers for nobody else. */
	async function besideOf(
		actor: Companion,
		caseId: Parameters<Roster['of']>[1],
		member: MemberId
	): Promise<MemberId> {
		const people = actor.kind === 'person' ? await roster.of(db, caseId) : [];
		const found = people.find((one) => one.member === member);
		if (found?.role !== 'citizen' && found?.role !== 'relative') throw new Refusal('not-allowed');
		return member;
	}

	return {
		async command(actor: Actor, id: MeetingId, command: RoomCommand): Promise<RoomAnswer> {
			const { who, caseId } = await caseOf(actor, id);
			switch (command.do) {
				case 'raiseHand':
				case 'lowerHand': {
					const done = await running.command(who, id, command);
					// Pressed twice, or lowered by the facilitator meanwhile: it is as it was wanted.
					return done.ok || done.why === 'changed' ? { ok: true } : { ok: false, why: 'notNow' };
				}
				case 'answer':
					return answer(who, caseId, command);
				case 'mood': {
					const beside =
						command.for === undefined ? null : await besideOf(who, caseId, command.for);
					await moods.choose(who, id, command.moment, command.face, beside);
					return { ok: true };
				}
				case 'leave':
					await seats.leave(who);
					return { ok: true };
				default:
					return unreachable(command);
			}
		},

		async holder(actor: Actor, id: MeetingId): Promise<RoomHolder> {
			const { who, caseId } = await caseOf(actor, id);
			const key = actorKey(who);
			const agreements = await agreementsOf(who, caseId);
			const said = agreements === null ? [] : await records.list(who, agreements);
			const people = who.kind === 'person' ? await roster.of(db, caseId) : [];
			return {
				key,
				name: who.name,
				member:
					who.kind === 'seat'
						? who.member
						: (people.find((one) => one.person === who.id)?.member ?? null),
				mood: await moods.mine(who, id),
				answers: Object.fromEntries(
					said
						.filter((one) => one.by === key && one.kind === 'nextStep')
						.map(({ subject, answer: given, changedSince }) => [
							subject,
							{ answer: given, changedSince }
						])
				)
			};
		}
	};
}
