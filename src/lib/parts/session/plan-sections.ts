import { learnedQuestions, type LearnedQuestion, type RelapseLevel } from '#lib/board/cards.ts';
import type { RoomStep } from '#lib/model/room.ts';
import { m } from '#lib/paraglide/messages.js';

/** A part of the plan that a step writes in: which cards, and what a new one is. */
export type PlanSection = {
	label: string;
	/** Said by its shape and colour as well. */
	level?: RelapseLevel;
	phone?: boolean;
} & (
	| { root: 'words'; fields: { topic: 'wish' } }
	| { root: 'worked'; fields: Record<string, never> }
	| { root: 'learned'; fields: { question: LearnedQuestion } }
	| { root: 'relapse'; fields: { level: RelapseLevel; line: 'notice' | 'do' | 'call' } }
);

export function sectionsOf(step: RoomStep): PlanSection[] {
	switch (step.view) {
		case 'wishes':
			return [{ label: m.citizen_session_write(), root: 'words', fields: { topic: 'wish' } }];
		case 'worked':
			return [{ label: m.citizen_session_write(), root: 'worked', fields: {} }];
		case 'lessons': {
			const question = learnedQuestions.find((one) => one === step.key) ?? 'next';
			return [{ label: m.citizen_session_write(), root: 'learned', fields: { question } }];
		}
		case 'signals':
			return [
				signal(m.citizen_session_green(), 'green'),
				signal(m.citizen_session_yellow(), 'yellow'),
				signal(m.citizen_session_red(), 'red')
			];
		case 'helpers':
			return [
				{
					label: m.citizen_session_does(),
					root: 'relapse',
					fields: { level: 'yellow', line: 'do' }
				},
				{
					label: m.citizen_session_calls(),
					phone: true,
					root: 'relapse',
					fields: { level: 'red', line: 'call' }
				}
			];
		default:
			return [];
	}
}

function signal(label: string, level: RelapseLevel): PlanSection {
	return { label, level, root: 'relapse', fields: { level, line: 'notice' } };
}
