import * as v from 'valibot';
import { pictograms } from './pictograms.ts';
import { isSessionView, sessionViews } from './session-views.ts';

/** A text in a content pack. English and easy Danish are required: three languages or it does not load. */
export const PackText = v.object({
	da: v.pipe(v.string(), v.nonEmpty()),
	en: v.pipe(v.string(), v.nonEmpty()),
	'da-simple': v.pipe(v.string(), v.nonEmpty())
});
export type PackText = v.InferOutput<typeof PackText>;

const key = v.pipe(
	v.string(),
	v.regex(/^[a-z][A-Za-z0-9]{0,31}$/, 'key: begynder med et lille bogstav, kun a-z og tal')
);
const minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60));

/** Views of a meeting where people talk; a planning session has its own (`session-views.ts`). */
export const meetingViews = [
	'welcome',
	'sinceLast',
	'topics',
	'round',
	'picture',
	'focus',
	'labour',
	'nextSteps',
	'summary',
	'checkOut',
	'words',
	'readBack',
	'pause',
	'reflect'
] as const;
export type MeetingView = (typeof meetingViews)[number];

const pictogram = v.picklist(pictograms, 'pictogram: der er intet billede med det navn');

/** Something to choose, to place or to answer: a picture and a word, never one without the other. */
const StepCard = v.object({
	key,
	pictogram,
	text: PackText,
	/** As `about` of a step: who asked to leave that out is not shown the card. */
	about: v.optional(key)
});
export type StepCard = v.InferOutput<typeof StepCard>;

/** One step of a meeting, as data (the method carries the meeting, never code). */
export const Step = v.object({
	key,
	/** What the step does, so that a screen knows which view to show. */
	view: v.picklist([...meetingViews, ...sessionViews]),
	title: PackText,
	/** What the room is asked, as the heading of the step. */
	question: PackText,
	pictogram,
	minutes,
	/** The floor when time is redistributed. */
	minMinutes: minutes,
	floor: v.picklist(['open', 'round', 'listen']),
	/** What can be captured here; the facilitator may always capture. */
	captures: v.array(
		v.picklist([
			'topic',
			'note',
			'focusPoint',
			'responsibility',
			'decision',
			'nextStep',
			'functionCard'
		])
	),
	/** The citizen's own step: time that others did not use goes to the next of these. */
	forCitizen: v.optional(v.boolean()),
	/** Minutes each when `floor` is `round`. */
	minutesEach: v.optional(minutes),
	/** Planning sessions: what can be chosen or placed. */
	cards: v.optional(v.pipe(v.array(StepCard), v.maxLength(24))),
	/** Planning sessions: what is asked, one at a time. */
	asks: v.optional(v.pipe(v.array(StepCard), v.maxLength(8))),
	/** Planning sessions: in what pictures a level is answered. */
	scale: v.optional(v.picklist(['faces', 'often', 'stairs'])),
	/** The answer is read back before the step is left: a summary that is not skipped by haste. */
	sumUp: v.optional(v.boolean()),
	/** Left out before others when the citizen's time is shorter than the session. */
	spare: v.optional(v.boolean()),
	/** What it is about, for those who have asked to leave a topic out. */
	about: v.optional(key),
	/** Method help, for the facilitator's own device only. */
	prompts: v.array(v.object({ da: v.string(), en: v.string() })),
	/** What ought to be true before leaving; a soft reminder. */
	exit: v.optional(v.object({ da: v.string(), en: v.string() }))
});
export type Step = v.InferOutput<typeof Step>;

export const MeetingTemplate = v.pipe(
	v.object({
		key,
		kind: v.picklist(['network', 'together', 'planning']),
		version: v.pipe(v.string(), v.regex(/^\d+\.\d+$/)),
		title: PackText,
		minutes: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(180)),
		steps: v.pipe(v.array(Step), v.minLength(1), v.maxLength(20)),
		/** Planning sessions: tools that can be put in, before the step that is named. */
		tools: v.optional(v.pipe(v.array(v.object({ step: Step, before: key })), v.maxLength(12)), [])
	}),
	v.check(
		(template) =>
			template.steps.every((step) => isSessionView(step.view) === (template.kind === 'planning')),
		'view: planlægningssamtaler og andre møder har hver deres visninger'
	),
	v.check(
		(template) =>
			template.tools.every(({ before }) => template.steps.some((step) => step.key === before)),
		'tools: before skal være et trin i dagsordenen (agenda)'
	),
	v.check(
		(template) =>
			template.tools.every(({ step }) => template.steps.every(({ key }) => key !== step.key)),
		'tools: et redskab må ikke stå i dagsordenen i forvejen'
	),
	v.check(
		(template) => new Set(template.steps.map((step) => step.key)).size === template.steps.length,
		'steps: hvert trin kommer én gang'
	),
	v.check(
		(template) => template.steps.reduce((sum, step) => sum + step.minutes, 0) === template.minutes,
		'minutes: skal være summen af trinnene'
	),
	v.check(
		(template) => template.steps.every((step) => step.minMinutes <= step.minutes),
		'minMinutes: må ikke være mere end minutes'
	)
);
export type MeetingTemplate = v.InferOutput<typeof MeetingTemplate>;

const { minutes: length, minMinutes, minutesEach, key: _named, ...described } = Step.entries;

/**
 * A content pack: the method of one kind of meeting, with its steps described once and one or more
 * agendas made of them. A file that a municipality can write itself.
 */
export const ContentPack = v.object({
	key,
	version: v.pipe(v.string(), v.regex(/^\d+\.\d+$/, 'version: to tal, som 1.0')),
	title: PackText,
	steps: v.record(key, v.object(described)),
	meetings: v.pipe(
		v.array(
			v.object({
				key,
				kind: MeetingTemplate.entries.kind,
				title: PackText,
				minutes: MeetingTemplate.entries.minutes,
				agenda: v.pipe(
					v.array(v.object({ step: key, minutes: length, minMinutes, minutesEach })),
					v.minLength(1),
					v.maxLength(20)
				),
				tools: v.optional(
					v.pipe(
						v.array(v.object({ step: key, minutes: length, minMinutes, before: key })),
						v.maxLength(12)
					)
				)
			})
		),
		v.minLength(1)
	)
});
export type ContentPack = v.InferOutput<typeof ContentPack>;

/** The names of a step and its like are texts; `{citizen}` in them becomes the name given here. */
export function sayName<Part>(part: Part, citizen: Record<keyof PackText, string>): Part {
	// reason: the same shape with other strings in it
	return named(part, citizen.da, citizen) as Part;
}

function named(part: unknown, name: string, citizen: Record<keyof PackText, string>): unknown {
	if (typeof part === 'string') {
		const first = name.charAt(0).toUpperCase() + name.slice(1);
		// Who has no name here is "borgeren", and a sentence begins with a capital.
		return part
			.replace(/(^|[.!?] )\{citizen\}/g, (_, before: string) => before + first)
			.replaceAll('{citizen}', () => name);
	}
	if (Array.isArray(part)) return part.map((one) => named(one, name, citizen));
	if (typeof part !== 'object' || part === null) return part;
	return Object.fromEntries(
		Object.entries(part).map(([field, value]) => [
			field,
			named(value, isLanguage(field) ? citizen[field] : name, citizen)
		])
	);
}

function isLanguage(field: string): field is keyof PackText {
	return Object.hasOwn(PackText.entries, field);
}
