import { and, count, eq, inArray } from 'drizzle-orm';
import { newId, SeatId, type MeetingId, type PersonId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { sessionCookie } from '#server/sign-in/cookies.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import type { Throttle } from '#server/sign-in/throttle.ts';
import { readSixDigits, roomPhases } from './room-codes.ts';
import { hasRoom } from './room-host.ts';
import { meetingTable, seatTable } from './tables.ts';

/** Nobody can fill the facilitator's list: a room has seldom more than ten chairs. */
const mostWaiting = 20;
export const longestName = 40;

/** What a device at `/seat` is told about itself. */
export type SeatPlace =
	| { is: 'none' }
	| { is: 'waiting'; name: string; facilitator: PersonId }
	| { is: 'refused' }
	| { is: 'in'; meetingId: MeetingId }
	| { is: 'ended' };

export type Seats = ReturnType<typeof createSeats>;

/** A place at the table for citizen and relatives: no account, for one meeting, let in by hand. */
export function createSeats({
	db,
	now,
	secure,
	throttle,
	changed,
	reconsider
}: {
	db: Database;
	now: Now;
	secure: boolean;
	/** Guesses at codes, per address and ten minutes. */
	throttle: Throttle;
	changed: (meetingId: MeetingId) => Promise<void>;
	reconsider: (who: string) => Promise<void>;
}) {
	async function found(secret: string | undefined) {
		if (!secret) return null;
		const [row] = await db
			.select({
				seat: seatTable,
				phase: meetingTable.phase,
				caseId: meetingTable.caseId,
				facilitator: meetingTable.facilitator
			})
			.from(seatTable)
			.innerJoin(meetingTable, eq(meetingTable.id, seatTable.meetingId))
			.where(eq(seatTable.tokenHash, hashSecret(secret)));
		return row ?? null;
	}

	return {
		cookie: () => sessionCookie('seat', secure),

		/**
		 * Somebody stands at the door with a code. An unknown code, one that has ended and one that is
		 * not six digits get the same answer; asking again from the same device is the same wish.
		 */
		async ask(
			wish: { code: string; name: string },
			ip: string,
			former: string | undefined
		): Promise<
			{ ok: true; secret: string } | { ok: false; why: 'unknown' | 'too-many' | 'no-name' }
		> {
			const name = wish.name.replaceAll(/\s+/g, ' ').trim().slice(0, longestName);
			if (name === '') return { ok: false, why: 'no-name' };
			const address = `join:${ip}`;
			if (!(await throttle.mayTry(address, address))) return { ok: false, why: 'too-many' };

			const code = readSixDigits(wish.code);
			const meeting = code === null ? undefined : await meetingWith(db, code);
			if (!meeting) {
				await throttle.tried(address, address, false);
				return { ok: false, why: 'unknown' };
			}
			const known = await found(former);
			if (former && known?.seat.meetingId === meeting.id) {
				if (known.seat.state === 'in') return { ok: true, secret: former };
				if (known.seat.state === 'waiting') {
					await db.update(seatTable).set({ name }).where(eq(seatTable.id, known.seat.id));
					await changed(meeting.id);
					return { ok: true, secret: former };
				}
			}

			const secret = newSecret();
			const id = newId(SeatId);
			const asked = await db.transaction(async (tx) => {
				const [row] = await tx
					.select({ waiting: count() })
					.from(seatTable)
					.where(and(eq(seatTable.meetingId, meeting.id), eq(seatTable.state, 'waiting')));
				if ((row?.waiting ?? 0) >= mostWaiting) return false;
				await tx.insert(seatTable).values({
					id,
					meetingId: meeting.id,
					name,
					as: 'relative',
					state: 'waiting',
					tokenHash: hashSecret(secret),
					createdAt: now()
				});
				await record(
					tx,
					{ kind: 'nobody' },
					{
						event: 'seat:asked',
						caseId: meeting.caseId,
						meetingId: meeting.id,
						details: { seat: id }
					}
				);
				return true;
			});
			if (!asked) return { ok: false, why: 'too-many' };
			await changed(meeting.id);
			return { ok: true, secret };
		},

		/** Where the holder of this secret stands. The page asks again while it waits. */
		async placeOf(secret: string | undefined): Promise<SeatPlace> {
			const row = await found(secret);
			if (!row) return { is: 'none' };
			const { seat, phase, facilitator } = row;
			if (!hasRoom(phase) || seat.state === 'ended') return { is: 'ended' };
			if (seat.state === 'refused') return { is: 'refused' };
			if (seat.state === 'waiting') return { is: 'waiting', name: seat.name, facilitator };
			return { is: 'in', meetingId: seat.meetingId };
		},

		/** Whose seat secret this is; nobody's before the door is opened and after the meeting. */
		async actorFor(secret: string | undefined): Promise<Actor> {
			const row = await found(secret);
			if (!row || row.seat.state !== 'in' || !hasRoom(row.phase)) return { kind: 'nobody' };
			const { id, name, as, memberId, meetingId } = row.seat;
			return { kind: 'seat', id, name, as, member: memberId, caseId: row.caseId, meetingId };
		},

		/** Whoever sits there gets up. */
		async leave(actor: Actor): Promise<void> {
			if (actor.kind !== 'seat') return;
			const ended = await db.transaction(async (tx) => {
				const [seat] = await tx
					.update(seatTable)
					.set({ state: 'ended', decidedAt: now() })
					.where(and(eq(seatTable.id, actor.id), eq(seatTable.state, 'in')))
					.returning({ id: seatTable.id });
				if (!seat) return false;
				const { caseId, meetingId } = actor;
				await record(tx, actor, { event: 'seat:left', caseId, meetingId });
				return true;
			});
			if (!ended) return;
			await reconsider(`seat:${actor.id}`);
			await changed(actor.meetingId);
		}
	};
}

async function meetingWith(db: Database, code: string) {
	const [meeting] = await db
		.select({ id: meetingTable.id, caseId: meetingTable.caseId })
		.from(meetingTable)
		.where(and(eq(meetingTable.joinCode, code), inArray(meetingTable.phase, [...roomPhases])));
	return meeting;
}
