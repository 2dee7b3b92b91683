import * as v from 'valibot';
import { PersonId } from './ids.ts';

const nobody = v.pipe(
	v.literal(''),
	v.transform(() => null)
);
const whole = (least: number, most: number) =>
	v.pipe(
		v.string(),
		v.regex(/^\d{1,2}$/, 'missing'),
		v.transform(Number),
		v.minValue(least),
		v.maxValue(most)
	);

/** A sparring as its form is sent. */
export const SparringPlan = v.object({
	date: v.pipe(v.string(), v.isoDate('missing')),
	time: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'missing')),
	callLink: v.union(
		[
			nobody,
			v.pipe(
				v.string(),
				v.trim(),
				v.maxLength(500, 'noLink'),
				v.check((link) => URL.canParse(link) && new URL(link).protocol === 'https:', 'noLink')
			)
		],
		'noLink'
	),
	people: v.array(PersonId),
	facilitator: v.pipe(v.string(), v.nonEmpty('missing'), PersonId),
	focus: v.pipe(v.string(), v.nonEmpty('missing'), PersonId),
	interviewer: v.union([nobody, PersonId], 'missing'),
	/** How many sessions, and how many weeks apart. */
	times: whole(1, 12),
	everyWeeks: whole(1, 12)
});
export type SparringPlan = v.InferOutput<typeof SparringPlan>;
export type SparringPlanField = keyof SparringPlan;

/** Why a plan that could be read cannot be. */
export type SparringPlanFault =
	| 'past'
	/** Somebody is neither coordinator on an open case nor named for sparring. */
	| 'mayNotCome'
	| 'howMany'
	| 'notInvited'
	| 'sameLeader'
	| 'interviewer';

export type SparringPlanWords = 'missing' | 'noLink' | SparringPlanFault;
export type SparringPlanFaults = Partial<Record<SparringPlanField, SparringPlanWords>>;

/** At which field each is said. */
export const planFaultAt: Record<SparringPlanFault, SparringPlanField> = {
	past: 'date',
	mayNotCome: 'people',
	howMany: 'people',
	notInvited: 'people',
	sameLeader: 'facilitator',
	interviewer: 'interviewer'
};

export type SparringPlanValues = Record<Exclude<SparringPlanField, 'people'>, string> & {
	people: string[];
};

/** What was typed, as it was typed. */
export function sparringPlanValues(form: FormData): SparringPlanValues {
	const text = (name: string, usual = '') => String(form.get(name) ?? usual);
	return {
		date: text('date'),
		time: text('time').slice(0, 5),
		callLink: text('callLink'),
		people: form.getAll('people').map(String),
		facilitator: text('facilitator'),
		focus: text('focus'),
		interviewer: text('interviewer'),
		times: text('times', '1'),
		everyWeeks: text('everyWeeks', '2')
	};
}

export function readSparringPlan(values: SparringPlanValues) {
	const read = v.safeParse(SparringPlan, values);
	if (read.success) return { ok: true as const, plan: read.output };
	const faults: SparringPlanFaults = {};
	for (const issue of read.issues) {
		const field = issue.path?.[0]?.key as SparringPlanField | undefined; // reason: a path begins with a field of the schema
		if (field) faults[field] ??= field === 'callLink' ? 'noLink' : 'missing';
	}
	return { ok: false as const, faults };
}
