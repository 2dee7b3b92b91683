import * as v from 'valibot';
import { instantAt } from './dates.ts';
import { MemberId, PersonId } from './ids.ts';

/** A meeting as its form is sent: what is said of it before it starts. */
const PlanForm = v.object({
	title: v.pipe(v.string(), v.trim(), v.nonEmpty('missing'), v.maxLength(120, 'long')),
	date: v.pipe(v.string(), v.isoDate('missing')),
	time: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'missing')),
	place: v.pipe(v.string(), v.trim(), v.maxLength(200, 'long')),
	callLink: v.pipe(
		v.string(),
		v.trim(),
		v.check((link) => link === '' || isWebAddress(link), 'noLink'),
		v.transform((link) => link || null)
	),
	facilitator: v.pipe(v.string(), v.nonEmpty('missing'), PersonId),
	backupFacilitator: v.union(
		[
			v.pipe(
				v.literal(''),
				v.transform(() => null)
			),
			PersonId
		],
		'missing'
	),
	invited: v.array(MemberId)
});

export type PlanField = keyof v.InferInput<typeof PlanForm>;
export type PlanWords = 'missing' | 'long' | 'noLink' | 'past' | 'notInvited' | 'same';
export type PlanFaults = Partial<Record<PlanField, PlanWords>>;

export interface PlanValues {
	title: string;
	date: string;
	time: string;
	place: string;
	callLink: string;
	facilitator: string;
	backupFacilitator: string;
	invited: string[];
}

/** What was typed, as it was typed: a form that is sent back with a fault keeps every word. */
export function planValues(form: FormData): PlanValues {
	const text = (name: string) => String(form.get(name) ?? '');
	return {
		title: text('title'),
		date: text('date'),
		time: text('time').slice(0, 5),
		place: text('place'),
		callLink: text('callLink'),
		facilitator: text('facilitator'),
		backupFacilitator: text('backupFacilitator'),
		invited: form.getAll('invited').map(String)
	};
}

export function readPlan(values: PlanValues) {
	const read = v.safeParse(PlanForm, values);
	if (read.success) {
		const { date, time, ...plan } = read.output;
		return { ok: true as const, plan: { ...plan, startsAt: instantAt(date, time) } };
	}
	const faults: PlanFaults = {};
	for (const issue of read.issues) {
		const field = issue.path?.[0]?.key as PlanField | undefined; // reason: a path begins with a field of the schema
		if (field)
			faults[field] ??=
				issue.message === 'long' || issue.message === 'noLink' ? issue.message : 'missing';
	}
	return { ok: false as const, faults };
}

/** What the meeting itself says of a plan that could be read, at its field. */
export const planFaults: Record<
	'past' | 'facilitatorNotInvited' | 'backupNotInvited' | 'sameLeader',
	PlanFaults
> = {
	past: { date: 'past' },
	facilitatorNotInvited: { facilitator: 'notInvited' },
	backupNotInvited: { backupFacilitator: 'notInvited' },
	sameLeader: { backupFacilitator: 'same' }
};

function isWebAddress(link: string): boolean {
	return URL.canParse(link) && new URL(link).protocol === 'https:';
}
