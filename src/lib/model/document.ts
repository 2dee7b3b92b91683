import * as v from 'valibot';

/** Documents are the permission border: one kind per permission domain. */
export const DocumentKind = v.picklist([
	'everyday',
	'health',
	'substances',
	'agreements',
	'plan',
	'meeting',
	'sparring',
	'guide'
]);
export type DocumentKind = v.InferOutput<typeof DocumentKind>;

/** The themes that a basis (consent or other) is given for. They are the consent scopes. */
export const Theme = v.picklist(['everyday', 'health', 'substances', 'agreements', 'plan']);
export type Theme = v.InferOutput<typeof Theme>;

/** Who a card of the citizen's plan is for; one plan document each. */
export const Audience = v.picklist(['here', 'coordinators', 'network']);
export type Audience = v.InferOutput<typeof Audience>;

export type Access = 'none' | 'read' | 'write';

/** The documents that come with every case, in this order. */
export const caseDocuments: readonly { kind: DocumentKind; audience: Audience | null }[] = [
	{ kind: 'everyday', audience: null },
	{ kind: 'health', audience: null },
	{ kind: 'substances', audience: null },
	{ kind: 'agreements', audience: null },
	{ kind: 'plan', audience: 'here' },
	{ kind: 'plan', audience: 'coordinators' },
	{ kind: 'plan', audience: 'network' }
];
