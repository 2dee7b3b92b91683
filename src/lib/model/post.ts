/** What can be written in a sparring. Nothing here binds anybody or names anybody. */
export const postKinds = [
	'oneLiner',
	'question',
	'reflection',
	'advice',
	'ownIdea',
	'learning'
] as const;
export type PostKind = (typeof postKinds)[number];

/** How the focus person sorts what was advised. */
export const marks = ['plus', 'minus', 'maybe'] as const;
export type Mark = (typeof marks)[number];
