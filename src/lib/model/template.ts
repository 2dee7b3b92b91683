import * as v from 'valibot';
import { pictograms } from './pictograms.ts';

/** A text in a content pack. English and easy Danish are required: three languages or it does not load. */
export const PackText = v.object({
	da: v.pipe(v.string(), v.nonEmpty()),
	en: v.pipe(v.string(), v.nonEmpty()),
	'da-simple': v.pipe(v.string(), v.nonEmpty())
});
export type PackText = v.InferOutput<typeof PackText>;

const key = v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,31}$/, 'key: lower-case letter first'));
const minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60));

/** One step of a meeting, as data (the method carries the meeting, never code). */
export const Step = v.object({
	key,
	/** What the step does, so that a screen knows which view to show. */
	view: v.picklist([
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
	]),
	title: PackText,
	/** What the room is asked, as the heading of the step. */
	question: PackText,
	pictogram: v.picklist(pictograms, 'pictogram: no picture has that key'),
	minutes,
	/** The floor when time is redistributed. */
	minMinutes: minutes,
	floor: v.picklist(['open', 'round', 'listen']),
	/** What can be captured here; the facilitator may always capture. */
	captures: v.array(
		v.picklist(['topic', 'note', 'focusPoint', 'responsibility', 'decision', 'nextStep'])
	),
	/** The citizen's own step: time that others did not use goes to the next of these. */
	forCitizen: v.optional(v.boolean()),
	/** Minutes each when `floor` is `round`. */
	minutesEach: v.optional(minutes),
	/** Method help, for the facilitator's own device only. */
	prompts: v.array(v.object({ da: v.string(), en: v.string() })),
	/** What ought to be true before leaving; a soft reminder. */
	exit: v.optional(v.object({ da: v.string(), en: v.string() }))
});
export type Step = v.InferOutput<typeof Step>;

export const MeetingTemplate = v.pipe(
	v.object({
		key,
		kind: v.picklist(['network', 'together']),
		version: v.pipe(v.string(), v.regex(/^\d+\.\d+$/)),
		title: PackText,
		minutes: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(180)),
		steps: v.pipe(v.array(Step), v.minLength(1), v.maxLength(20))
	}),
	v.check(
		(template) => new Set(template.steps.map((step) => step.key)).size === template.steps.length,
		'steps: every step needs a key of its own'
	),
	v.check(
		(template) => template.steps.reduce((sum, step) => sum + step.minutes, 0) === template.minutes,
		'minutes: must be the sum of the steps'
	),
	v.check(
		(template) => template.steps.every((step) => step.minMinutes <= step.minutes),
		'minMinutes: may not be more than minutes'
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
	version: v.pipe(v.string(), v.regex(/^\d+\.\d+$/, 'version: two numbers, such as 1.0')),
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
	if (typeof part === 'string') return part.replaceAll('{citizen}', name);
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
