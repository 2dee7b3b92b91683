import { error } from '@sveltejs/kit';
import * as v from 'valibot';
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
	if (!part.success) error(404);
	return { part: part.output };
};
