import type { LiveCard } from '#lib/live/live-map.svelte.ts';
import type { LiveRoom } from '#lib/live/live-room.svelte.ts';

type StepCard = LiveCard<'nextSteps'>;

function written(room: LiveRoom): StepCard[] {
	const cards = room.document('agreements')?.cards('nextSteps') ?? [];
	return cards.filter((card) => card.get('what').trim() !== '');
}

/** The next steps that this meeting has made. */
export function stepsOf(room: LiveRoom): StepCard[] {
	return written(room).filter((card) => card.get('meeting') === room.id);
}

/**
 * Steps from before that were open when the meeting began. With the citizen also a task between the
 * sessions that is done, until they have said how it was.
 */
export function earlierSteps(room: LiveRoom): StepCard[] {
	const isOver = (card: StepCard) =>
		card.get('status') === 'done' &&
		room.doneBefore.has(card.key) &&
		(room.kind !== 'planning' || card.get('theme') === null || card.get('howWasIt') !== null);
	return written(room).filter((card) => card.get('meeting') !== room.id && !isOver(card));
}
