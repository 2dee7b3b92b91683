import { asc, eq } from 'drizzle-orm';
import type { PersonId, SparringId } from '#lib/model/ids.ts';
import type { Actor, PersonActor } from '#lib/model/person.ts';
import { maySpar } from '#lib/model/policy.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { SparringStep } from '#lib/model/sparring-model.ts';
import { mayInSparring, type SparringAct, type SparringPlace } from '#lib/model/sparring-policy.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { groundsOf, standingIn } from './standing.ts';
import { sparringParticipantTable, sparringTable } from './tables.ts';

export type SparringRow = typeof sparringTable.$inferSelect;
export type ParticipantRow = typeof sparringParticipantTable.$inferSelect;

export interface Found {
	actor: PersonActor;
	session: SparringRow;
	place: SparringPlace;
}

export type SparringPlaces = ReturnType<typeof createSparringPlaces>;

/** Finds a session for somebody who wants something of it. A stranger hears that there is none. */
export function createSparringPlaces({ now }: { now: Now }) {
	async function allowed(
		from: Database | Transaction,
		actor: Actor,
		act: SparringAct,
		session: SparringRow | undefined
	): Promise<Found> {
		if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
		if (!session || actor.kind !== 'person') throw new Refusal('not-found');
		const place = {
			standing: await standingIn(from, actor, session, now()),
			leads: session.facilitator === actor.id,
			reserve: session.backupFacilitator === actor.id,
			owns: session.focus === actor.id
		};
		if (mayInSparring(act, place)) return { actor, session, place };
		throw new Refusal(mayInSparring('see', place) ? 'not-allowed' : 'not-found');
	}

	return {
		/** To look at. */
		async find(db: Database, actor: Actor, act: SparringAct, id: SparringId): Promise<Found> {
			const [session] = await db.select().from(sparringTable).where(eq(sparringTable.id, id));
			return allowed(db, actor, act, session);
		},

		/** To change: locked, so that two who press at once take turns. */
		async lock(tx: Transaction, actor: Actor, act: SparringAct, id: SparringId): Promise<Found> {
			const [session] = await tx
				.select()
				.from(sparringTable)
				.where(eq(sparringTable.id, id))
				.for('update');
			return allowed(tx, actor, act, session);
		},

		/** Goes on only for those who may spar at all. */
		async demandSpar(from: Database | Transaction, actor: Actor): Promise<PersonActor> {
			if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
			if (actor.kind !== 'person' || !maySpar(await groundsOf(from, actor.id))) {
				throw new Refusal('not-found');
			}
			return actor;
		}
	};
}

/** Those who are asked to come, in the order of the round. */
export async function participantsOf(
	from: Database | Transaction,
	id: SparringId
): Promise<ParticipantRow[]> {
	return from
		.select()
		.from(sparringParticipantTable)
		.where(eq(sparringParticipantTable.sparringId, id))
		.orderBy(asc(sparringParticipantTable.seat));
}

/** Those who are here, or everybody who was asked while nobody has come. */
export function inOrder(participants: readonly ParticipantRow[]): PersonId[] {
	const here = participants.filter(({ attended }) => attended);
	return (here.length > 0 ? here : participants).map(({ personId }) => personId);
}

/** The step that a session is at; none before it begins. */
export function stepOf({
	clock,
	steps
}: Pick<SparringRow, 'clock' | 'steps'>): SparringStep | undefined {
	return clock ? steps[clock.step] : undefined;
}
