import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	lines: await locals.app.notebook.notebook(locals.actor)
});

export const actions: Actions = {
	forget: async ({ locals, request }) => {
		const form = await request.formData();
		await locals.app.notebook.forget(locals.actor, String(form.get('line') ?? ''));
	}
};
