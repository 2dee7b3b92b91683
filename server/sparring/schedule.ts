import { eq } from 'drizzle-orm';
import { addDays, dateOf, instantAt } from '#lib/model/dates.ts';
import { newId, randomKey, SparringId, type PersonId } from '#lib/model/ids.ts';
import type { Actor, Area } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { SparringModel } from '#lib/model/sparring-model.ts';
import type { SparringPlan, SparringPlanFault } from '#lib/model/sparring-plan.ts';
import { keptDays, rotated } from '#lib/model/sparring.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { Documents } from '#server/documents/documents.ts';
import type { Templates } from '#server/templates/templates.ts';
import { participantsOf, type SparringPlaces, type SparringRow } from './place.ts';
import { whoMayCome } from './standing.ts';
import type { SparringStates } from './state.ts';
import { sparringAccountTable, sparringParticipantTable, sparringTable } from './tables.ts';

/** The same letters as about a meeting: that it is a sparring is nobody's to read in a mailbox. */
export type SparringLetter = 'meetingInvited' | 'meetingMoved' | 'meetingCancelled';
export type PostSparringLetters = (
	tx: Transaction,
	kind: SparringLetter,
	session: Pick<SparringRow, 'id' | 'startsAt' | 'minutes' | 'version'>,
	to: readonly PersonId[]
) => Promise<void>;

export type Scheduled =
	{ ok: true; first: SparringId } | { ok: false; why: SparringPlanFault | 'notNow' };

export interface ScheduleParts {
	db: Database;
	now: Now;
	places: SparringPlaces;
	states: SparringStates;
	documents: Pick<Documents, 'create'>;
	templates: Pick<Templates, 'models'>;
	post: PostSparringLetters;
	reconsider: (match: { documentId?: string }) => Promise<void>;
}

/** Planning a sparring, or a series of them in which the parts go round. */
export function createSchedule(parts: ScheduleParts) {
	const { db, now, places, states, documents, templates, post, reconsider } = parts;

	/** The plan as it can be, with those who come and their areas. */
	async function check(
		tx: Transaction,
		model: Pick<SparringModel, 'roles' | 'people'>,
		plan: SparringPlan
	) {
		if (plan.date < dateOf(now())) return 'past' as const;
		const people = [...new Set(plan.people)];
		const known = await whoMayCome(tx, people);
		if (known.length < people.length) return 'mayNotCome' as const;
		if (people.length < model.people.from || people.length > model.people.to) {
			return 'howMany' as const;
		}
		const has = (person: PersonId) => people.includes(person);
		if (!has(plan.facilitator) || !has(plan.focus)) return 'notInvited' as const;
		if (plan.facilitator === plan.focus) return 'sameLeader' as const;
		const interviews = model.roles.includes('interviewer');
		if (interviews && (!plan.interviewer || !has(plan.interviewer))) return 'interviewer' as const;
		if (interviews && plan.interviewer === plan.focus) return 'interviewer' as const;
		return {
			interviewer: interviews ? plan.interviewer : null,
			people: people.map((id) => ({
				id,
				area: known.find((one) => one.id === id)?.area ?? null
			}))
		};
	}

	async function seat(
		tx: Transaction,
		id: SparringId,
		people: readonly { id: PersonId; area: Area | null }[]
	): Promise<void> {
		await tx.delete(sparringParticipantTable).where(eq(sparringParticipantTable.sparringId, id));
		await tx
			.insert(sparringParticipantTable)
			.values(
				people.map(({ id: personId, area }, seat) => ({ sparringId: id, personId, seat, area }))
			);
	}

	return {
		/** One session, or one every few weeks. Each has a document of its own, with a date of erasure. */
		async schedule(actor: Actor, modelKey: string, plan: SparringPlan): Promise<Scheduled> {
			const me = await places.demandSpar(db, actor);
			const model = (await templates.models()).find(({ key }) => key === modelKey);
			if (!model) throw new Refusal('not-found');
			return db.transaction(async (tx): Promise<Scheduled> => {
				const checked = await check(tx, model, plan);
				if (typeof checked === 'string') return { ok: false, why: checked };
				const ids = checked.people.map((one) => one.id);
				// Whoever plans it is in it: a plan for others only would be a list of who talks with whom.
				if (!ids.includes(me.id)) return { ok: false, why: 'notInvited' };
				const series = randomKey();
				const sessions: SparringId[] = [];
				for (let session = 0; session < plan.times; session += 1) {
					const date = addDays(plan.date, session * 7 * plan.everyWeeks);
					const id = newId(SparringId);
					const parts = rotated(ids, { ...plan, interviewer: checked.interviewer }, session);
					const documentId = await documents.create(tx, {
						kind: 'sparring',
						caseId: null,
						now: now()
					});
					const row = {
						id,
						documentId,
						series,
						modelKey: model.key,
						modelVersion: model.version,
						title: model.title,
						steps: model.steps,
						positions: model.positions,
						callLink: plan.callLink,
						startsAt: instantAt(date, plan.time),
						minutes: model.minutes,
						phase: 'planned' as const,
						...parts,
						backupFacilitator:
							ids.find((one) => one !== parts.facilitator && one !== parts.focus) ?? null,
						version: 1,
						eraseOn: addDays(date, keptDays.usual),
						createdBy: me.id,
						createdAt: now()
					};
					await tx.insert(sparringTable).values(row);
					await seat(tx, id, checked.people);
					await post(tx, 'meetingInvited', row, ids);
					sessions.push(id);
				}
				await record(tx, me, {
					event: 'sparring:planned',
					details: { sparring: sessions[0] ?? null, times: plan.times }
				});
				const [first] = sessions;
				if (!first) throw new Error('a series has a first session');
				return { ok: true, first };
			});
		},

		/** Moves a session, or changes who comes and who has which part. */
		async change(actor: Actor, id: SparringId, plan: SparringPlan): Promise<Scheduled> {
			const changed = await db.transaction(
				async (tx): Promise<Scheduled & { document?: string }> => {
					const { session } = await places.lock(tx, actor, 'plan', id);
					if (session.phase !== 'planned') return { ok: false, why: 'notNow' };
					const models = await templates.models();
					const model = models.find(({ key }) => key === session.modelKey);
					if (!model) throw new Refusal('not-found');
					const checked = await check(tx, model, plan);
					if (typeof checked === 'string') return { ok: false, why: checked };
					const before = (await participantsOf(tx, id)).map(({ personId }) => personId);
					const ids = checked.people.map((one) => one.id);
					const startsAt = instantAt(plan.date, plan.time);
					const change = {
						startsAt,
						callLink: plan.callLink,
						facilitator: plan.facilitator,
						backupFacilitator:
							ids.find((one) => one !== plan.facilitator && one !== plan.focus) ?? null,
						focus: plan.focus,
						interviewer: checked.interviewer,
						eraseOn: addDays(dateOf(startsAt), keptDays.usual),
						version: session.version + 1
					};
					await tx.update(sparringTable).set(change).where(eq(sparringTable.id, id));
					await seat(tx, id, checked.people);
					if (plan.focus !== session.focus) {
						await tx.delete(sparringAccountTable).where(eq(sparringAccountTable.sparringId, id));
					}
					const after = { ...session, ...change };
					const stay = ids.filter((one) => before.includes(one));
					if (startsAt.getTime() !== session.startsAt.getTime()) {
						await post(tx, 'meetingMoved', after, stay);
					}
					await post(
						tx,
						'meetingInvited',
						after,
						ids.filter((one) => !before.includes(one))
					);
					await post(
						tx,
						'meetingCancelled',
						after,
						before.filter((one) => !ids.includes(one))
					);
					await record(tx, actor, { event: 'sparring:changed', details: { sparring: id } });
					return { ok: true, first: id, document: session.documentId };
				}
			);
			if (changed.ok && changed.document) {
				await reconsider({ documentId: changed.document });
				await states.tell(id);
			}
			return changed;
		},

		async cancel(
			actor: Actor,
			id: SparringId
		): Promise<{ ok: true } | { ok: false; why: 'notNow' }> {
			const cancelled = await db.transaction(async (tx) => {
				const { session } = await places.lock(tx, actor, 'plan', id);
				if (session.phase !== 'planned') return false;
				const change = {
					phase: 'cancelled' as const,
					cancelledAt: now(),
					version: session.version + 1
				};
				await tx.update(sparringTable).set(change).where(eq(sparringTable.id, id));
				await tx.delete(sparringAccountTable).where(eq(sparringAccountTable.sparringId, id));
				const people = await participantsOf(tx, id);
				await post(
					tx,
					'meetingCancelled',
					{ ...session, ...change },
					people.map(({ personId }) => personId)
				);
				await record(tx, actor, { event: 'sparring:cancelled', details: { sparring: id } });
				return true;
			});
			if (cancelled) await states.tell(id);
			return cancelled ? { ok: true } : { ok: false, why: 'notNow' };
		}
	};
}
