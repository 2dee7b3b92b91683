import * as v from 'valibot';
import { marks, postKinds } from '#lib/model/post.ts';
import { assessmentAreas, sides, sources, type AssessmentArea, type RootName } from './layout.ts';

/** [B7] A value that is missing or foreign is read as "not said", so that it hides no words. */
function said<Schema extends v.GenericSchema>(schema: Schema) {
	return v.fallback(v.nullable(schema), null);
}

const text = v.fallback(v.string(), '');
const short = v.pipe(v.string(), v.maxLength(200));
const list = v.fallback(v.array(short), []);
const flag = v.fallback(v.boolean(), false);
const date = v.pipe(v.string(), v.isoDate());

/** A list in which only some words mean something; the others are passed over. */
function listOf<Word extends string>(words: readonly Word[]) {
	return v.pipe(
		list,
		v.transform((said) => words.filter((word) => said.includes(word)))
	);
}

const areas: readonly AssessmentArea[] = assessmentAreas.map((area) => area.key);

export const abcLetters = ['active', 'together', 'meaningful'] as const;
export type AbcLetter = (typeof abcLetters)[number];

export const helpLevels = ['self', 'reminded', 'shown', 'together', 'forMe'] as const;
export type HelpLevel = (typeof helpLevels)[number];

export const stepStatuses = ['agreed', 'underway', 'done', 'notDone'] as const;
export type StepStatus = (typeof stepStatuses)[number];

/** How it was to do a task between sessions. In words, for the talk; it is added up nowhere. */
export const howItWas = ['good', 'mixed', 'hard'] as const;
export type HowItWas = (typeof howItWas)[number];

export const coverageStates = ['known', 'partly', 'missing'] as const;
export type CoverageState = (typeof coverageStates)[number];

export const aspects = ['resource', 'need', 'both'] as const;
export type Aspect = (typeof aspects)[number];

export const progressStates = ['agreed', 'practising', 'some', 'reached'] as const;
export type Progress = (typeof progressStates)[number];

export const wordTopics = ['wish', 'hope', 'dream', 'how', 'goal'] as const;
export type WordTopic = (typeof wordTopics)[number];

export const weekdays = [
	'monday',
	'tuesday',
	'wednesday',
	'thursday',
	'friday',
	'saturday',
	'sunday'
] as const;
export type Weekday = (typeof weekdays)[number];

/** Agreements of every day, and the treatment agreement that is signed. */
export const promiseParts = ['everyday', 'treatment'] as const;
export type PromisePart = (typeof promiseParts)[number];

/** Who keeps an agreement, as the citizen says it: I, you, we. */
export const promisers = ['i', 'you', 'we'] as const;
export type Promiser = (typeof promisers)[number];

export const relapseLevels = ['green', 'yellow', 'red'] as const;
export type RelapseLevel = (typeof relapseLevels)[number];

export const relapseLines = ['notice', 'do', 'call'] as const;
export type RelapseLine = (typeof relapseLines)[number];

export const learnedQuestions = ['happened', 'helped', 'next'] as const;
export type LearnedQuestion = (typeof learnedQuestions)[number];

export const topicOutcomes = ['done', 'next', 'parked'] as const;
export type TopicOutcome = (typeof topicOutcomes)[number];

const written = {
	text,
	source: v.fallback(v.picklist(sources), 'other'),
	writtenBy: said(short),
	readBackOn: said(date),
	pictogram: said(short)
};

/** What the fields of each root mean once read. Without a fallback: the card needs it [B6]. */
export const cardSchemas = {
	statements: v.object({
		area: v.picklist(areas),
		text,
		source: v.fallback(v.picklist(sources), 'other'),
		aspect: said(v.picklist(aspects)),
		statedOn: said(date)
	}),
	coverage: v.object({ state: v.fallback(v.picklist(coverageStates), 'missing') }),
	protectiveFactors: v.object({ text, abc: listOf(abcLetters) }),
	riskSituations: v.object({ text, helpsWith: text }),
	functionCards: v.object({
		situation: text,
		feeling: text,
		substance: text,
		gave: text,
		cost: text,
		instead: text
	}),
	goal: v.object({ text, citizenSays: text }),
	subgoals: v.object({ text, progress: v.fallback(v.picklist(progressStates), 'agreed') }),
	focusPoints: v.object({ text, citizenWords: text, chosen: flag, meeting: said(short) }),
	labour: v.object({
		title: text,
		suggestion: said(v.picklist(sides)),
		sharedOnPurpose: listOf(sides),
		pictogram: said(short)
	}),
	cells: v.object({
		text,
		responsible: said(short),
		supporters: list,
		suggestion: said(v.pipe(v.string(), v.maxLength(500)))
	}),
	decisions: v.object({
		text,
		agreed: said(v.picklist(['all', 'some'])),
		disagree: list,
		meeting: said(short),
		step: said(short)
	}),
	nextSteps: v.object({
		what: text,
		owner: said(short),
		helper: said(short),
		helpLevel: said(v.picklist(helpLevels)),
		due: said(date),
		focusPoint: said(short),
		abc: listOf(abcLetters),
		notice: text,
		status: v.fallback(v.picklist(stepStatuses), 'agreed'),
		obstacle: text,
		agreedOn: said(date),
		meeting: said(short),
		pictogram: said(short),
		theme: said(short),
		howWasIt: said(v.picklist(howItWas))
	}),
	quote: v.object(written),
	words: v.object({ topic: v.picklist(wordTopics), ...written }),
	smallGoals: v.object({ goal: said(short), reachedOn: said(date), ...written }),
	week: v.object({
		day: v.picklist(weekdays),
		time: said(v.pipe(v.string(), v.isoTime())),
		company: said(short),
		member: said(short),
		readyOn: said(date),
		wasOn: said(date),
		...written
	}),
	people: v.object({ relation: text, phone: said(short), member: said(short), ...written }),
	promises: v.object({
		part: v.fallback(v.picklist(promiseParts), 'everyday'),
		who: v.fallback(v.picklist(promisers), 'we'),
		...written
	}),
	relapse: v.object({
		level: v.picklist(relapseLevels),
		line: v.picklist(relapseLines),
		phone: said(short),
		...written
	}),
	worked: v.object(written),
	learned: v.object({
		question: v.picklist(learnedQuestions),
		on: said(date),
		...written
	}),
	topics: v.object({
		text,
		by: said(short),
		fromCitizen: flag,
		outcome: said(v.picklist(topicOutcomes))
	}),
	notes: v.object({ text, step: said(short), by: said(short), member: said(short) }),
	account: v.object({ text }),
	posts: v.object({
		text,
		step: said(short),
		kind: said(v.picklist(postKinds)),
		mark: said(v.picklist(marks)),
		votes: said(v.pipe(v.number(), v.integer()))
	}),
	table: v.object({ text, from: said(short), shownBy: said(short), pictogram: said(short) })
} as const satisfies Record<RootName, v.GenericSchema<Record<string, unknown>, object>>;

export type Fields<Root extends RootName> = v.InferOutput<(typeof cardSchemas)[Root]>;

/** A card as plain data. */
export type Card<Root extends RootName> = Fields<Root> & {
	key: string;
	/** Null when the document has none that can be used; such cards sort last. */
	order: string | null;
	binnedAt: string | null;
	/** Actor key. */
	binnedBy: string | null;
};

/** Of every card, whatever its root. */
export const CardFrame = v.object({
	binnedAt: said(v.pipe(v.string(), v.isoTimestamp())),
	binnedBy: said(short)
});
