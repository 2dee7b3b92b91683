import type { Actor, PersonActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';

/** Whoever hands out accounts and keeps what the municipality shows everybody. To others there is no such page. */
export function administrator(actor: Actor): PersonActor {
	if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
	if (actor.kind !== 'person' || !actor.duties.administrator) throw new Refusal('not-found');
	return actor;
}
