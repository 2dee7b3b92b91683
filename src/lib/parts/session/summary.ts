import { columns, planViews, type Column } from '#lib/model/session-views.ts';
import type { RoomStep } from '#lib/model/room.ts';
import type { ShownLine } from '#lib/model/session-commands.ts';
import { m } from '#lib/paraglide/messages.js';
import { answerTo } from './answer-to.ts';
import type { LiveSession } from './live-session.svelte.ts';
import { linesIn } from './plan-cards.ts';
import { sectionsOf } from './plan-sections.ts';

/** What was said in a step, as lines to read back: the words as they are, nothing made nicer. */
export function linesOf(session: LiveSession, step: RoomStep): string[] {
	if (planViews.some((view) => view === step.view)) {
		const sections = sectionsOf(step);
		return sections.flatMap((section) => {
			const texts = linesIn(session, section).map(({ text }) => text);
			if (texts.length === 0) return [];
			return sections.length > 1 ? [`${section.label}: ${texts.join('. ')}`] : texts;
		});
	}
	switch (step.view) {
		case 'place':
			return placedLines(session, step);
		case 'choice': {
			const { options, chosen } = answerTo(session, 'choice', step.key);
			if (chosen === 'notYet') return [m.citizen_session_choice_not_yet()];
			const taken = options.find(({ key }) => key === chosen);
			return taken
				? [`${m.citizen_session_choice_taken()}: ${taken.text}`]
				: options.map(({ text }) => text);
		}
		case 'questions': {
			const { answers } = answerTo(session, 'questions', step.key);
			return (step.asks ?? []).flatMap(({ key, text }) => {
				const words = answers[key]?.trim();
				return words ? [`${text} ${words}`] : [];
			});
		}
		default:
			return [];
	}
}

/**
 * The same for the big screen, at most so many. Cards of the plan are named, so that their pictures come
 * along and a line leaves the screen with its card; too many to show one by one, they are told together.
 */
export function linesToShow(session: LiveSession, step: RoomStep, most: number): ShownLine[] {
	const sections = sectionsOf(step);
	const cards = sections.flatMap((section) =>
		linesIn(session, section).map(({ root, key, text }) => ({
			text: sections.length > 1 ? `${section.label}: ${text}` : text,
			card: { root, key }
		}))
	);
	if (cards.length > 0 && (cards.length <= most || sections.length === 1)) {
		return cards.slice(0, most);
	}
	return linesOf(session, step)
		.slice(0, most)
		.map((text) => ({ text }));
}

function placedLines(session: LiveSession, step: RoomStep): string[] {
	const { placed } = answerTo(session, 'place', step.key);
	const names: Record<Column, string> = {
		helps: m.citizen_session_place_helps(),
		unsure: m.citizen_session_place_unsure(),
		hard: m.citizen_session_place_hard()
	};
	return columns.flatMap((column) => {
		const texts = placed
			.filter(({ where }) => where === column)
			.map(({ key, text }) => step.cards?.find((card) => card.key === key)?.text ?? text);
		return texts.length === 0 ? [] : [`${names[column]}: ${texts.join(', ')}`];
	});
}
