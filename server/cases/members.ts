import { and, asc, eq, isNull, ne } from 'drizzle-orm';
import { MemberId, newId, type CaseId, type PersonId } from '#lib/model/ids.ts';
import {
	isProfessionalRole,
	sideOf,
	type Actor,
	type Area,
	type CaseRole,
	type ProfessionalRole,
	type Side
} from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { Demand } from '#server/documents/demand.ts';
import { personTable } from '#server/people/tables.ts';
import type { NewCase } from './cases.ts';
import { caseTable, memberTable } from './tables.ts';

export interface Member {
	id: MemberId;
	role: CaseRole;
	name: string;
	title: string | null;
	relation: string | null;
	side: Side;
	area: Area | null;
	substitute: boolean;
	/** Professionals have an account; citizen and relatives have none. */
	person: PersonId | null;
}

export type NewMember =
	| { as: 'professional'; person: string; role: ProfessionalRole; substitute: boolean }
	| { as: 'relative'; name: string; relation: string | null };

export type MemberChange =
	| { as: 'professional'; role: ProfessionalRole; substitute: boolean }
	| { as: 'relative'; name: string; relation: string | null };

export interface MembersParts {
	db: Database;
	now: Now;
	demand: Demand;
	/** What was given to somebody who leaves ends with it, in the same transaction. */
	personLeft: (tx: Transaction, actor: Actor, caseId: CaseId, person: PersonId) => Promise<void>;
	rightsChanged: (caseId: CaseId) => Promise<void>;
}

export type Members = ReturnType<typeof createMembers>;

export function createMembers({ db, now, demand, personLeft, rightsChanged }: MembersParts) {
	async function of(caseId: CaseId): Promise<Member[]> {
		const rows = await db
			.select({ member: memberTable, title: personTable.title })
			.from(memberTable)
			.leftJoin(personTable, eq(personTable.id, memberTable.personId))
			.where(and(eq(memberTable.caseId, caseId), isNull(memberTable.removedAt)))
			.orderBy(asc(memberTable.createdAt), asc(memberTable.name));
		return rows
			.map(({ member, title }) => ({
				id: member.id,
				role: member.role,
				name: member.name,
				title,
				relation: member.relation,
				side: sideOf(member.role, member.area),
				area: member.area,
				substitute: member.substitute,
				person: member.personId
			}))
			.sort((a, b) => rank(a) - rank(b));
	}

	/** The account of a professional who may be put on a case; null for anybody else. */
	async function professional(tx: Transaction, id: string) {
		const [row] = await tx
			.select({ id: personTable.id, name: personTable.name, area: personTable.area })
			.from(personTable)
			// reason: compared, not trusted; what is not there finds no row
			.where(and(eq(personTable.id, id as PersonId), isNull(personTable.disabledAt)));
		return row && row.area !== null ? { ...row, area: row.area } : null;
	}

	async function place(
		tx: Transaction,
		caseId: CaseId,
		person: { id: PersonId; name: string; area: Area },
		role: ProfessionalRole,
		substitute: boolean
	): Promise<MemberId> {
		const id = newId(MemberId);
		await tx.insert(memberTable).values({
			id,
			caseId,
			role,
			personId: person.id,
			name: person.name,
			area: person.area,
			substitute: role === 'coordinator' && substitute,
			createdAt: now()
		});
		return id;
	}

	/** Coordinators are on the case before anybody opens it; the citizen is on it from the first day. */
	async function beginWith(tx: Transaction, caseId: CaseId, wanted: NewCase): Promise<boolean> {
		await tx.insert(memberTable).values({
			id: newId(MemberId),
			caseId,
			role: 'citizen',
			name: wanted.displayName ?? wanted.number,
			createdAt: now()
		});
		for (const { area, person, substitute } of wanted.coordinators) {
			const coordinator = await professional(tx, person);
			if (coordinator?.area !== area) return false;
			await place(tx, caseId, coordinator, 'coordinator', false);
			if (substitute === null || substitute === person) continue;
			const standIn = await professional(tx, substitute);
			if (standIn?.area !== area) return false;
			await place(tx, caseId, standIn, 'coordinator', true);
		}
		return true;
	}

	/** Takes the case's lock, so that two people cannot both take the last coordinator away. */
	async function locked(tx: Transaction, caseId: CaseId, id: MemberId) {
		await tx.select().from(caseTable).where(eq(caseTable.id, caseId)).for('update');
		const [member] = await tx
			.select()
			.from(memberTable)
			.where(
				and(eq(memberTable.id, id), eq(memberTable.caseId, caseId), isNull(memberTable.removedAt))
			);
		if (!member) throw new Refusal('not-found');
		return member;
	}

	/** Coordinators are handed out by those who may do that; everybody else by the coordinators. */
	async function demandFor(actor: Actor, caseId: CaseId, id: MemberId, role?: CaseRole) {
		const [member] = await db
			.select({ role: memberTable.role })
			.from(memberTable)
			.where(and(eq(memberTable.id, id), eq(memberTable.caseId, caseId)));
		const isCoordinator = member?.role === 'coordinator' || role === 'coordinator';
		await demand(actor, caseId, isCoordinator ? 'coordinators' : 'people');
	}

	/** Whether an area would be left without a coordinator if this member were none. */
	async function isLastCoordinator(
		tx: Transaction,
		member: typeof memberTable.$inferSelect
	): Promise<boolean> {
		if (member.role !== 'coordinator' || member.substitute || member.area === null) return false;
		const others = await tx
			.select({ id: memberTable.id })
			.from(memberTable)
			.where(
				and(
					eq(memberTable.caseId, member.caseId),
					eq(memberTable.area, member.area),
					eq(memberTable.role, 'coordinator'),
					eq(memberTable.substitute, false),
					isNull(memberTable.removedAt),
					ne(memberTable.id, member.id)
				)
			);
		return others.length === 0;
	}

	return {
		of,
		beginWith,

		async nameCitizen(tx: Transaction, caseId: CaseId, name: string): Promise<void> {
			await tx
				.update(memberTable)
				.set({ name })
				.where(and(eq(memberTable.caseId, caseId), eq(memberTable.role, 'citizen')));
		},

		async add(
			actor: Actor,
			caseId: CaseId,
			wanted: NewMember
		): Promise<{ ok: true; id: MemberId } | { ok: false; why: 'no-such-person' | 'already-on' }> {
			const isCoordinator = wanted.as === 'professional' && wanted.role === 'coordinator';
			await demand(actor, caseId, isCoordinator ? 'coordinators' : 'people');
			const added = await db.transaction(async (tx) => {
				await tx.select().from(caseTable).where(eq(caseTable.id, caseId)).for('update');
				if (wanted.as === 'relative') {
					const id = newId(MemberId);
					const { name, relation } = wanted;
					const values = {
						id,
						caseId,
						role: 'relative' as const,
						name,
						relation,
						createdAt: now()
					};
					await tx.insert(memberTable).values(values);
					await record(tx, actor, { event: 'member:added', caseId, details: { member: id } });
					return { ok: true as const, id };
				}
				const person = await professional(tx, wanted.person);
				if (!person) return { ok: false as const, why: 'no-such-person' as const };
				const [already] = await tx
					.select({ id: memberTable.id })
					.from(memberTable)
					.where(
						and(
							eq(memberTable.caseId, caseId),
							eq(memberTable.personId, person.id),
							isNull(memberTable.removedAt)
						)
					);
				if (already) return { ok: false as const, why: 'already-on' as const };
				const id = await place(tx, caseId, person, wanted.role, wanted.substitute);
				await record(tx, actor, {
					event: 'member:added',
					caseId,
					details: { member: id, person: person.id, role: wanted.role }
				});
				return { ok: true as const, id };
			});
			if (added.ok) await rightsChanged(caseId);
			return added;
		},

		async change(
			actor: Actor,
			caseId: CaseId,
			id: MemberId,
			wanted: MemberChange
		): Promise<{ ok: true } | { ok: false; why: 'last-coordinator' }> {
			await demandFor(actor, caseId, id, wanted.as === 'professional' ? wanted.role : 'relative');
			const changed = await db.transaction(async (tx) => {
				const member = await locked(tx, caseId, id);
				if ((wanted.as === 'professional') !== isProfessionalRole(member.role)) {
					throw new Refusal('not-found');
				}
				if (wanted.as === 'relative') {
					const { name, relation } = wanted;
					await tx.update(memberTable).set({ name, relation }).where(eq(memberTable.id, id));
				} else {
					const staysCoordinator = wanted.role === 'coordinator' && !wanted.substitute;
					if (!staysCoordinator && (await isLastCoordinator(tx, member))) return false;
					const substitute = wanted.role === 'coordinator' && wanted.substitute;
					await tx
						.update(memberTable)
						.set({ role: wanted.role, substitute })
						.where(eq(memberTable.id, id));
				}
				await record(tx, actor, { event: 'member:changed', caseId, details: { member: id } });
				return true;
			});
			if (!changed) return { ok: false, why: 'last-coordinator' };
			await rightsChanged(caseId);
			return { ok: true };
		},

		/** Closes what they have open within a second, also in the middle of a meeting. */
		async remove(
			actor: Actor,
			caseId: CaseId,
			id: MemberId
		): Promise<{ ok: true } | { ok: false; why: 'last-coordinator' | 'citizen' }> {
			await demandFor(actor, caseId, id);
			const why = await db.transaction(async (tx) => {
				const member = await locked(tx, caseId, id);
				if (member.role === 'citizen') return 'citizen' as const;
				if (await isLastCoordinator(tx, member)) return 'last-coordinator' as const;
				await tx.update(memberTable).set({ removedAt: now() }).where(eq(memberTable.id, id));
				if (member.personId) await personLeft(tx, actor, caseId, member.personId);
				await record(tx, actor, { event: 'member:removed', caseId, details: { member: id } });
				return null;
			});
			if (why) return { ok: false, why };
			await rightsChanged(caseId);
			return { ok: true };
		}
	};
}

const ranks: CaseRole[] = [
	'citizen',
	'coordinator',
	'treatmentCounsellor',
	'supportWorker',
	'authorityOfficer',
	'relative'
];

/** The citizen first, then the coordinators, then the others of the team, then the network. */
function rank({ role, substitute }: Pick<Member, 'role' | 'substitute'>): number {
	return ranks.indexOf(role) + (substitute ? 0.5 : 0);
}
