import { and, eq, isNull } from 'drizzle-orm';
import { DeviceId, newId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import type { DoorState, Entered, PictureSign } from '#lib/model/way-in.ts';
import { record } from '#server/audit/audit.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { sessionCookie } from '#server/sign-in/cookies.ts';
import { hashPassword, passwordFits } from '#server/sign-in/passwords.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import { shortDevice, type From } from '#server/sign-in/sign-in.ts';
import type { Throttle } from '#server/sign-in/throttle.ts';
import { deviceTable, wayInTable } from './tables.ts';

/** The pictures are chosen with the coordinator there; an address that lay about unused is worth nothing. */
export const chooseWithinMs = 60 * 60_000;
/** So many wrong signs since the last right one, and a new address must be made. */
export const mostWrong = 15;
/** A device that lay unused for so long asks for the pictures again. */
export const sleepsAfterMs = 12 * 3_600_000;
/** After this it is no longer known at all. */
export const forgottenAfterMs = 180 * 24 * 3_600_000;
const seenEveryMs = 5 * 60_000;

type WayIn = typeof wayInTable.$inferSelect;

export type CitizenDoor = ReturnType<typeof createCitizenDoor>;

/** The citizen's door: an address alone opens nothing, and pictures without the address neither. */
export function createCitizenDoor({
	db,
	now,
	secure,
	throttle
}: {
	db: Database;
	now: Now;
	secure: boolean;
	/** Guesses at pictures. */
	throttle: Throttle;
}) {
	/** An address that still leads somewhere: not revoked, its citizen on an open case. */
	async function wayIn(secret: string): Promise<WayIn | null> {
		const [row] = await db
			.select({ wayIn: wayInTable })
			.from(wayInTable)
			.innerJoin(memberTable, eq(memberTable.id, wayInTable.memberId))
			.where(
				and(
					eq(wayInTable.tokenHash, hashSecret(secret)),
					isNull(wayInTable.revokedAt),
					isNull(memberTable.removedAt)
				)
			);
		return row?.wayIn ?? null;
	}

	async function known(secret: string | undefined) {
		if (!secret) return null;
		const [row] = await db
			.select({ device: deviceTable, wayIn: wayInTable, name: memberTable.name })
			.from(deviceTable)
			.innerJoin(wayInTable, eq(wayInTable.id, deviceTable.wayInId))
			.innerJoin(memberTable, eq(memberTable.id, wayInTable.memberId))
			.innerJoin(caseTable, eq(caseTable.id, wayInTable.caseId))
			.where(
				and(
					eq(deviceTable.tokenHash, hashSecret(secret)),
					isNull(deviceTable.endedAt),
					isNull(wayInTable.revokedAt),
					isNull(memberTable.removedAt)
				)
			);
		if (!row || unusedMs(row.device) > forgottenAfterMs) return null;
		return row;
	}

	function unusedMs({ seenAt }: typeof deviceTable.$inferSelect): number {
		return now().getTime() - seenAt.getTime();
	}

	function stateOf(found: WayIn | null): DoorState {
		if (!found) return 'none';
		if (found.wrong >= mostWrong) return 'locked';
		if (found.signHash !== null) return 'enter';
		return now().getTime() - found.createdAt.getTime() > chooseWithinMs ? 'late' : 'choose';
	}

	/** The pictures against what is stored; the first ones ever are the citizen's choice. */
	async function fits(found: WayIn, pictures: PictureSign, ip: string): Promise<Entered> {
		const account = `way-in:${found.id}`;
		if (!(await throttle.mayTry(account, `way-in:${ip}`))) return { ok: false, why: 'too-many' };
		const said = pictures.join(' ');
		if (found.signHash === null) {
			// Of two devices that choose at once, one wins, and the other is told to enter.
			const chosen = await db
				.update(wayInTable)
				.set({ signHash: await hashPassword(said) })
				.where(and(eq(wayInTable.id, found.id), isNull(wayInTable.signHash)))
				.returning({ id: wayInTable.id });
			return chosen.length > 0 ? { ok: true } : { ok: false, why: 'wrong' };
		}
		const ok = await passwordFits(found.signHash, said);
		await throttle.tried(account, `way-in:${ip}`, ok);
		await db
			.update(wayInTable)
			.set({ wrong: ok ? 0 : found.wrong + 1 })
			.where(eq(wayInTable.id, found.id));
		if (ok) return { ok: true };
		await record(db, { kind: 'nobody' }, { event: 'way-in:wrong-sign', caseId: found.caseId });
		return { ok: false, why: found.wrong + 1 >= mostWrong ? 'locked' : 'wrong' };
	}

	return {
		cookie() {
			const { name, options } = sessionCookie('citizen', secure);
			return { name, options: { ...options, maxAge: forgottenAfterMs / 1000 } };
		},

		/** What this address, or this device without one, needs in order to come in. */
		async look(secret: string | null, device: string | undefined): Promise<DoorState> {
			if (secret !== null) return stateOf(await wayIn(secret));
			const row = await known(device);
			if (!row) return 'none';
			return row.wayIn.wrong >= mostWrong ? 'locked' : 'enter';
		},

		/** Lets a device in; the answer is the secret for its cookie. */
		async enter(
			{ secret, pictures }: { secret: string | null; pictures: PictureSign },
			device: string | undefined,
			from: From
		): Promise<{ ok: true; secret: string } | Extract<Entered, { ok: false }>> {
			const row = await known(device);
			const found = secret === null ? (row?.wayIn ?? null) : await wayIn(secret);
			const state = stateOf(found);
			if (!found || state === 'none' || state === 'late') return { ok: false, why: 'gone' };
			if (state === 'locked') return { ok: false, why: 'locked' };
			const fitting = await fits(found, pictures, from.ip);
			if (!fitting.ok) return fitting;

			const isKnown = row?.wayIn.id === found.id;
			const id = isKnown ? row.device.id : newId(DeviceId);
			// A new secret each time: whoever copied the old cookie is out.
			const fresh = newSecret();
			await db.transaction(async (tx) => {
				const seen = { tokenHash: hashSecret(fresh), seenAt: now() };
				if (isKnown) await tx.update(deviceTable).set(seen).where(eq(deviceTable.id, id));
				else {
					const label = shortDevice(from.userAgent);
					await tx
						.insert(deviceTable)
						.values({ id, wayInId: found.id, label, createdAt: now(), ...seen });
				}
				await record(tx, 'server', {
					event: 'way-in:entered',
					caseId: found.caseId,
					details: { device: id, known: isKnown }
				});
			});
			return { ok: true, secret: fresh };
		},

		/** Whose device this is. Asking counts as being there; one that slept is nobody's until it wakes. */
		async actorFor(secret: string | undefined): Promise<Actor> {
			const row = await known(secret);
			if (!row || row.wayIn.wrong >= mostWrong) return { kind: 'nobody' };
			const unused = unusedMs(row.device);
			if (unused > sleepsAfterMs) return { kind: 'nobody' };
			if (unused > seenEveryMs) {
				await db
					.update(deviceTable)
					.set({ seenAt: now() })
					.where(eq(deviceTable.id, row.device.id));
			}
			const { memberId, caseId } = row.wayIn;
			return {
				kind: 'citizen',
				id: memberId,
				member: memberId,
				name: row.name,
				caseId,
				device: row.device.id
			};
		}
	};
}
