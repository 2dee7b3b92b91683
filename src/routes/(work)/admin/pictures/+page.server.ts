import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { Pictogram, type ReplaceAnswer } from '#lib/model/municipal-picture.ts';
import { mostPictureBytes } from '#lib/model/own-picture.ts';
import { readForm } from '#lib/parts/read-form.ts';
import type { Actions, PageServerLoad } from './$types';

const OneForm = v.object({ pictogram: Pictogram });
const NewForm = v.object({ ...OneForm.entries, rights: v.literal('on') });

/** What a form weighs beside its picture, at most, in bytes. */
const besidePicture = 4_000;

export const load: PageServerLoad = async ({ locals, url }) => ({
	replaced: await locals.app.municipalPictures.list(locals.actor),
	wanted: url.searchParams.get('pictogram') ?? ''
});

type Why = Extract<ReplaceAnswer, { ok: false }>['why'] | 'missing';

const refused = (wrong: string[], given: Record<string, string>, why: Why = 'missing') =>
	fail(400, { wrong, given, why });

export const actions: Actions = {
	replace: async ({ locals, request }) => {
		locals.app.municipalPictures.mayReplace(locals.actor);
		// Told by what the browser announces: nothing of twenty megabytes is read.
		if (Number(request.headers.get('content-length')) > mostPictureBytes + besidePicture) {
			return refused(['picture'], {}, 'too-big');
		}
		const body = await request.formData();
		const form = await readForm(body, NewForm);
		const picture = body.get('picture');
		const file = picture instanceof File && picture.size > 0 ? picture : null;
		if (!form.ok || !file) {
			const wrong = [...(form.ok ? [] : form.wrong), ...(file ? [] : ['picture'])];
			return refused(wrong, form.ok ? { ...form.value } : form.given);
		}
		const { pictogram } = form.value;
		const upload = new Uint8Array(await file.arrayBuffer());
		const done = await locals.app.municipalPictures.replace(locals.actor, pictogram, upload);
		if (!done.ok) return refused(['picture'], { pictogram }, done.why);
		return { done: pictogram };
	},

	restore: async ({ locals, request }) => {
		const form = await readForm(request, OneForm);
		if (!form.ok) return refused(form.wrong, form.given);
		await locals.app.municipalPictures.restore(locals.actor, form.value.pictogram);
	}
};
