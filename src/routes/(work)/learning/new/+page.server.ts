import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { SparringId } from '#lib/model/ids.ts';
import { mostNote, mostTitle } from '#lib/model/learning.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { readForm, Words } from '#lib/parts/read-form.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

const NoteForm = v.object({
	title: Words(mostTitle),
	words: Words(mostNote),
	guess: v.literal('no'),
	dismissed: v.pipe(v.optional(v.string(), '[]'), v.parseJson(), v.array(v.string()))
});

/** Written after a sparring, it is read first by those who were there; else by any two. */
async function learnedAt({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
	const id = url.searchParams.get('sparring');
	if (id === null) return null;
	return locals.app.sparring.learned(locals.actor, parseId(SparringId, id));
}

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	if (!(await locals.app.learning.mayRead(locals.actor))) {
		error(404, { message: m.error_not_found(), refusal: 'not-found' });
	}
	return {
		dictionary: await locals.app.dictionaries.own(locals.actor),
		learned: await learnedAt({ locals, url })
	};
};

export const actions: Actions = {
	default: async ({ locals, request, url }) => {
		const form = await readForm(request, NoteForm);
		if (!form.ok) return fail(400, { wrong: form.wrong, given: form.given, told: null });
		const { title, words, dismissed } = form.value;
		const learned = await learnedAt({ locals, url });
		const done = await locals.app.learning.propose(
			locals.actor,
			{ title, words, dismissed },
			learned?.others.map(({ id }) => id)
		);
		if (done.ok) redirect(303, '/learning?proposed');
		const given = { title, words };
		if (done.why === 'too-many') {
			return fail(429, { wrong: ['too-many'], given, told: null });
		}
		return fail(422, { wrong: ['names'], given, told: done.hits });
	}
};
