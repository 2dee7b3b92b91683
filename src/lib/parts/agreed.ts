import type { LiveRoom } from '#lib/live/live-room.svelte.ts';
import { givenName } from '#lib/model/person.ts';

/** One line of what this meeting has agreed on. */
export interface Agreed {
	key: string;
	text: string;
	/** Somebody has said that it is agreed; a proposal otherwise. */
	settled: boolean;
	owner: string | null;
}

/** Decisions and next steps of this meeting, in the order they were made. */
export function agreedIn(room: LiveRoom): Agreed[] {
	const agreements = room.document('agreements');
	if (!agreements) return [];
	const decisions = agreements
		.cards('decisions')
		.filter((card) => card.get('meeting') === room.id && card.get('text').trim() !== '')
		.map((card) => ({
			key: card.key,
			text: card.get('text'),
			settled: card.get('agreed') !== null,
			owner: null
		}));
	const steps = agreements
		.cards('nextSteps')
		.filter((card) => card.get('meeting') === room.id && card.get('what').trim() !== '')
		.map((card) => {
			const owner = room.person(card.get('owner'))?.name ?? null;
			return {
				key: card.key,
				text: named(card.get('what'), owner),
				settled: owner !== null,
				owner
			};
		});
	return [...decisions, ...steps];
}

/** Whose it is goes first, unless the sentence begins with them already. */
function named(what: string, owner: string | null): string {
	const begins = owner === null || what.startsWith(`${givenName(owner)} `);
	return begins ? what : `${owner}: ${what}`;
}
