import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import { newId, ScreenId, type MeetingId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { sessionCookie } from '#server/sign-in/cookies.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import type { Throttle } from '#server/sign-in/throttle.ts';
import { newPin, readSixDigits } from './room-codes.ts';
import { hasRoom, hosted } from './room-host.ts';
import { meetingTable, screenTable } from './tables.ts';

/** A PIN nobody typed is replaced, together with the secret that belongs to it. */
const pinMinutes = 10;
/** How long "Tak for i dag" stays before the device offers itself again. */
const farewellMinutes = 5;

/** What a device at `/screen` is told about itself. */
export type ScreenPlace =
	| { is: 'pin'; pin: string }
	| { is: 'paired'; id: ScreenId; meetingId: MeetingId }
	| { is: 'ended' };

export type Screens = ReturnType<typeof createScreens>;

/** The shared screen is a device, not a person: it has no account, and a meeting lends it eyes. */
export function createScreens({
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
	/** Guesses at PINs, and new screens, per ten minutes. */
	throttle: Throttle;
	/** Tells the meeting's screens of its new state. */
	changed: (meetingId: MeetingId) => Promise<void>;
	/** Asks admission again for this actor key. */
	reconsider: (who: string) => Promise<void>;
}) {
	async function found(secret: string | undefined) {
		if (!secret) return null;
		const [row] = await db
			.select({ screen: screenTable, phase: meetingTable.phase })
			.from(screenTable)
			.leftJoin(meetingTable, eq(meetingTable.id, screenTable.meetingId))
			.where(eq(screenTable.tokenHash, hashSecret(secret)));
		return row ?? null;
	}

	function minutesAgo(minutes: number): Date {
		return new Date(now().getTime() - minutes * 60_000);
	}

	async function placeOf(secret: string | undefined): Promise<ScreenPlace | null> {
		const row = await found(secret);
		if (!row) return null;
		const { id, meetingId, pin, createdAt, endedAt } = row.screen;
		if (endedAt) return endedAt > minutesAgo(farewellMinutes) ? { is: 'ended' } : null;
		if (meetingId) {
			return row.phase && hasRoom(row.phase) ? { is: 'paired', id, meetingId } : { is: 'ended' };
		}
		return pin && createdAt > minutesAgo(pinMinutes) ? { is: 'pin', pin } : null;
	}

	/** The meeting's one screen, changed; the meeting is told. */
	async function set(
		actor: Actor,
		meetingId: MeetingId,
		event: `screen:${string}`,
		change: Partial<typeof screenTable.$inferInsert>
	): Promise<void> {
		await db.transaction(async (tx) => {
			const { meeting } = await hosted(tx, actor, meetingId);
			const [screen] = await tx
				.update(screenTable)
				.set(change)
				.where(and(eq(screenTable.meetingId, meetingId), isNull(screenTable.endedAt)))
				.returning({ id: screenTable.id });
			if (!screen) throw new Refusal('not-found');
			await record(tx, actor, {
				event,
				caseId: meeting.caseId,
				meetingId,
				details: { screen: screen.id }
			});
		});
		await changed(meetingId);
	}

	/** The screen that shows this PIN now. */
	async function showing(tx: Transaction, pin: string): Promise<ScreenId | undefined> {
		const [screen] = await tx
			.select({ id: screenTable.id })
			.from(screenTable)
			.where(
				and(
					eq(screenTable.pin, pin),
					isNull(screenTable.meetingId),
					isNull(screenTable.endedAt),
					gt(screenTable.createdAt, minutesAgo(pinMinutes))
				)
			)
			.for('update');
		return screen?.id;
	}

	async function ended(tx: Transaction, meetingId: MeetingId): Promise<ScreenId[]> {
		const gone = await tx
			.update(screenTable)
			.set({ endedAt: now() })
			.where(and(eq(screenTable.meetingId, meetingId), isNull(screenTable.endedAt)))
			.returning({ id: screenTable.id });
		return gone.map((screen) => screen.id);
	}

	return {
		cookie: () => sessionCookie('screen', secure),

		/** Null: the device must appear again. */
		placeOf,

		/**
		 * A device looks at `/screen`. It is told its place; a device that has none, or whose PIN has
		 * run out, gets a new one and the secret to keep for it.
		 */
		async appear(
			secret: string | undefined,
			ip: string
		): Promise<{ place: ScreenPlace; secret: string | null }> {
			const place = await placeOf(secret);
			if (place) return { place, secret: null };

			const address = `screen:${ip}`;
			if (!(await throttle.mayTry(address, address))) throw new Refusal('too-many');
			await throttle.tried(address, address, false);
			const fresh = newSecret();
			const pin = await db.transaction(async (tx) => {
				await tx
					.delete(screenTable)
					.where(
						and(isNull(screenTable.meetingId), lt(screenTable.createdAt, minutesAgo(pinMinutes)))
					);
				const made = await newPin(tx);
				await tx.insert(screenTable).values({
					id: newId(ScreenId),
					pin: made,
					tokenHash: hashSecret(fresh),
					createdAt: now()
				});
				return made;
			});
			return { place: { is: 'pin', pin }, secret: fresh };
		},

		/** Whose screen secret this is; nobody's once its meeting is over. */
		async actorFor(secret: string | undefined): Promise<Actor> {
			const place = await placeOf(secret);
			if (place?.is !== 'paired') return { kind: 'nobody' };
			return { kind: 'screen', id: place.id, meetingId: place.meetingId };
		},

		/** A meeting has one screen: a new one takes the place of the old. */
		async pair(
			actor: Actor,
			meetingId: MeetingId,
			typed: string
		): Promise<{ ok: true; screen: ScreenId } | { ok: false; why: 'unknown' | 'too-many' }> {
			if (actor.kind !== 'person') throw new Refusal('not-found');
			const guesser = `pair:${actor.id}`;
			if (!(await throttle.mayTry(guesser, guesser))) return { ok: false, why: 'too-many' };
			const pin = readSixDigits(typed);

			const paired = await db.transaction(async (tx) => {
				const { meeting } = await hosted(tx, actor, meetingId);
				const screen = pin === null ? undefined : await showing(tx, pin);
				if (!screen) return null;
				const former = await ended(tx, meetingId);
				await tx
					.update(screenTable)
					.set({ meetingId, pin: null, pairedAt: now() })
					.where(eq(screenTable.id, screen));
				await record(tx, actor, {
					event: 'screen:paired',
					caseId: meeting.caseId,
					meetingId,
					details: { screen }
				});
				return { screen, former };
			});

			if (!paired) {
				await throttle.tried(guesser, guesser, false);
				return { ok: false, why: 'unknown' };
			}
			await changed(meetingId);
			for (const id of paired.former) await reconsider(`screen:${id}`);
			return { ok: true, screen: paired.screen };
		},

		async unpair(actor: Actor, meetingId: MeetingId): Promise<void> {
			const gone = await db.transaction(async (tx) => {
				const { meeting } = await hosted(tx, actor, meetingId);
				const screens = await ended(tx, meetingId);
				for (const screen of screens) {
					await record(tx, actor, {
						event: 'screen:unpaired',
						caseId: meeting.caseId,
						meetingId,
						details: { screen }
					});
				}
				return screens;
			});
			await changed(meetingId);
			for (const id of gone) await reconsider(`screen:${id}`);
		},

		/** Wanted by the facilitator; true only once the screen itself has said so. */
		async blank(actor: Actor, meetingId: MeetingId, blank: boolean): Promise<void> {
			await set(actor, meetingId, blank ? 'screen:blanked' : 'screen:shown', {
				blank,
				blankConfirmed: false
			});
		},

		async dress(
			actor: Actor,
			meetingId: MeetingId,
			look: { theme?: 'light' | 'dark'; textSize?: 'normal' | 'large' }
		): Promise<void> {
			await set(actor, meetingId, 'screen:dressed', look);
		},

		/** The screen says what is on it now. What it says late, after another wish, does not count. */
		async confirmBlank(actor: Actor, blank: boolean): Promise<void> {
			if (actor.kind !== 'screen') throw new Refusal('not-found');
			const [screen] = await db
				.update(screenTable)
				.set({ blankConfirmed: blank })
				.where(
					and(
						eq(screenTable.id, actor.id),
						eq(screenTable.blank, blank),
						eq(screenTable.blankConfirmed, !blank),
						isNull(screenTable.endedAt)
					)
				)
				.returning({ id: screenTable.id });
			if (!screen) return;
			await record(db, actor, {
				event: blank ? 'screen:blank-confirmed' : 'screen:shown-confirmed',
				meetingId: actor.meetingId
			});
			await changed(actor.meetingId);
		},

		/** The meeting is over. In the transaction that closes it; returns whom to reconsider. */
		async end(tx: Transaction, meetingId: MeetingId): Promise<string[]> {
			return (await ended(tx, meetingId)).map((id) => `screen:${id}`);
		}
	};
}
