import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types';

const Part = v.picklist([
	'goal',
	'words',
	'goals',
	'week',
	'people',
	'promises',
	'agreement',
	'relapse',
	'worked',
	'learned'
]);

export const load: PageLoad = ({ params }) => {
	const part = v.safeParse(Part, params.part);
	if (!part.success) error(404, { message: m.error_not_found(), refusal: 'not-found' });
	return { part: part.output };
};
