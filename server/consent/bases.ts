import { and, asc, eq, isNull } from 'drizzle-orm';
import { dateOf, type DateString } from '#lib/model/dates.ts';
import type { Theme } from '#lib/model/document.ts';
import { BasisId, newId, type CaseId, type PersonId } from '#lib/model/ids.ts';
import { actorKey, type Actor, type Area } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { Demand } from '#server/documents/demand.ts';
import { basisTable } from './tables.ts';

export type Grantee =
	{ kind: 'organisation'; area: Area } | { kind: 'person'; person: PersonId } | { kind: 'network' };

export interface NewBasis {
	themes: readonly Theme[];
	grantee: Grantee;
	kind: 'consent' | 'legal';
	/** How consent was given, or which law. */
	ground: string;
	from: DateString;
	/** The last day it holds. */
	until: DateString | null;
}

/** `ahead`: it begins later. `past`: its last day is over. */
export type BasisState = 'holds' | 'ahead' | 'past' | 'withdrawn';

export interface Basis {
	id: BasisId;
	theme: Theme;
	grantee: Grantee;
	kind: 'consent' | 'legal';
	ground: string;
	from: DateString;
	until: DateString | null;
	state: BasisState;
	withdrawnAt: Date | null;
	withdrawalReason: string | null;
}

export interface BasesParts {
	db: Database;
	now: Now;
	demand: Demand;
	/** Closes or opens live documents for those concerned, within a second. */
	rightsChanged: (caseId: CaseId) => Promise<void>;
	/** Whether somebody is on the team of the case. */
	isOnTeam: (caseId: CaseId, person: PersonId) => Promise<boolean>;
}

export type Bases = ReturnType<typeof createBases>;

export function createBases({ db, now, demand, rightsChanged, isOnTeam }: BasesParts) {
	async function of(caseId: CaseId): Promise<Basis[]> {
		const today = dateOf(now());
		const rows = await db
			.select()
			.from(basisTable)
			.where(eq(basisTable.caseId, caseId))
			.orderBy(asc(basisTable.recordedAt));
		return rows.map((row) => ({
			id: row.id,
			theme: row.theme,
			grantee: granteeOf(row),
			kind: row.kind,
			ground: row.ground,
			from: row.from,
			until: row.until,
			state: stateOf(row, today),
			withdrawnAt: row.withdrawnAt,
			withdrawalReason: row.withdrawalReason
		}));
	}

	return {
		/** For nouns that have asked already. */
		of,

		/** Everything recorded, the newest last: who may know what, and why. */
		async list(actor: Actor, caseId: CaseId): Promise<Basis[]> {
			await demand(actor, caseId, 'open');
			return of(caseId);
		},

		async record(
			actor: Actor,
			caseId: CaseId,
			wanted: NewBasis
		): Promise<{ ok: true } | { ok: false; why: 'not-on-case' | 'until-before-from' }> {
			const { actor: person } = await demand(actor, caseId, 'bases');
			const { grantee } = wanted;
			if (wanted.until !== null && wanted.until < wanted.from) {
				return { ok: false, why: 'until-before-from' };
			}
			if (grantee.kind === 'person' && !(await isOnTeam(caseId, grantee.person))) {
				return { ok: false, why: 'not-on-case' };
			}
			await db.transaction(async (tx) => {
				for (const theme of wanted.themes) {
					const id = newId(BasisId);
					await tx.insert(basisTable).values({
						id,
						caseId,
						theme,
						granteeKind: grantee.kind,
						grantee: granteeKey(grantee),
						kind: wanted.kind,
						ground: wanted.ground,
						from: wanted.from,
						until: wanted.until,
						recordedBy: person.id,
						recordedAt: now()
					});
					await record(tx, actor, {
						event: 'basis:recorded',
						caseId,
						details: { basis: id, theme, to: grantee.kind, until: wanted.until }
					});
				}
			});
			await rightsChanged(caseId);
			return { ok: true };
		},

		/** A stamp, never a delete. What it opened closes at once, also in the middle of a meeting. */
		async withdraw(
			actor: Actor,
			caseId: CaseId,
			id: BasisId,
			reason: string | null
		): Promise<{ ok: true } | { ok: false; why: 'already-withdrawn' }> {
			const { actor: person } = await demand(actor, caseId, 'bases');
			const withdrawn = await db.transaction(async (tx) => {
				const [row] = await tx
					.select()
					.from(basisTable)
					.where(and(eq(basisTable.id, id), eq(basisTable.caseId, caseId)))
					.for('update');
				if (!row) throw new Refusal('not-found');
				if (row.withdrawnAt) return false;
				await tx
					.update(basisTable)
					.set({ withdrawnAt: now(), withdrawnBy: actorKey(person), withdrawalReason: reason })
					.where(eq(basisTable.id, id));
				const details = { basis: id, theme: row.theme };
				await record(tx, actor, { event: 'basis:withdrawn', caseId, details });
				return true;
			});
			if (!withdrawn) return { ok: false, why: 'already-withdrawn' };
			await rightsChanged(caseId);
			return { ok: true };
		},

		/** Somebody is taken off the case: what was given to them in person ends with it. */
		async personLeft(
			tx: Transaction,
			actor: Actor,
			caseId: CaseId,
			person: PersonId
		): Promise<void> {
			const rows = await tx
				.update(basisTable)
				.set({
					withdrawnAt: now(),
					withdrawnBy: actor.kind === 'nobody' ? 'nobody' : actorKey(actor)
				})
				.where(
					and(
						eq(basisTable.caseId, caseId),
						eq(basisTable.granteeKind, 'person'),
						eq(basisTable.grantee, person),
						isNull(basisTable.withdrawnAt)
					)
				)
				.returning({ id: basisTable.id, theme: basisTable.theme });
			for (const { id, theme } of rows) {
				const details = { basis: id, theme, because: 'left-case' };
				await record(tx, actor, { event: 'basis:withdrawn', caseId, details });
			}
		}
	};
}

function granteeKey(grantee: Grantee): string {
	switch (grantee.kind) {
		case 'organisation':
			return grantee.area;
		case 'person':
			return grantee.person;
		case 'network':
			return 'network';
	}
}

function granteeOf(row: Pick<typeof basisTable.$inferSelect, 'granteeKind' | 'grantee'>): Grantee {
	switch (row.granteeKind) {
		case 'organisation':
			// reason: written by `granteeKey` from an Area
			return { kind: 'organisation', area: row.grantee as Area };
		case 'person':
			// reason: written by `granteeKey` from a PersonId
			return { kind: 'person', person: row.grantee as PersonId };
		case 'network':
			return { kind: 'network' };
	}
}

function stateOf(
	row: Pick<typeof basisTable.$inferSelect, 'from' | 'until' | 'withdrawnAt'>,
	today: DateString
): BasisState {
	if (row.withdrawnAt) return 'withdrawn';
	if (row.from > today) return 'ahead';
	return row.until !== null && row.until < today ? 'past' : 'holds';
}
