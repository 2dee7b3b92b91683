import * as v from 'valibot';

/**
 * What a step of a planning session can be, and what the citizen's answer to it holds. Answers are
 * rows, never part of a document: they are for the talk, and are seen by those the citizen chose.
 */
export const sessionViews = [
	'greeting',
	'checkIn',
	'order',
	'lastTime',
	'wishes',
	'place',
	'rest',
	'choice',
	'agree',
	'tellBack',
	'farewell',
	'questions',
	'levels',
	'pulse',
	'circle',
	'practise',
	'worked',
	'signals',
	'helpers',
	'lessons',
	'sharing',
	'planSharing'
] as const;
export type SessionView = (typeof sessionViews)[number];

export function isSessionView(view: string): view is SessionView {
	return sessionViews.some((one) => one === view);
}

export const feelings = [
	'calm',
	'tired',
	'proud',
	'stressed',
	'lonely',
	'bored',
	'angry',
	'afraid',
	'craving'
] as const;
export type Feeling = (typeof feelings)[number];

/** Feelings that are about a subject (`about` of a step): who leaves that out is not shown them. */
export const feelingAbout: Partial<Record<Feeling, string>> = { craving: 'use' };

export const columns = ['helps', 'unsure', 'hard'] as const;
export type Column = (typeof columns)[number];

/** Where somebody is in a change, as they see it themselves. A circle: one can begin anywhere. */
export const stages = ['notNow', 'thinking', 'ready', 'doing', 'holding', 'again'] as const;
export type Stage = (typeof stages)[number];

export const tellBacks = ['understood', 'partly', 'again'] as const;
export type TellBack = (typeof tellBacks)[number];

const key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,40}$/));
const words = v.optional(v.pipe(v.string(), v.maxLength(600)), '');
const level = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5));
const abc = v.picklist(['active', 'together', 'meaningful']);
const few = <Item extends v.GenericSchema>(item: Item, most: number) =>
	v.optional(v.pipe(v.array(item), v.maxLength(most)), []);

const mood = {
	/** Nothing chosen is an answer as well. */
	face: v.optional(v.nullable(level), null),
	feelings: few(v.picklist(feelings), 3),
	because: words
};

/** A card of the step, or one of the citizen's own with words of its own. */
const card = { key, text: v.optional(v.pipe(v.string(), v.maxLength(200)), '') };

const nothing = v.object({});
/**
 * What is written in the plan is the plan's. The answer only knows which cards are of this session,
 * so that a stop can take them away.
 */
const inPlan = v.object({
	written: few(v.object({ root: v.picklist(['words', 'worked', 'relapse', 'learned']), key }), 40)
});
export const planViews = ['wishes', 'worked', 'signals', 'helpers', 'lessons'] as const;

const asked = v.object({
	answers: v.optional(v.record(key, v.pipe(v.string(), v.maxLength(600))), {}),
	/** Of a function card: the citizen lets it stand on the board. Without it, only in the session. */
	onBoard: v.optional(v.boolean(), false)
});
const rated = v.object({ levels: v.optional(v.record(key, level), {}), words });

export const answerOf = {
	greeting: nothing,
	checkIn: v.object(mood),
	order: v.object({ picked: few(key, 3), own: words }),
	lastTime: nothing,
	wishes: inPlan,
	place: v.object({
		placed: few(v.object({ ...card, where: v.picklist(columns), abc: few(abc, 3) }), 30)
	}),
	rest: nothing,
	choice: v.object({
		about: words,
		options: few(
			v.object({ ...card, good: words, hard: words, from: v.picklist(['citizen', 'other']) }),
			4
		),
		/** The key of an option; `notYet` is a choice like the others. */
		chosen: v.optional(v.nullable(key), null)
	}),
	agree: nothing,
	tellBack: v.object({ result: v.optional(v.nullable(v.picklist(tellBacks)), null), words }),
	farewell: v.object({ ...mood, levels: v.optional(v.record(key, level), {}) }),
	questions: asked,
	levels: rated,
	pulse: rated,
	circle: v.object({ stage: v.optional(v.nullable(v.picklist(stages)), null), words }),
	practise: v.object({
		scene: v.optional(v.nullable(key), null),
		worked: few(key, 6),
		words,
		useIt: v.optional(v.boolean(), false)
	}),
	worked: inPlan,
	signals: inPlan,
	helpers: inPlan,
	lessons: inPlan,
	sharing: nothing,
	planSharing: nothing
} as const satisfies Record<SessionView, v.GenericSchema<object, object>>;

export type AnswerTo<View extends SessionView> = v.InferOutput<(typeof answerOf)[View]>;
export type Answer = AnswerTo<SessionView>;

/** An answer as the step's view reads it; null when it is none. Foreign fields are dropped. */
export function readAnswer<View extends SessionView>(
	view: View,
	content: unknown
): AnswerTo<View> | null {
	const read = v.safeParse(answerOf[view], content);
	// reason: parsed with the schema of this very view; TypeScript does not carry the index through.
	return read.success ? (read.output as AnswerTo<View>) : null;
}

/** An answer with nothing in it: what a step begins with. */
export function emptyAnswer<View extends SessionView>(view: View): AnswerTo<View> {
	const empty = readAnswer(view, {});
	if (!empty) throw new Error(`an empty answer to ${view} must be one`);
	return empty;
}

/** Whether anything was said. */
export function saysSomething(answer: object): boolean {
	return Object.values(answer).some((value: unknown) => {
		if (value === null || value === '' || value === false) return false;
		if (Array.isArray(value)) return value.length > 0;
		return typeof value === 'object' ? saysSomething(value) : true;
	});
}
