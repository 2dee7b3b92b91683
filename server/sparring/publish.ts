import type * as Y from 'yjs';
import { addPost } from '#lib/board/edit-sparring.ts';
import type { Hit } from '#lib/model/anonymise/hit.ts';
import type { SparringId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { Contribution, NotTaken } from '#lib/model/sparring-commands.ts';
import { fitsFloor, floorFor, roleOf } from '#lib/model/sparring.ts';
import type { SparringStep } from '#lib/model/sparring-model.ts';
import { record } from '#server/audit/audit.ts';
import type { Database } from '#server/db/open.ts';
import type { Guard } from './guard.ts';
import type { Piles } from './piles.ts';
import { participantsOf, type Found, type SparringPlaces } from './place.ts';

export type Published = { ok: true } | NotTaken<Hit>;

export interface PublishParts {
	db: Database;
	places: SparringPlaces;
	piles: Piles;
	guard: Guard;
	rooms: { edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void> };
}

/**
 * Nothing in a sparring is typed in front of others. What somebody has written at home is sent once,
 * weighed, and then it is nobody's: no row, no update and no line of the trail says whose it was.
 */
export function createPublish({ db, places, piles, guard, rooms }: PublishParts) {
	/** Whether the step takes these words from this person now. */
	function weighFloor(
		{ actor, session }: Found,
		at: number,
		text: string
	): SparringStep | Published {
		const { clock, steps, round } = session;
		const step = clock === null ? undefined : steps[clock.step];
		if (session.phase !== 'inProgress' || clock === null || !step)
			return { ok: false, why: 'notNow' };
		if (clock.step !== at) return { ok: false, why: 'changed' };
		const role = roleOf(session, actor.id);
		const revealed = session.revealed.includes(step.key);
		const no = floorFor(actor.id, { step, role, round, revealed }) ?? fitsFloor(text, step.only);
		return no ? { ok: false, why: 'floor', no } : step;
	}

	return {
		async publish(actor: Actor, id: SparringId, contribution: Contribution): Promise<Published> {
			const found = await places.find(db, actor, 'takePart', id);
			if (found.session.phase === 'closed') throw new Refusal('closed');
			if (contribution.kind !== 'post') {
				return { ok: false, why: 'elsewhere', what: contribution.kind };
			}
			const { at, text, dismissed } = contribution;
			const first = weighFloor(found, at, text);
			if ('ok' in first) return first;
			const participants = await participantsOf(db, id);
			const weighed = await guard.weigh(
				found.actor,
				participants.map(({ personId }) => personId),
				text,
				dismissed,
				{ step: first.key }
			);
			if (!weighed.ok) return { ok: false, why: 'names', hits: weighed.hits };

			// The floor may have changed while the words were weighed.
			const taken = await db.transaction(async (tx): Promise<SparringStep | Published> => {
				const locked = await places.lock(tx, actor, 'takePart', id);
				const step = weighFloor(locked, at, text);
				if ('ok' in step) return step;
				if (step.silent) await piles.lay(tx, id, step.key, text);
				// Of a silent note the trail says nothing, not even when: there are too few to hide among.
				else
					await record(tx, 'server', {
						event: 'sparring:written',
						details: { sparring: id, step: step.key }
					});
				return step;
			});
			if ('ok' in taken) return taken;
			const { kind } = taken;
			if (!taken.silent && kind) {
				await rooms.edit(found.session.documentId, 'server', (doc) => {
					addPost(doc, { text, step: taken.key, kind });
				});
			}
			return { ok: true };
		}
	};
}
