import type { LiveCard } from '#lib/live/live-map.svelte.ts';
import type { LiveSession } from './live-session.svelte.ts';
import type { PlanSection } from './plan-sections.ts';

/** A line of the plan as a step shows it. */
export interface PlanLine {
	root: PlanSection['root'];
	key: string;
	text: string;
	phone: string | null;
	pictogram: string | null;
}

/** The lines that stand in a part of the plan already, with words in them. */
export function linesIn(session: LiveSession, section: PlanSection): PlanLine[] {
	const { plan } = session;
	if (!plan) return [];
	const line = (
		root: PlanLine['root'],
		card: LiveCard<'words'> | LiveCard<'worked'> | LiveCard<'learned'> | LiveCard<'relapse'>,
		phone: string | null = null
	): PlanLine => ({
		root,
		key: card.key,
		text: card.words('text').trim(),
		phone,
		pictogram: card.words('pictogram') || null
	});
	const all = (): PlanLine[] => {
		switch (section.root) {
			case 'words':
				return plan
					.cards('words')
					.filter((card) => card.get('topic') === section.fields.topic)
					.map((card) => line('words', card));
			case 'worked':
				return plan.cards('worked').map((card) => line('worked', card));
			case 'learned':
				return plan
					.cards('learned')
					.filter((card) => card.get('question') === section.fields.question)
					.map((card) => line('learned', card));
			case 'relapse':
				return plan
					.cards('relapse')
					.filter(
						(card) =>
							card.get('level') === section.fields.level && card.get('line') === section.fields.line
					)
					.map((card) => line('relapse', card, card.get('phone')));
		}
	};
	return all().filter(({ text }) => text !== '');
}
