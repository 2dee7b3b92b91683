import * as v from 'valibot';
import { Audience } from './document.ts';

const key = v.pipe(v.string(), v.nonEmpty(), v.maxLength(120));

/** The parts of the plan whose cards have an audience each. */
export const PlanRoot = v.picklist([
	'quote',
	'words',
	'smallGoals',
	'week',
	'people',
	'promises',
	'relapse',
	'worked',
	'learned'
]);
export type PlanRoot = v.InferOutput<typeof PlanRoot>;

/** What the citizen can ask for beside writing in the plan. Sent as JSON by the citizen's pages. */
export const PlanCommand = v.variant('do', [
	/** Who may see a card, or several that belong together. */
	v.object({
		do: v.literal('share'),
		cards: v.pipe(v.array(v.object({ root: PlanRoot, key })), v.minLength(1), v.maxLength(200)),
		audience: Audience
	}),
	/** "That is not right", or "that is right now". Kept beside what it is about, with the words seen. */
	v.object({
		do: v.literal('object'),
		about: v.picklist(['note', 'card', 'step']),
		subject: key,
		seen: v.pipe(v.string(), v.maxLength(2000)),
		agrees: v.boolean()
	}),
	/** How an own next step is going. */
	v.object({
		do: v.literal('step'),
		step: key,
		status: v.picklist(['agreed', 'underway', 'done', 'notDone'])
	}),
	/** The treatment agreement is signed, by a tap or by a drawing, with the very words that were seen. */
	v.object({
		do: v.literal('sign'),
		seen: v.pipe(v.string(), v.nonEmpty(), v.maxLength(20_000)),
		drawing: v.nullable(v.pipe(v.string(), v.regex(/^[ML0-9 .,-]{1,12000}$/)))
	})
]);
export type PlanCommand = v.InferOutput<typeof PlanCommand>;

export type PlanAnswer = { ok: true } | { ok: false; why: 'gone' | 'changed' };
