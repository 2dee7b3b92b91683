import type { PersonId } from '#lib/model/ids.ts';
import type { SparringCommand, SparringNotDone } from '#lib/model/sparring-commands.ts';
import type { Transaction } from '#server/db/open.ts';
import type { Cards } from './cards.ts';
import type { Piles } from './piles.ts';
import { stepOf, type SparringRow } from './place.ts';

type Unsigned = Extract<SparringCommand, { do: 'finish' | 'vote' | 'rate' }>;

/** When somebody finished, voted or chose a face is not written down: beside the notes it would be a way back. */
export function isUnsigned(command: SparringCommand): command is Unsigned {
	return command.do === 'finish' || command.do === 'vote' || command.do === 'rate';
}

/** What is told of nobody: who has done it is known until the step is left, and what they chose is a number. */
export function createUnsigned({ piles, cards }: { piles: Piles; cards: Pick<Cards, 'isShown'> }) {
	return {
		async take(
			tx: Transaction,
			session: SparringRow,
			me: PersonId,
			command: Unsigned
		): Promise<{ finished: PersonId[] } | SparringNotDone> {
			const step = stepOf(session);
			if (!step || session.clock?.step !== command.at) return 'changed';
			if (session.revealed.includes(step.key)) return 'notNow';
			const had = session.finished.includes(me);
			const others = session.finished.filter((one) => one !== me);
			if (command.do === 'finish') {
				if (!step.silent) return 'notNow';
				if (had === command.finished) return 'changed';
				return { finished: command.finished ? [...others, me].sort() : others };
			}
			if (step.act !== (command.do === 'vote' ? 'vote' : 'process')) return 'notNow';
			// What is counted stays so: nobody knows which it was.
			if (had) return 'changed';
			const counted = command.do === 'vote' ? command.for : String(command.face);
			if (command.do === 'vote' && !(await cards.isShown(session, step, counted))) return 'gone';
			await piles.count(tx, session.id, step.key, counted);
			return { finished: [...others, me].sort() };
		}
	};
}
