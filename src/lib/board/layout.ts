import type { DocumentKind } from '#lib/model/document.ts';
import type { Side } from '#lib/model/person.ts';

/**
 * How each kind of document lies in a Y.Doc. A document has a few roots; a root is a Y.Map of cards
 * by key; a card is a Y.Map with the fields named here. Read and written only through this table,
 * so that a gate, a reader and a writer cannot disagree.
 *
 * `text`  a Y.Text that people write in together
 * `value` a plain string, number or boolean that is set whole
 * `list`  a JSON array of strings that is set whole
 *
 * Every card also has `order` (fractional index) and may have `binnedAt` and `binnedBy`.
 */
export type FieldKind = 'text' | 'value' | 'list';
export type RootLayout = Readonly<Record<string, FieldKind>>;

/** Raised when an older client could damage what a newer one writes (RELIABILITY A.14). */
export const layoutVersion = 1;

/** A statement of the assessment, in one of the ten areas. */
const statements = {
	area: 'value', // AssessmentArea
	text: 'text',
	source: 'value', // Source
	aspect: 'value', // 'resource' | 'need' | 'both'
	statedOn: 'value' // YYYY-MM-DD
} as const satisfies RootLayout;

/**
 * Every statement of the citizen's plan says whose it is, by whose hand it came here, and when it was
 * read back; and may have a picture beside its words.
 */
const told = {
	source: 'value',
	writtenBy: 'value',
	readBackOn: 'value',
	pictogram: 'value'
} as const satisfies RootLayout;

/** How well an area is known; keyed by the area itself. */
const coverage = {
	state: 'value' /* 'known' | 'partly' | 'missing' */
} as const satisfies RootLayout;

export const layouts = {
	everyday: {
		statements,
		coverage,
		protectiveFactors: { text: 'text', abc: 'list' }
	},
	health: { statements, coverage },
	substances: {
		statements,
		coverage,
		riskSituations: { text: 'text', helpsWith: 'text' },
		functionCards: {
			situation: 'text',
			feeling: 'text',
			substance: 'text',
			gave: 'text',
			cost: 'text',
			instead: 'text'
		}
	},
	agreements: {
		/** One card, key `wellbeing`. */
		goal: { text: 'text', citizenSays: 'text' },
		subgoals: { text: 'text', progress: 'value' /* 'agreed'|'practising'|'some'|'reached' */ },
		focusPoints: { text: 'text', citizenWords: 'text', chosen: 'value', meeting: 'value' },
		/** Rows of the division of labour. `suggestion` is the side that the model would make responsible. */
		labour: { title: 'text', suggestion: 'value', sharedOnPurpose: 'list', pictogram: 'value' },
		/** Cells, keyed `<row>.<side>`. `suggestion` is the model's own words, shown in grey. */
		cells: { text: 'text', responsible: 'value', supporters: 'list', suggestion: 'value' },
		decisions: { text: 'text', agreed: 'value', disagree: 'list', meeting: 'value', step: 'value' },
		nextSteps: {
			what: 'text',
			owner: 'value',
			helper: 'value',
			helpLevel: 'value',
			due: 'value',
			focusPoint: 'value',
			abc: 'list',
			notice: 'text',
			status: 'value',
			obstacle: 'text',
			agreedOn: 'value',
			meeting: 'value',
			pictogram: 'value',
			/** A task between sessions: what the session was about, and how it was to do it. */
			theme: 'value',
			howWasIt: 'value' // 'good' | 'mixed' | 'hard'
		}
	},
	plan: {
		/** The one sentence on top; key `quote`. */
		quote: { text: 'text', ...told },
		words: {
			topic: 'value', // 'wish' | 'hope' | 'dream' | 'how' | 'goal'
			text: 'text',
			...told
		},
		/** Small goals on the way to a goal; `goal` is the key of its words, `reachedOn` a day. */
		smallGoals: { text: 'text', goal: 'value', reachedOn: 'value', ...told },
		/** What the week holds; `company` is a given name, `member` the same person on the case. */
		week: {
			text: 'text',
			day: 'value', // 'monday' … 'sunday'
			time: 'value', // HH:MM
			company: 'value',
			member: 'value',
			readyOn: 'value', // YYYY-MM-DD: the citizen said "I am ready" for that day
			wasOn: 'value', // YYYY-MM-DD: the citizen said "I was there"
			...told
		},
		/** "My people". */
		people: { text: 'text', relation: 'text', phone: 'value', member: 'value', ...told },
		/** Agreements in adapted form; `part` is the everyday ones or the treatment agreement. */
		promises: { text: 'text', part: 'value', who: 'value', ...told },
		/** The plan for hard moments: one line of one level, "how I notice", "what I do" or "whom I call". */
		relapse: { text: 'text', level: 'value', line: 'value', phone: 'value', ...told },
		/** What has worked before. */
		worked: { text: 'text', ...told },
		/** "What did we learn?" after the plan was used; `topic` is the question, `on` the day. */
		learned: { text: 'text', question: 'value', on: 'value', ...told }
	},
	meeting: {
		topics: { text: 'text', by: 'value', fromCitizen: 'value', outcome: 'value' },
		/** What is captured for the room, per step. */
		notes: { text: 'text', step: 'value', by: 'value', member: 'value' },
		/** Copies put on the table by the server; the only other content a shared screen gets. */
		table: { text: 'text', from: 'value', shownBy: 'value', pictogram: 'value' }
	},
	sparring: {
		/** The focus person's five fields, each a card under its own name, once they are shown. */
		account: { text: 'text' },
		/** What was written, and by nobody: there is no field for a writer. */
		posts: { text: 'text', step: 'value', kind: 'value', mark: 'value', votes: 'value' }
	},
	guide: {}
} as const satisfies Record<DocumentKind, Record<string, RootLayout>>;

export type RootOf<Kind extends DocumentKind> = keyof (typeof layouts)[Kind] & string;

/** Every root by name. A name means the same in each kind that has it. */
export const roots = {
	...layouts.everyday,
	...layouts.health,
	...layouts.substances,
	...layouts.agreements,
	...layouts.plan,
	...layouts.meeting,
	...layouts.sparring
} as const satisfies Record<string, RootLayout>;

export type RootName = keyof typeof roots;
export type FieldOf<Root extends RootName> = keyof (typeof roots)[Root] & string;

/** The fields of a root that are a `text`, a `value` or a `list`. */
export type FieldsOfKind<Root extends RootName, Kind extends FieldKind> = {
	[Field in FieldOf<Root>]: (typeof roots)[Root][Field] extends Kind ? Field : never;
}[FieldOf<Root>];

export function rootsOf(kind: DocumentKind): RootName[] {
	// reason: `roots` is made of the layouts of every kind.
	return Object.keys(layouts[kind]) as RootName[];
}

export function fieldKind(root: RootName, field: string): FieldKind | undefined {
	const layout: RootLayout = roots[root];
	return Object.hasOwn(layout, field) ? layout[field] : undefined;
}

export function textFields(root: RootName): string[] {
	return Object.keys(roots[root]).filter((field) => fieldKind(root, field) === 'text');
}

/** The longest text one field holds, in UTF-16 units. The gate on the server asks the same. */
export const maximumText = 50_000;

/** Columns of the division of labour, in their order on every screen and print. */
export const sides = ['substanceTreatment', 'socialSupport', 'citizen', 'authority'] as const;

export function cellKey(row: string, side: Side): string {
	return `${row}.${side}`;
}

/** The ten areas of the systematic assessment, in their order, with the document that holds each. */
export const assessmentAreas = [
	{ key: 'functioning', kind: 'everyday' },
	{ key: 'network', kind: 'everyday' },
	{ key: 'activities', kind: 'everyday' },
	{ key: 'income', kind: 'everyday' },
	{ key: 'dailyRhythm', kind: 'everyday' },
	{ key: 'housing', kind: 'everyday' },
	{ key: 'health', kind: 'health' },
	{ key: 'use', kind: 'substances' },
	{ key: 'substances', kind: 'substances' },
	{ key: 'function', kind: 'substances' }
] as const;

export type AssessmentArea = (typeof assessmentAreas)[number]['key'];

/** Who said it: KL's source codes in our own words. */
export const sources = [
	'citizen',
	'citizenSupportedByStaff',
	'citizenSupportedByRelative',
	'staff',
	'relative',
	'caseOfficer',
	'provider',
	'other'
] as const;
export type Source = (typeof sources)[number];
