import { byOpenness } from '#lib/live/by-openness.ts';
import type { LiveDocument } from '#lib/live/live-document.svelte.ts';
import type { LiveCard } from '#lib/live/live-map.svelte.ts';
import { once } from '#lib/live/once.ts';
import type { PlanRoot } from '#lib/model/plan-commands.ts';
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

/** What this screen may see of the plan, the most open part first. */
export function plansOf({ room }: LiveSession): LiveDocument<'plan'>[] {
	// reason: found by their kind
	const plans = room.documents.filter(({ kind }) => kind === 'plan') as LiveDocument<'plan'>[];
	return byOpenness(plans);
}

/** The plan's innermost part, in which the citizen's words are written. */
export function innermostPlan(session: LiveSession): LiveDocument<'plan'> | null {
	return plansOf(session).find(({ audience }) => audience === 'here') ?? null;
}

/** The part in which a card lies by now: it may have been shared since it was written. */
export function planOf(
	session: LiveSession,
	root: PlanRoot,
	key: string
): LiveDocument<'plan'> | null {
	return plansOf(session).find((plan) => plan.find(root, key) !== null) ?? null;
}

/** The lines that stand in a part of the plan already, with words in them, whoever may see them. */
export function linesIn(session: LiveSession, section: PlanSection): PlanLine[] {
	const all = plansOf(session).flatMap((plan) => linesOfPlan(plan, section));
	return once(
		all.filter(({ text }) => text !== ''),
		({ key }) => key
	);
}

function linesOfPlan(plan: LiveDocument<'plan'>, section: PlanSection): PlanLine[] {
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
}
