import { and, eq, inArray } from 'drizzle-orm';
import type { CaseId, MeetingId, MemberId, SeatId } from '#lib/model/ids.ts';
import type { Actor, CaseRole } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { hosted } from './room-host.ts';
import { longestName } from './seats.ts';
import { invitationTable, seatTable } from './tables.ts';

/** What the facilitator sees of somebody at the door or in the room. */
export interface SeatAtDoor {
	id: SeatId;
	name: string;
	state: 'waiting' | 'in';
	as: 'citizen' | 'relative';
	member: MemberId | null;
	since: Date;
}

/** Who the facilitator says it is. */
export type Recognised =
	{ is: 'member'; member: MemberId } | { is: 'relative'; name: string; relation: string | null };

/** People on the case without an account, from the cases' own folder. */
export interface CaseMembers {
	member(
		tx: Transaction,
		caseId: CaseId,
		member: MemberId
	): Promise<{ name: string; role: CaseRole } | null>;
	addRelative(
		tx: Transaction,
		caseId: CaseId,
		who: { name: string; relation: string | null }
	): Promise<MemberId>;
}

export type Door = ReturnType<typeof createDoor>;

/** The door to the room, as the facilitator holds it: who waits, who is in, who is let in as whom. */
export function createDoor({
	db,
	now,
	members,
	changed,
	reconsider
}: {
	db: Database;
	now: Now;
	members: CaseMembers;
	changed: (meetingId: MeetingId) => Promise<void>;
	reconsider: (who: string) => Promise<void>;
}) {
	/** A seat at the facilitator's own meeting, locked. */
	async function hostedSeat(tx: Transaction, actor: Actor, seatId: SeatId) {
		const [seat] = await tx.select().from(seatTable).where(eq(seatTable.id, seatId)).for('update');
		if (!seat) throw new Refusal('not-found');
		const { meeting } = await hosted(tx, actor, seat.meetingId);
		return { seat, meeting };
	}

	async function decide(
		tx: Transaction,
		seatId: SeatId,
		decision: Partial<typeof seatTable.$inferInsert>
	): Promise<void> {
		await tx
			.update(seatTable)
			.set({ ...decision, decidedAt: now() })
			.where(eq(seatTable.id, seatId));
	}

	async function recognise(tx: Transaction, caseId: CaseId, who: Recognised) {
		if (who.is === 'relative') {
			const name = who.name.trim().slice(0, longestName);
			const memberId = await members.addRelative(tx, caseId, { name, relation: who.relation });
			return { memberId, name, as: 'relative' as const };
		}
		const member = await members.member(tx, caseId, who.member);
		if (!member || (member.role !== 'citizen' && member.role !== 'relative')) {
			throw new Refusal('not-found');
		}
		return { memberId: who.member, name: member.name, as: member.role };
	}

	return {
		/** Who waits and who is in, oldest first. */
		async look(actor: Actor, meetingId: MeetingId): Promise<SeatAtDoor[]> {
			return db.transaction(async (tx) => {
				await hosted(tx, actor, meetingId);
				const rows = await tx
					.select()
					.from(seatTable)
					.where(
						and(eq(seatTable.meetingId, meetingId), inArray(seatTable.state, ['waiting', 'in']))
					)
					.orderBy(seatTable.createdAt);
				return rows.map(({ id, name, state, as, memberId, createdAt }) => ({
					id,
					name,
					state: state === 'in' ? ('in' as const) : ('waiting' as const),
					as,
					member: memberId,
					since: createdAt
				}));
			});
		},

		/** The facilitator knows the person and says who it is; being let in is being present. */
		async letIn(actor: Actor, seatId: SeatId, who: Recognised): Promise<void> {
			const meetingId = await db.transaction(async (tx) => {
				const { seat, meeting } = await hostedSeat(tx, actor, seatId);
				if (seat.state !== 'waiting') throw new Refusal('changed');
				const { memberId, name, as } = await recognise(tx, meeting.caseId, who);
				await decide(tx, seatId, { state: 'in', memberId, name, as });
				await tx
					.insert(invitationTable)
					.values({ meetingId: meeting.id, memberId, attended: true })
					.onConflictDoUpdate({
						target: [invitationTable.meetingId, invitationTable.memberId],
						set: { attended: true }
					});
				await record(tx, actor, {
					event: 'seat:let-in',
					caseId: meeting.caseId,
					meetingId: meeting.id,
					details: { seat: seatId, member: memberId, as }
				});
				return meeting.id;
			});
			await reconsider(`seat:${seatId}`);
			await changed(meetingId);
		},

		async refuse(actor: Actor, seatId: SeatId): Promise<void> {
			const meetingId = await db.transaction(async (tx) => {
				const { seat, meeting } = await hostedSeat(tx, actor, seatId);
				if (seat.state !== 'waiting') throw new Refusal('changed');
				await decide(tx, seatId, { state: 'refused' });
				await record(tx, actor, {
					event: 'seat:refused',
					caseId: meeting.caseId,
					meetingId: meeting.id,
					details: { seat: seatId }
				});
				return meeting.id;
			});
			await changed(meetingId);
		},

		/** A wrong person, a lost phone: the seat ends, and its sockets with it. */
		async sendAway(actor: Actor, seatId: SeatId): Promise<void> {
			const meetingId = await db.transaction(async (tx) => {
				const { seat, meeting } = await hostedSeat(tx, actor, seatId);
				if (seat.state !== 'in') return null;
				await decide(tx, seatId, { state: 'ended' });
				await record(tx, actor, {
					event: 'seat:sent-away',
					caseId: meeting.caseId,
					meetingId: meeting.id,
					details: { seat: seatId }
				});
				return meeting.id;
			});
			if (meetingId === null) return;
			await reconsider(`seat:${seatId}`);
			await changed(meetingId);
		},

		/** The meeting is over. In the transaction that closes it; returns whom to reconsider. */
		async end(tx: Transaction, meetingId: MeetingId): Promise<string[]> {
			const gone = await tx
				.update(seatTable)
				.set({ state: 'ended', decidedAt: now() })
				.where(and(eq(seatTable.meetingId, meetingId), inArray(seatTable.state, ['waiting', 'in'])))
				.returning({ id: seatTable.id });
			return gone.map(({ id }) => `seat:${id}`);
		}
	};
}
