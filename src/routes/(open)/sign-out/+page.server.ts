import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
	default: async ({ locals, cookies, setHeaders }) => {
		await locals.app.signIn.signOut(locals.actor);
		const { name, options } = locals.app.signIn.cookie();
		cookies.delete(name, options);
		setHeaders({ 'clear-site-data': '"cache", "storage"' });
		redirect(303, '/sign-in');
	}
};
