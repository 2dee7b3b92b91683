import { expect, test } from 'vitest';
import { Audience, DocumentKind, Theme, type Access } from './document.ts';
import type { Duties, ProfessionalRole } from './person.ts';
import { accessTo, canOnCase, type CaseVerb, type MeetingPhase, type Standing } from './policy.ts';

type Professional = Extract<Standing, { is: 'professional' }>;
type Seat = Extract<Standing, { is: 'seat' }>;

const phases: MeetingPhase[] = ['draft', 'invited', 'open', 'inProgress', 'closed', 'cancelled'];

/** Every document that can exist, by a short name. */
const documents = DocumentKind.options.flatMap(
	(kind): { name: string; kind: DocumentKind; audience: Audience | null }[] =>
		kind === 'plan'
			? Audience.options.map((audience) => ({ name: `plan:${audience}`, kind, audience }))
			: [{ name: kind, kind, audience: null }]
);

function allOf(standing: Standing): Record<string, Access> {
	return Object.fromEntries(documents.map((one) => [one.name, accessTo(one, standing)]));
}

function only(given: Record<string, Access>): Record<string, Access> {
	return { ...Object.fromEntries(documents.map(({ name }) => [name, 'none' as const])), ...given };
}

const professional: Professional = {
	is: 'professional',
	role: 'supportWorker',
	bases: [],
	withCitizen: false,
	scribe: false,
	invited: false,
	meeting: null,
	caseClosed: false
};

const seat: Seat = {
	is: 'seat',
	as: 'citizen',
	meeting: 'inProgress',
	networkMayAgree: false,
	networkMaySeePlan: false,
	own: true,
	caseClosed: false
};

const citizensPlan = {
	'plan:here': 'write',
	'plan:coordinators': 'write',
	'plan:network': 'write'
} as const;

const table: { who: string; standing: Standing; may: Record<string, Access> }[] = [
	{ who: '[P1] a stranger', standing: { is: 'stranger' }, may: {} },
	{
		who: '[P12] a professional in an emergency',
		standing: { is: 'emergency' },
		may: { agreements: 'read', 'plan:network': 'read' }
	},
	{
		who: '[P2] [P3] [P4] a professional without any basis',
		standing: professional,
		may: { agreements: 'write', 'plan:network': 'read' }
	},
	...Theme.options.map((theme) => ({
		who: `[P2] a professional with a basis for ${theme} only`,
		standing: { ...professional, bases: [theme] },
		may: {
			...(theme === 'agreements' || theme === 'plan' ? {} : { [theme]: 'write' as const }),
			agreements: 'write' as const,
			'plan:network': 'read' as const
		}
	})),
	{
		who: '[P4] a coordinator',
		standing: { ...professional, role: 'coordinator' },
		may: { agreements: 'write', 'plan:coordinators': 'read', 'plan:network': 'read' }
	},
	{
		who: '[P4] a professional in a running session with the citizen',
		standing: { ...professional, withCitizen: true },
		may: {
			agreements: 'write',
			'plan:here': 'read',
			'plan:coordinators': 'read',
			'plan:network': 'read'
		}
	},
	{
		who: '[P4] the scribe of a session with the citizen',
		standing: { ...professional, withCitizen: true, scribe: true },
		may: { agreements: 'write', ...citizensPlan }
	},
	...phases.map((phase) => ({
		who: `[P5] a professional who is invited to a meeting that is ${phase}`,
		standing: { ...professional, invited: true, meeting: phase },
		may: {
			agreements: 'write' as const,
			'plan:network': 'read' as const,
			...(phase === 'closed' || phase === 'cancelled' ? {} : { meeting: 'write' as const })
		}
	})),
	...phases.map((phase) => ({
		who: `[P5] a professional who is not invited to a meeting that is ${phase}`,
		standing: { ...professional, meeting: phase },
		may: { agreements: 'write' as const, 'plan:network': 'read' as const }
	})),
	...phases.map((phase) => ({
		who: `[P6] the citizen's seat in a meeting that is ${phase}`,
		standing: { ...seat, meeting: phase },
		may:
			phase === 'open' || phase === 'inProgress'
				? { meeting: 'write' as const, agreements: 'write' as const, ...citizensPlan }
				: {}
	})),
	{
		who: '[P6] the citizen’s seat in another meeting or case',
		standing: { ...seat, own: false },
		may: {}
	},
	{
		who: '[P6] a relative’s seat before the citizen has said yes',
		standing: { ...seat, as: 'relative' },
		may: { meeting: 'write' }
	},
	{
		who: '[P6] a relative’s seat when the network may agree',
		standing: { ...seat, as: 'relative', networkMayAgree: true },
		may: { meeting: 'write', agreements: 'write' }
	},
	{
		who: '[P6] a relative’s seat when the network may see the plan',
		standing: { ...seat, as: 'relative', networkMaySeePlan: true },
		may: { meeting: 'write', 'plan:network': 'read' }
	},
	{
		who: '[P6] a relative’s seat after the meeting, whatever was said yes to',
		standing: {
			...seat,
			as: 'relative',
			meeting: 'closed',
			networkMayAgree: true,
			networkMaySeePlan: true
		},
		may: {}
	},
	...phases.map((phase) => ({
		who: `[P7] the shared screen of a meeting that is ${phase}`,
		standing: { is: 'screen' as const, meeting: phase, own: true },
		may:
			phase === 'open' || phase === 'inProgress'
				? { meeting: 'read' as const, agreements: 'read' as const }
				: {}
	})),
	{
		who: '[P7] the shared screen of another meeting',
		standing: { is: 'screen', meeting: 'inProgress', own: false },
		may: {}
	},
	{
		who: '[P8] everybody with every right on a closed case',
		standing: {
			...professional,
			role: 'coordinator',
			bases: Theme.options,
			withCitizen: true,
			scribe: true,
			invited: true,
			meeting: 'inProgress',
			caseClosed: true
		},
		may: {
			everyday: 'read',
			health: 'read',
			substances: 'read',
			agreements: 'read',
			'plan:here': 'read',
			'plan:coordinators': 'read',
			'plan:network': 'read',
			meeting: 'read'
		}
	},
	{
		who: '[P8] the citizen’s seat on a closed case',
		standing: { ...seat, caseClosed: true },
		may: {
			meeting: 'read',
			agreements: 'read',
			'plan:here': 'read',
			'plan:coordinators': 'read',
			'plan:network': 'read'
		}
	}
];

test.each(table)('$who may do exactly what the table says', ({ standing, may }) => {
	expect(allOf(standing)).toEqual(only(may));
});

test('[P1] no standing whatever opens a sparring or a guide, which have doors of their own', () => {
	for (const { standing } of table) {
		expect(accessTo({ kind: 'sparring', audience: null }, standing)).toBe('none');
		expect(accessTo({ kind: 'guide', audience: null }, standing)).toBe('none');
	}
});

const verbs: CaseVerb[] = [
	'open',
	'answer',
	'clock',
	'coordinators',
	'people',
	'profile',
	'planNote',
	'bases',
	'history',
	'close'
];
const none: Duties = {
	area: null,
	coordinationLead: false,
	manager: false,
	administrator: false
};
const verbsOf = (standing: Standing, duties = none) =>
	verbs.filter((verb) => canOnCase(verb, standing, duties));

test.each<[ProfessionalRole, CaseVerb[]]>([
	['coordinator', verbs],
	['treatmentCounsellor', ['open', 'answer', 'clock']],
	['supportWorker', ['open', 'answer']],
	['authorityOfficer', ['open', 'answer']]
])('[P9] a %s may do exactly this with a case', (role, may) => {
	expect(verbsOf({ ...professional, role })).toEqual(may);
});

test('[P9] a closed case can be opened, its history seen, and nothing else done', () => {
	expect(verbsOf({ ...professional, role: 'coordinator', caseClosed: true })).toEqual([
		'open',
		'history'
	]);
});

test('[P9] a duty opens no case; a coordination lead only hands out coordinators', () => {
	const stranger: Standing = { is: 'stranger' };
	expect(verbsOf(stranger, { ...none, administrator: true, manager: true })).toEqual([]);
	expect(verbsOf(stranger, { ...none, coordinationLead: true })).toEqual(['coordinators']);
	expect(verbsOf(seat)).toEqual([]);
	expect(verbsOf({ is: 'screen', meeting: 'inProgress', own: true })).toEqual([]);
});

test('[P10] a sparring is read by those who were asked and may come, until it is erased', () => {
	const asked = {
		is: 'sparring',
		coordinates: true,
		named: false,
		invited: true,
		erased: false
	} as const;
	const sparring = { kind: 'sparring', audience: null } as const;
	expect(accessTo(sparring, asked)).toBe('read');
	expect(accessTo(sparring, { ...asked, coordinates: false, named: true })).toBe('read');
	expect(accessTo(sparring, { ...asked, coordinates: false })).toBe('none');
	expect(accessTo(sparring, { ...asked, invited: false })).toBe('none');
	expect(accessTo(sparring, { ...asked, erased: true })).toBe('none');
	expect(accessTo({ kind: 'agreements', audience: null }, asked)).toBe('none');
});

test('[P11] on their own device the citizen writes the plan, reads the agreements, and nothing else', () => {
	const citizen: Standing = { is: 'citizen', own: true, caseClosed: false };
	const plan = {
		'plan:here': 'write',
		'plan:coordinators': 'write',
		'plan:network': 'write'
	} as const;
	expect(allOf(citizen)).toEqual(only({ ...plan, agreements: 'read' }));
	expect(allOf({ ...citizen, own: false })).toEqual(only({}));
	expect(allOf({ ...citizen, caseClosed: true })).toEqual(
		only({
			'plan:here': 'read',
			'plan:coordinators': 'read',
			'plan:network': 'read',
			agreements: 'read'
		})
	);
	expect(verbsOf(citizen)).toEqual([]);
});
