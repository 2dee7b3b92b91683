import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import { newId, WayInId, type CaseId, type DeviceId, type MemberId } from '#lib/model/ids.ts';
import { actorKey, type Actor, type OwnDeviceActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { OwnDevice } from '#lib/model/way-in.ts';
import { record } from '#server/audit/audit.ts';
import type { Roster } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { Demand } from '#server/documents/demand.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import { chooseWithinMs, mostWrong } from './citizen-door.ts';
import { deviceTable, wayInTable } from './tables.ts';

/** The citizen's address as those on the case see it: that it is there, never what it is. */
export interface WayInState {
	/** An instant. */
	since: string;
	/** `waiting`: pictures can still be chosen. `late`: nobody chose them in time. */
	state: 'waiting' | 'late' | 'ready' | 'locked';
	devices: OwnDevice[];
}

export type WaysIn = ReturnType<typeof createWaysIn>;

/** Making, renewing and taking back the citizen's own address; and its devices. */
export function createWaysIn({
	db,
	now,
	demand,
	roster,
	reconsider
}: {
	db: Database;
	now: Now;
	demand: Demand;
	roster: Roster;
	/** Open lines of this citizen, or of one device, are asked again. */
	reconsider: (match: { person: string } | { session: string }) => Promise<void>;
}) {
	async function current(caseId: CaseId) {
		const [row] = await db
			.select()
			.from(wayInTable)
			.where(and(eq(wayInTable.caseId, caseId), isNull(wayInTable.revokedAt)))
			.orderBy(desc(wayInTable.createdAt))
			.limit(1);
		return row ?? null;
	}

	async function devicesOf(wayIn: WayInId, own: DeviceId | null): Promise<OwnDevice[]> {
		const rows = await db
			.select()
			.from(deviceTable)
			.where(and(eq(deviceTable.wayInId, wayIn), isNull(deviceTable.endedAt)))
			.orderBy(desc(deviceTable.seenAt));
		return rows.map(({ id, label, createdAt, seenAt }) => ({
			id,
			label,
			since: createdAt.toISOString(),
			seenAt: seenAt.toISOString(),
			current: id === own
		}));
	}

	/** Every address of the case, and what was let in by it, ends. */
	async function endAll(tx: Transaction, caseId: CaseId): Promise<void> {
		const ended = await tx
			.update(wayInTable)
			.set({ revokedAt: now() })
			.where(and(eq(wayInTable.caseId, caseId), isNull(wayInTable.revokedAt)))
			.returning({ id: wayInTable.id });
		const ids = ended.map(({ id }) => id);
		if (ids.length === 0) return;
		await tx
			.update(deviceTable)
			.set({ endedAt: now() })
			.where(and(inArray(deviceTable.wayInId, ids), isNull(deviceTable.endedAt)));
	}

	const citizenKey = (member: MemberId) => `citizen:${member}`;

	async function endDevice(actor: Actor, caseId: CaseId, device: DeviceId): Promise<void> {
		const wayIn = await current(caseId);
		if (!wayIn) throw new Refusal('not-found');
		await db.transaction(async (tx) => {
			const ended = await tx
				.update(deviceTable)
				.set({ endedAt: now() })
				.where(
					and(
						eq(deviceTable.id, device),
						eq(deviceTable.wayInId, wayIn.id),
						isNull(deviceTable.endedAt)
					)
				)
				.returning({ id: deviceTable.id });
			if (ended.length === 0) throw new Refusal('not-found');
			await record(tx, actor, { event: 'way-in:device-ended', caseId, details: { device } });
		});
		await reconsider({ session: `device:${device}` });
	}

	return {
		async of(actor: Actor, caseId: CaseId): Promise<WayInState | null> {
			await demand(actor, caseId, 'open');
			const row = await current(caseId);
			if (!row) return null;
			const isLate = now().getTime() - row.createdAt.getTime() > chooseWithinMs;
			return {
				since: row.createdAt.toISOString(),
				state:
					row.wrong >= mostWrong
						? 'locked'
						: row.signHash !== null
							? 'ready'
							: isLate
								? 'late'
								: 'waiting',
				devices: await devicesOf(row.id, null)
			};
		},

		/** A new address, with the citizen there. The old one and its devices end. Told once, never again. */
		async make(actor: Actor, caseId: CaseId): Promise<string> {
			const { actor: by } = await demand(actor, caseId, 'profile');
			const citizen = (await roster.of(db, caseId)).find(({ role }) => role === 'citizen');
			if (!citizen) throw new Refusal('not-found');
			const secret = newSecret();
			await db.transaction(async (tx) => {
				await endAll(tx, caseId);
				await tx.insert(wayInTable).values({
					id: newId(WayInId),
					caseId,
					memberId: citizen.member,
					tokenHash: hashSecret(secret),
					madeBy: by.id,
					createdAt: now()
				});
				await record(tx, by, { event: 'way-in:made', caseId });
			});
			await reconsider({ person: citizenKey(citizen.member) });
			return secret;
		},

		/** A lost phone, a found paper: the address and all its devices end at once. */
		async revoke(actor: Actor, caseId: CaseId): Promise<void> {
			const { actor: by } = await demand(actor, caseId, 'profile');
			const row = await current(caseId);
			await db.transaction(async (tx) => {
				await endAll(tx, caseId);
				await record(tx, by, { event: 'way-in:revoked', caseId });
			});
			if (row) await reconsider({ person: citizenKey(row.memberId) });
		},

		async endDevice(actor: Actor, caseId: CaseId, device: DeviceId): Promise<void> {
			await demand(actor, caseId, 'profile');
			await endDevice(actor, caseId, device);
		},

		/** The citizen's own devices, for the citizen. */
		async mine(actor: OwnDeviceActor): Promise<OwnDevice[]> {
			const row = await current(actor.caseId);
			return row ? devicesOf(row.id, actor.device) : [];
		},

		async endMine(actor: OwnDeviceActor, device: DeviceId): Promise<void> {
			await endDevice(actor, actor.caseId, device);
		},

		/** The citizen stops: no address, no device, until a new one is made together. */
		async stop(actor: OwnDeviceActor): Promise<void> {
			await db.transaction(async (tx) => {
				await endAll(tx, actor.caseId);
				await record(tx, actor, { event: 'way-in:stopped', caseId: actor.caseId });
			});
			await reconsider({ person: actorKey(actor) });
		}
	};
}
