import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import type * as Y from 'yjs';
import { readBoard, type Board } from '#lib/board/read.ts';
import type { DocumentKind } from '#lib/model/document.ts';
import {
	emergencyMinutes,
	emergencyShownDays,
	type EmergencyForm,
	type EmergencyNo,
	type EmergencyOpening,
	type EmergencySheet
} from '#lib/model/emergency.ts';
import { EmergencyId, newId, type CaseId } from '#lib/model/ids.ts';
import type { Actor, PersonActor } from '#lib/model/person.ts';
import { accessTo, mayOpenInEmergency } from '#lib/model/policy.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Members } from '#server/cases/members.ts';
import { caseTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { Demand } from '#server/documents/demand.ts';
import { documentTable } from '#server/documents/tables.ts';
import { personTable } from '#server/people/tables.ts';
import type { From } from '#server/sign-in/sign-in.ts';
import { emergencyTable } from './tables.ts';

export interface EmergencyParts {
	db: Database;
	now: Now;
	demand: Demand;
	members: Pick<Members, 'of'>;
	/** Asks who one is once more, as the sign-in does. */
	passwords: {
		confirm(
			actor: PersonActor,
			password: string,
			from: From
		): Promise<{ ok: true } | { ok: false; why: 'wrong' | 'too-many' }>;
	};
	rooms: { read(documentId: string): Promise<Y.Doc> };
}

export type Emergencies = ReturnType<typeof createEmergencies>;

/**
 * [P12] A professional who is not on a case and must act now. They say why and who they are once more;
 * it is written down before anything is shown, the coordinators see it, and it ends by itself. Nothing
 * of it is live: a sheet to read, so that no socket outlasts it.
 */
export function createEmergencies({ db, now, demand, members, passwords, rooms }: EmergencyParts) {
	/** Whoever has the door; to everybody else there is none. */
	function atDoor(actor: Actor): PersonActor {
		if (actor.kind !== 'person') throw new Refusal('not-signed-in');
		if (!mayOpenInEmergency(actor.duties)) throw new Refusal('not-found');
		return actor;
	}

	const openOf = (actor: PersonActor, caseId: CaseId) =>
		and(
			eq(emergencyTable.caseId, caseId),
			eq(emergencyTable.personId, actor.id),
			gt(emergencyTable.endsAt, now())
		);

	/** The one that is open now, of this person on this case. Without one, the case is not there. */
	async function openNow(actor: PersonActor, caseId: CaseId) {
		const [row] = await db
			.select({
				id: emergencyTable.id,
				endsAt: emergencyTable.endsAt,
				number: caseTable.number,
				displayName: caseTable.displayName
			})
			.from(emergencyTable)
			.innerJoin(caseTable, eq(caseTable.id, emergencyTable.caseId))
			.where(openOf(actor, caseId))
			.orderBy(desc(emergencyTable.endsAt))
			.limit(1);
		if (!row) throw new Refusal('not-found');
		return row;
	}

	/** Documents of one kind that an emergency opens, as plain data. */
	async function boards<Kind extends DocumentKind>(
		caseId: CaseId,
		kind: Kind
	): Promise<Board<Kind>[]> {
		const rows = await db
			.select({ id: documentTable.id, audience: documentTable.audience })
			.from(documentTable)
			.where(
				and(
					eq(documentTable.caseId, caseId),
					eq(documentTable.kind, kind),
					isNull(documentTable.deletedAt)
				)
			);
		const readable = rows.filter(
			({ audience }) => accessTo({ kind, audience }, { is: 'emergency' }) !== 'none'
		);
		return Promise.all(readable.map(async ({ id }) => readBoard(kind, await rooms.read(id))));
	}

	return {
		/** Whether somebody finds the door at all; everybody else gets 404. */
		mayOpen: (actor: Actor): void => void atDoor(actor),

		/** Opens a case for an hour. A closed case stays closed to those who are not on it. */
		async open(
			asking: Actor,
			{ number, reason, password }: EmergencyForm,
			from: From
		): Promise<{ ok: true; case: CaseId } | { ok: false; why: EmergencyNo; case?: CaseId }> {
			const actor = atDoor(asking);
			const sure = await passwords.confirm(actor, password, from);
			if (!sure.ok) {
				return { ok: false, why: sure.why === 'wrong' ? 'wrong-password' : 'too-many' };
			}
			const [found] = await db
				.select({ id: caseTable.id })
				.from(caseTable)
				.where(and(eq(caseTable.number, number), isNull(caseTable.closedAt)));
			if (!found) {
				// Trying numbers is looking for cases: it is seen as well.
				await record(db, actor, { event: 'emergency:missed' });
				return { ok: false, why: 'no-such-case' };
			}
			if ((await members.of(found.id)).some(({ person }) => person === actor.id)) {
				return { ok: false, why: 'own', case: found.id };
			}
			const openedAt = now();
			const id = newId(EmergencyId);
			await db.transaction(async (tx) => {
				await tx.insert(emergencyTable).values({
					id,
					caseId: found.id,
					personId: actor.id,
					reason,
					openedAt,
					endsAt: new Date(openedAt.getTime() + emergencyMinutes * 60_000)
				});
				await record(tx, actor, {
					event: 'emergency:opened',
					caseId: found.id,
					details: { emergency: id }
				});
			});
			return { ok: true, case: found.id };
		},

		/** What may be read meanwhile. Whoever has nothing open must not learn that the case exists. */
		async sheet(asking: Actor, caseId: CaseId): Promise<EmergencySheet> {
			const actor = atDoor(asking);
			const open = await openNow(actor, caseId);
			await record(db, actor, {
				event: 'emergency:read',
				caseId,
				details: { emergency: open.id }
			});
			const [people, agreements, plans] = await Promise.all([
				members.of(caseId),
				boards(caseId, 'agreements'),
				boards(caseId, 'plan')
			]);
			const nameOf = (id: string | null) => people.find((one) => one.id === id)?.name ?? null;
			return {
				number: open.number,
				displayName: open.displayName,
				endsAt: open.endsAt,
				leftMs: open.endsAt.getTime() - now().getTime(),
				team: people
					.filter(({ person }) => person !== null)
					.map(({ name, side, role }) => ({ name, side, coordinates: role === 'coordinator' })),
				steps: agreements
					.flatMap(({ cards }) => cards.nextSteps)
					.filter(({ status }) => status !== 'done' && status !== 'notDone')
					.map(({ key, what, owner, due }) => ({ key, what, owner: nameOf(owner), due })),
				relapse: plans
					.flatMap(({ cards }) => cards.relapse)
					.map(({ key, level, line, text, phone }) => ({ key, level, line, text, phone }))
			};
		},

		/** Ends it before its time. */
		async end(asking: Actor, caseId: CaseId): Promise<void> {
			const actor = atDoor(asking);
			const open = await openNow(actor, caseId);
			await db.transaction(async (tx) => {
				await tx.update(emergencyTable).set({ endsAt: now() }).where(openOf(actor, caseId));
				await record(tx, actor, {
					event: 'emergency:ended',
					caseId,
					details: { emergency: open.id }
				});
			});
		},

		/** Who has opened this case of late, for those who see its history: its coordinators. */
		async ofCase(actor: Actor, caseId: CaseId): Promise<EmergencyOpening[]> {
			await demand(actor, caseId, 'history');
			const since = new Date(now().getTime() - emergencyShownDays * 86_400_000);
			const rows = await db
				.select({
					id: emergencyTable.id,
					who: personTable.name,
					reason: emergencyTable.reason,
					openedAt: emergencyTable.openedAt,
					until: emergencyTable.endsAt
				})
				.from(emergencyTable)
				.innerJoin(personTable, eq(personTable.id, emergencyTable.personId))
				.where(and(eq(emergencyTable.caseId, caseId), gt(emergencyTable.openedAt, since)))
				.orderBy(desc(emergencyTable.openedAt));
			return rows.map((row) => ({ ...row, isOpen: row.until > now() }));
		}
	};
}
